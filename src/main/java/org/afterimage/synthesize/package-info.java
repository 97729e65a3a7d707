/**
 * Synthesis: from the stored values of source series to the stored values of a synthetic one, one class a task. In come the series
 * of one study that a task takes and a loaded network; out goes a synthetic series on the grid of the first, with what its checks need
 * as evidence, and pictures of both. This room calls model, infer, dicom.data, dicom.io and dicom.pixel.
 */
package org.afterimage.synthesize;
