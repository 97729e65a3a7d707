/**
 * Pixels of images: frames decoded to stored values and packed again, rescale, and the grey levels that a display shows (PS3.3
 * C.7.6.3 and C.11, PS3.5 8 and Annex G). DICOM objects come in; stored values, bytes for Pixel Data and 8-bit pictures go out.
 * This room calls dicom.data and dicom.io.
 */
package org.afterimage.dicom.pixel;
