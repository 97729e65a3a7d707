package org.afterimage.dicom.pixel;

/**
 * A subband of a tile-component (ITU-T T.800 B.5).
 *
 * @param area its area
 * @param orientation 0 LL, 1 HL (horizontally high-pass), 2 LH, 3 HH
 * @param column where its columns begin in the array of the tile-component
 * @param row where its rows begin
 * @param magnitudeBits bits of a magnitude, M_b
 * @param step the size of a quantization step; of no meaning where nothing was quantized
 */
record J2kBand(J2kArea area, int orientation, int column, int row, int magnitudeBits, float step) {

    /** Whether the band is the high-pass one from left to right. */
    boolean horizontallyHigh() {
        return (orientation & 1) != 0;
    }

    /** Whether the band is the high-pass one from top to bottom. */
    boolean verticallyHigh() {
        return (orientation & 2) != 0;
    }
}
