/**
 * Pictures of stored instances for a person at a browser: frames decoded, windowed to 8 bits, made smaller where asked for and written as PNG, and
 * the places of a series' frames. Files come in; PNG, stored values and geometry go out. Memory is bounded whatever the file says. This room
 * calls dicom.data, dicom.io and dicom.pixel.
 */
package org.afterimage.render;
