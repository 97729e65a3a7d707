/**
 * Withdraws what was made: lists the outputs of a model version, a route, a time or a series, marks them so that nothing of them is sent any
 * more, and tells each destination that has them by a rejection note. What a person asks for comes in; a list, and jobs that the lanes of the
 * room work deliver as any other, go out. It calls provenance, derive, model, node, dicom.*, and of work what the node says of itself.
 */
package org.afterimage.retract;
