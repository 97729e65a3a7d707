package org.afterimage.dicom.pixel;

import java.util.Arrays;

/** What JPEG-LS knows of the samples so far: the state that decoder and encoder share (ITU-T T.87 A.2 to A.7). */
final class JpegLsModel {

    /** Contexts 365 and 366 are those of the samples that end a run. */
    static final int RUN_CONTEXT = 365;

    private static final int CONTEXTS = 367;

    /** More than samples of 16 bits ever need: damaged streams shall not shift bits out of a number. */
    private static final int LARGEST_GOLOMB = 24;

    /** Table A.1: how the length of runs is coded. */
    private static final int[] RUN_ORDER = {
        0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15
    };

    final JpegLsParameters parameters;
    final int near;
    final int step;
    final int range;
    final int errorBits;
    final int longestCode;

    private final int maximum;
    private final byte[] quantized;
    private final int[] a = new int[CONTEXTS];
    private final int[] b = new int[CONTEXTS];
    private final int[] c = new int[CONTEXTS];
    private final int[] n = new int[CONTEXTS];
    private final int[] negative = new int[CONTEXTS];

    JpegLsModel(JpegLsParameters parameters) {
        this.parameters = parameters;
        maximum = parameters.maximum();
        near = parameters.near();
        step = parameters.step();
        range = parameters.range();
        errorBits = parameters.errorBits();
        longestCode = parameters.longestCode();
        Arrays.fill(a, Math.max(2, (range + 32) / 64));
        Arrays.fill(n, 1);
        quantized = new byte[2 * maximum + 1];
        for (int gradient = -maximum; gradient <= maximum; gradient++) {
            quantized[gradient + maximum] = (byte) (Integer.signum(gradient) * level(Math.abs(gradient)));
        }
    }

    private int level(int gradient) {
        if (gradient <= near) {
            return 0;
        }
        return gradient < parameters.t1() ? 1 : gradient < parameters.t2() ? 2 : gradient < parameters.t3() ? 3 : 4;
    }

    /** The order of run lengths for a run index (A.7.1.2). */
    static int runOrder(int runIndex) {
        return RUN_ORDER[runIndex];
    }

    /** The index behind the last run index. */
    static int lastRunIndex() {
        return RUN_ORDER.length - 1;
    }

    /** The context of a sample, negative when its mirror image is meant, 0 for a run (A.3.1 to A.3.4). */
    int context(int ra, int rb, int rc, int rd) {
        return 81 * quantized[rd - rb + maximum] + 9 * quantized[rb - rc + maximum] + quantized[rc - ra + maximum];
    }

    /** The prediction, corrected by the context's bias (A.4.1 and A.4.2). */
    int predict(int ra, int rb, int rc, int context, int sign) {
        int predicted;
        if (rc >= Math.max(ra, rb)) {
            predicted = Math.min(ra, rb);
        } else if (rc <= Math.min(ra, rb)) {
            predicted = Math.max(ra, rb);
        } else {
            predicted = ra + rb - rc;
        }
        return limit(predicted + sign * c[context]);
    }

    int limit(int value) {
        return Math.max(0, Math.min(maximum, value));
    }

    /** The parameter of the Golomb code in a context (A.5.1). */
    int golomb(int context) {
        return golomb(n[context], a[context]);
    }

    /** The same for a sample that ends a run (A.7.2.1). */
    int runGolomb(int type) {
        int context = RUN_CONTEXT + type;
        return golomb(n[context], type == 0 ? a[context] : a[context] + (n[context] >> 1));
    }

    private static int golomb(int count, int magnitude) {
        int k = 0;
        while (k < LARGEST_GOLOMB && count << k < magnitude) {
            k++;
        }
        return k;
    }

    /** Whether small errors of a context are mapped the other way round (A.5.2). */
    boolean inverted(int context, int k) {
        return near == 0 && k == 0 && 2 * b[context] <= -n[context];
    }

    /** Whether the negative errors at the end of a run are the likely ones (A.7.2.1). */
    boolean mostlyNegative(int type) {
        return 2 * negative[RUN_CONTEXT + type] >= n[RUN_CONTEXT + type];
    }

    /** Learns from an error (A.6). */
    void update(int context, int error) {
        b[context] += error * step;
        a[context] += Math.abs(error);
        if (n[context] == parameters.reset()) {
            a[context] >>= 1;
            b[context] >>= 1;
            n[context] >>= 1;
        }
        n[context]++;
        if (b[context] <= -n[context]) {
            b[context] = Math.max(b[context] + n[context], 1 - n[context]);
            c[context] = Math.max(c[context] - 1, -128);
        } else if (b[context] > 0) {
            b[context] = Math.min(b[context] - n[context], 0);
            c[context] = Math.min(c[context] + 1, 127);
        }
    }

    /** Learns from the error of a sample that ended a run (A.7.2.2). */
    void updateRun(int type, int error, int mapped) {
        int context = RUN_CONTEXT + type;
        if (error < 0) {
            negative[context]++;
        }
        a[context] += (mapped + 1 - type) >> 1;
        if (n[context] == parameters.reset()) {
            a[context] >>= 1;
            n[context] >>= 1;
            negative[context] >>= 1;
        }
        n[context]++;
    }

    /** The sample that a prediction and an error make (A.4.5 and A.8). */
    int reconstruct(int predicted, int error) {
        int value = predicted + error * step;
        if (value < -near) {
            value += range * step;
        } else if (value > maximum + near) {
            value -= range * step;
        }
        return limit(value);
    }
}
