package org.afterimage.dicom.pixel;

import org.afterimage.dicom.io.DicomFormatException;

/**
 * How a component is coded, markers COD and COC (ITU-T T.800 A.6.1 and A.6.2).
 *
 * @param levels how often the component was halved
 * @param blockWidth width of a code-block as a power of two
 * @param blockHeight height of a code-block as a power of two
 * @param blockStyle the switches of Table A.19
 * @param reversible whether the 5-3 wavelet was used, and not the 9-7 one
 * @param precincts the sizes of the precincts of each resolution, as powers of two: height in the upper, width in the lower half
 */
@SuppressWarnings("ArrayRecordComponent")
record J2kCodingStyle(
        int levels, int blockWidth, int blockHeight, int blockStyle, boolean reversible, byte[] precincts) {

    static final int BYPASS = 1;
    static final int RESET = 2;
    static final int TERMINATE = 4;
    static final int CAUSAL = 8;
    static final int SEGMENTATION = 32;

    /** Blocks are coded as ITU-T T.814 says, not as T.800 Annex D does. */
    static final int HIGH_THROUGHPUT = 64;

    private static final int MIXED = 128;
    private static final int MOST_LEVELS = 32;

    /**
     * Reads the parameters that COD and COC share.
     *
     * @param ownPrecincts whether the sizes of precincts follow
     */
    static J2kCodingStyle read(CodeStream in, boolean ownPrecincts) throws DicomFormatException {
        int levels = in.u8();
        int blockWidth = (in.u8() & 15) + 2;
        int blockHeight = (in.u8() & 15) + 2;
        int style = in.u8();
        int wavelet = in.u8();
        if (levels > MOST_LEVELS
                || blockWidth > 10
                || blockHeight > 10
                || blockWidth + blockHeight > 12
                || wavelet > 1) {
            throw new DicomFormatException("A compressed frame has an impossible coding style.");
        }
        if ((style & MIXED) != 0) {
            throw new DicomFormatException("A compressed frame that mixes two kinds of block coding is not decoded.");
        }
        byte[] precincts = new byte[levels + 1];
        for (int i = 0; i <= levels; i++) {
            precincts[i] = (byte) (ownPrecincts ? in.u8() : 0xFF);
            if (i > 0 && ((precincts[i] & 15) == 0 || (precincts[i] & 0xF0) == 0)) {
                throw new DicomFormatException("A compressed frame has precincts without size.");
            }
        }
        return new J2kCodingStyle(levels, blockWidth, blockHeight, style, wavelet == 1, precincts);
    }

    int precinctWidth(int resolution) {
        return precincts[resolution] & 15;
    }

    int precinctHeight(int resolution) {
        return precincts[resolution] >> 4 & 15;
    }

    boolean has(int style) {
        return (blockStyle & style) != 0;
    }
}
