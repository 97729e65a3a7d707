package org.afterimage.dicom.pixel;

import org.afterimage.dicom.io.DicomFormatException;

/**
 * The coding parameters of a JPEG-LS scan (ITU-T T.87 C.2.4.1.1 and A.2.1).
 *
 * @param maximum the largest sample, MAXVAL
 * @param near the largest error of a sample, NEAR; 0 when lossless
 * @param t1 the first threshold of gradients
 * @param t2 the second
 * @param t3 the third
 * @param reset after how many samples a context's counters are halved
 */
record JpegLsParameters(int maximum, int near, int t1, int t2, int t3, int reset) {

    private static final int DEFAULT_RESET = 64;

    /** The values that apply unless a stream says otherwise (C.2.4.1.1.1). */
    static JpegLsParameters defaults(int maximum, int near) {
        int t1;
        int t2;
        int t3;
        if (maximum >= 128) {
            int factor = (Math.min(maximum, 4095) + 128) / 256;
            t1 = factor + 2 + 3 * near;
            t2 = 4 * factor + 3 + 5 * near;
            t3 = 17 * factor + 4 + 7 * near;
        } else {
            int factor = 256 / (maximum + 1);
            t1 = Math.max(2, 3 / factor + 3 * near);
            t2 = Math.max(3, 7 / factor + 5 * near);
            t3 = Math.max(4, 21 / factor + 7 * near);
        }
        t1 = within(t1, near + 1, maximum);
        t2 = within(t2, t1, maximum);
        t3 = within(t3, t2, maximum);
        return new JpegLsParameters(maximum, near, t1, t2, t3, DEFAULT_RESET);
    }

    private static int within(int value, int minimum, int maximum) {
        return value > maximum || value < minimum ? minimum : value;
    }

    /** A preset segment's five values; zero stands for the default (C.2.4.1.1). */
    static JpegLsParameters preset(int[] values, int largest, int near) throws DicomFormatException {
        JpegLsParameters defaults = defaults(values[0] == 0 ? largest : values[0], near);
        JpegLsParameters preset = new JpegLsParameters(
                defaults.maximum,
                near,
                or(values[1], defaults.t1),
                or(values[2], defaults.t2),
                or(values[3], defaults.t3),
                or(values[4], defaults.reset));
        if (preset.maximum > largest
                || preset.t1 <= near
                || preset.t2 < preset.t1
                || preset.t3 < preset.t2
                || preset.t3 > preset.maximum
                || preset.reset < 3) {
            throw new DicomFormatException("A compressed frame has impossible coding parameters.");
        }
        return preset;
    }

    private static int or(int value, int otherwise) {
        return value == 0 ? otherwise : value;
    }

    /** How many values an error can take, RANGE. */
    int range() {
        return (maximum + 2 * near) / step() + 1;
    }

    /** The distance of two values of an error. */
    int step() {
        return 2 * near + 1;
    }

    /** Bits of an error that is coded as it is, qbpp. */
    int errorBits() {
        return bitsFor(range());
    }

    /** The longest code, LIMIT. */
    int longestCode() {
        int bits = Math.max(2, bitsFor(maximum + 1));
        return 2 * (bits + Math.max(8, bits));
    }

    private static int bitsFor(int values) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(values - 1);
    }
}
