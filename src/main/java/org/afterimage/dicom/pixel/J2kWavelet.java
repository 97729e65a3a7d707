package org.afterimage.dicom.pixel;

/** The inverse wavelet transforms, and the forward reversible one (ITU-T T.800 Annex F). */
final class J2kWavelet {

    /** Columns that are transformed together, for the sake of the processor's caches. */
    private static final int TOGETHER = 16;

    private static final float ALPHA = -1.586134342f;
    private static final float BETA = -0.052980118f;
    private static final float GAMMA = 0.882911075f;
    private static final float DELTA = 0.443506852f;
    private static final float K = 1.230174105f;

    private J2kWavelet() {}

    /** Puts the resolutions of a tile-component together, in place, by the reversible filter; stride is the width of the highest. */
    static void inverse(int[] values, J2kArea[] resolutions) {
        int[] line = new int[longestLine(resolutions)];
        Lines lines = new Lines() {
            @Override
            public void gather(int from, int stride, int to, int step, int low, int length, int parity) {
                shuffle(values, from, stride, line, to, step, low, length, parity);
            }

            @Override
            public void filter(int together, int length, int parity) {
                inverse53(line, together, length, parity);
            }
        };
        inverse(lines, line, values, resolutions);
    }

    /** The same by the irreversible filter. */
    static void inverse(float[] values, J2kArea[] resolutions) {
        float[] line = new float[longestLine(resolutions)];
        Lines lines = new Lines() {
            @Override
            public void gather(int from, int stride, int to, int step, int low, int length, int parity) {
                shuffle(values, from, stride, line, to, step, low, length, parity);
            }

            @Override
            public void filter(int together, int length, int parity) {
                inverse97(line, together, length, parity);
            }
        };
        inverse(lines, line, values, resolutions);
    }

    /** What differs between the filters and their kinds of number; the rest only moves numbers. */
    private interface Lines {
        /** Takes low and high samples out of the plane to the line, where they alternate. */
        void gather(int from, int stride, int to, int step, int low, int length, int parity);

        /** Filters the line: several signals side by side. */
        void filter(int together, int length, int parity);
    }

    private static int longestLine(J2kArea[] resolutions) {
        J2kArea highest = resolutions[resolutions.length - 1];
        return Math.max(highest.width(), highest.height() * TOGETHER);
    }

    /** First the rows, then the columns of each resolution (F.3.2); line and values are arrays of the same kind of number. */
    private static void inverse(Lines lines, Object line, Object values, J2kArea[] resolutions) {
        int stride = resolutions[resolutions.length - 1].width();
        for (int r = 1; r < resolutions.length; r++) {
            J2kArea area = resolutions[r];
            J2kArea lower = resolutions[r - 1];
            for (int y = 0; y < area.height(); y++) {
                lines.gather(y * stride, 1, 0, 1, lower.width(), area.width(), area.x0() & 1);
                lines.filter(1, area.width(), area.x0() & 1);
                System.arraycopy(line, 0, values, y * stride, area.width());
            }
            for (int x = 0; x < area.width(); x += TOGETHER) {
                int columns = Math.min(TOGETHER, area.width() - x);
                for (int i = 0; i < columns; i++) {
                    lines.gather(x + i, stride, i, columns, lower.height(), area.height(), area.y0() & 1);
                }
                lines.filter(columns, area.height(), area.y0() & 1);
                for (int y = 0; y < area.height(); y++) {
                    System.arraycopy(line, y * columns, values, y * stride + x, columns);
                }
            }
        }
    }

    private static void shuffle(
            int[] values, int from, int stride, int[] line, int to, int step, int low, int length, int parity) {
        int target = to + parity * step;
        int source = from;
        for (int i = 0; i < low; i++, source += stride, target += 2 * step) {
            line[target] = values[source];
        }
        target = to + (1 - parity) * step;
        for (int i = low; i < length; i++, source += stride, target += 2 * step) {
            line[target] = values[source];
        }
    }

    private static void shuffle(
            float[] values, int from, int stride, float[] line, int to, int step, int low, int length, int parity) {
        int target = to + parity * step;
        int source = from;
        for (int i = 0; i < low; i++, source += stride, target += 2 * step) {
            line[target] = values[source];
        }
        target = to + (1 - parity) * step;
        for (int i = low; i < length; i++, source += stride, target += 2 * step) {
            line[target] = values[source];
        }
    }

