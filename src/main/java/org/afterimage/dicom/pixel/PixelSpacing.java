package org.afterimage.dicom.pixel;

/**
 * Pixel Spacing (PS3.3 10.7.1.3).
 *
 * @param row distance between the centres of adjacent rows, in mm
 * @param column distance between the centres of adjacent columns, in mm
 */
public record PixelSpacing(double row, double column) {}
