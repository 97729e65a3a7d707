/**
 * Synthesis: from the stored values of a source series to the stored values of a synthetic one, one class a task. In come a source
 * series and a loaded network; out goes a synthetic series in the source's own pixel format, with the region in which it may differ,
 * and pictures of both. This room calls model, infer, dicom.data, dicom.io and dicom.pixel.
 */
package org.afterimage.synthesize;