    /** One-dimensional, on several signals side by side (F.3.8.1). */
    private static void inverse53(int[] line, int together, int length, int parity) {
        if (length == 1) {
            for (int i = 0; parity == 1 && i < together; i++) {
                line[i] >>= 1;
            }
            return;
        }
        for (int n = parity; n < length; n += 2) {
            int before = (n == 0 ? 1 : n - 1) * together;
            int after = (n == length - 1 ? n - 1 : n + 1) * together;
            int at = n * together;
            for (int i = 0; i < together; i++) {
                line[at + i] -= (line[before + i] + line[after + i] + 2) >> 2;
            }
        }
        for (int n = 1 - parity; n < length; n += 2) {
            int before = (n == 0 ? 1 : n - 1) * together;
            int after = (n == length - 1 ? n - 1 : n + 1) * together;
            int at = n * together;
            for (int i = 0; i < together; i++) {
                line[at + i] += (line[before + i] + line[after + i]) >> 1;
            }
        }
    }

    /** Takes the resolutions of a tile-component apart, in place: the reverse of {@link #inverse(int[], J2kArea[])} (F.4). */
    static void forward(int[] values, J2kArea[] resolutions) {
        int stride = resolutions[resolutions.length - 1].width();
        for (int r = resolutions.length - 1; r > 0; r--) {
            J2kArea area = resolutions[r];
            J2kArea lower = resolutions[r - 1];
            int[] line = new int[Math.max(area.width(), area.height() * TOGETHER)];
            for (int x = 0; x < area.width(); x += TOGETHER) {
                int columns = Math.min(TOGETHER, area.width() - x);
                for (int y = 0; y < area.height(); y++) {
                    System.arraycopy(values, y * stride + x, line, y * columns, columns);
                }
                forward53(line, columns, area.height(), area.y0() & 1);
                for (int i = 0; i < columns; i++) {
                    sort(line, i, columns, values, x + i, stride, lower.height(), area.height(), area.y0() & 1);
                }
            }
            for (int y = 0; y < area.height(); y++) {
                System.arraycopy(values, y * stride, line, 0, area.width());
                forward53(line, 1, area.width(), area.x0() & 1);
                sort(line, 0, 1, values, y * stride, 1, lower.width(), area.width(), area.x0() & 1);
            }
        }
    }

    private static void sort(
            int[] line, int from, int step, int[] values, int to, int stride, int low, int length, int parity) {
        int source = from + parity * step;
        int target = to;
        for (int i = 0; i < low; i++, target += stride, source += 2 * step) {
            values[target] = line[source];
        }
        source = from + (1 - parity) * step;
        for (int i = low; i < length; i++, target += stride, source += 2 * step) {
            values[target] = line[source];
        }
    }

    private static void forward53(int[] line, int together, int length, int parity) {
        if (length == 1) {
            for (int i = 0; parity == 1 && i < together; i++) {
                line[i] <<= 1;
            }
            return;
        }
        for (int n = 1 - parity; n < length; n += 2) {
            int before = (n == 0 ? 1 : n - 1) * together;
            int after = (n == length - 1 ? n - 1 : n + 1) * together;
            int at = n * together;
            for (int i = 0; i < together; i++) {
                line[at + i] -= (line[before + i] + line[after + i]) >> 1;
            }
        }
        for (int n = parity; n < length; n += 2) {
            int before = (n == 0 ? 1 : n - 1) * together;
            int after = (n == length - 1 ? n - 1 : n + 1) * together;
            int at = n * together;
            for (int i = 0; i < together; i++) {
                line[at + i] += (line[before + i] + line[after + i] + 2) >> 2;
            }
        }
    }

    /** One-dimensional, on several signals side by side (F.3.8.2). */
    private static void inverse97(float[] line, int together, int length, int parity) {
        if (length == 1) {
            for (int i = 0; parity == 1 && i < together; i++) {
                line[i] *= 0.5f;
            }
            return;
        }
        for (int n = 0; n < length; n++) {
            float factor = (n & 1) == parity ? K : 1 / K;
            for (int i = n * together; i < (n + 1) * together; i++) {
                line[i] *= factor;
            }
        }
        lift(line, together, length, parity, DELTA);
        lift(line, together, length, 1 - parity, GAMMA);
        lift(line, together, length, parity, BETA);
        lift(line, together, length, 1 - parity, ALPHA);
    }

    private static void lift(float[] line, int together, int length, int from, float factor) {
        for (int n = from; n < length; n += 2) {
            int before = (n == 0 ? 1 : n - 1) * together;
            int after = (n == length - 1 ? n - 1 : n + 1) * together;
            int at = n * together;
            for (int i = 0; i < together; i++) {
                line[at + i] -= factor * (line[before + i] + line[after + i]);
            }
        }
    }
}
