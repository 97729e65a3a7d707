package org.afterimage.dicom.pixel;

import org.afterimage.dicom.io.DicomFormatException;

/**
 * How coefficients were quantized, markers QCD and QCC (ITU-T T.800 A.6.4 and E.1).
 *
 * @param style 0 not at all, 1 steps derived from one, 2 a step for each subband
 * @param guardBits bits above those that the range of a subband calls for
 * @param steps exponent in the upper 5 of 16 bits, mantissa in the others, by subband
 */
@SuppressWarnings("ArrayRecordComponent")
record J2kQuantization(int style, int guardBits, int[] steps) {

    private static final int MANTISSA_BITS = 11;

    /** Reads the rest of a segment. */
    static J2kQuantization read(CodeStream in) throws DicomFormatException {
        int style = in.u8();
        int kind = style & 31;
        if (kind > 2) {
            throw new DicomFormatException("A compressed frame has the unknown quantization style " + kind + ".");
        }
        int[] steps = new int[kind == 0 ? in.remaining() : in.remaining() / 2];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = kind == 0 ? in.u8() >> 3 << MANTISSA_BITS : in.u16();
        }
        return new J2kQuantization(kind, style >> 5, steps);
    }

    /** Bits of a magnitude in a subband, M_b (E-2); subbands are counted from the lowest, 0. */
    int magnitudeBits(int band) throws DicomFormatException {
        return guardBits + exponent(band) - 1;
    }

    /**
     * The size of a step (E-3).
     *
     * @param range bits of a sample and the gain of the subband
     */
    double step(int band, int range) throws DicomFormatException {
        int mantissa = steps[style == 1 ? 0 : band] & ((1 << MANTISSA_BITS) - 1);
        return Math.scalb(1 + mantissa / (double) (1 << MANTISSA_BITS), range - exponent(band));
    }

    private int exponent(int band) throws DicomFormatException {
        if (style == 1 ? steps.length == 0 : band >= steps.length) {
            throw new DicomFormatException("A compressed frame lacks the quantization of a subband.");
        }
        if (style != 1) {
            return steps[band] >> MANTISSA_BITS;
        }
        int levelsAboveLowest = band == 0 ? 0 : (band - 1) / 3;
        return (steps[0] >> MANTISSA_BITS) - levelsAboveLowest;
    }
}
