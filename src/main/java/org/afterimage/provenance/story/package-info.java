/**
 * The story of an image, told from what was recorded: who made it from what, with which model, what the checks measured, where it went and
 * who decided on it; in words, as records, or as W3C PROV-JSON. A SOP Instance UID or a model version comes in. It calls nothing.
 */
package org.afterimage.provenance.story;
