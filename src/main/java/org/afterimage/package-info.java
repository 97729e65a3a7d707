/**
 * Afterimage, a PACS-integrated DICOM node. Each package below is a room with its own purpose; data flows one way through them:
 * received, routed, synthesised, checked, derived, delivered. ArchUnit holds who may call whom.
 */
package org.afterimage;
