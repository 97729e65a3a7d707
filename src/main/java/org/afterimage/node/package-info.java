/**
 * This node's AE titles and the remote ones: what an administrator writes in dicom-conf/, read strictly, and whom the node answers.
 * YAML files come in, settings and an association policy go out. It calls the rooms dicom.* only.
 */
package org.afterimage.node;
