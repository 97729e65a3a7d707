package org.afterimage.synthesize;

/**
 * How the samples of one axis are made from those of another: sample {@code i} is the sum of {@code weights[i][k]} times the old sample
 * {@code first[i] + k}. Pixels are squares whose centres lie at half numbers, so that both axes cover the same length. Beyond the ends
 * the first and the last sample go on.
 */
final class AxisWeights {

    private static final double KEYS = -0.5; // reproduces quadratics (Keys 1981)

    private final int[] first;
    private final float[][] weights;

    private AxisWeights(int length) {
        this.first = new int[length];
        this.weights = new float[length][];
    }

    int length() {
        return first.length;
    }

    int first(int i) {
        return first[i];
    }

    float[] weights(int i) {
        return weights[i];
    }

    /** Each new sample is the mean of the old ones that it covers, those at its ends in part. */
    static AxisWeights area(int from, int to) {
        AxisWeights axis = new AxisWeights(to);
        for (int i = 0; i < to; i++) {
            double start = (double) i * from / to;
            double end = (double) (i + 1) * from / to;
            int low = (int) Math.floor(start);
            int high = Math.min(from, (int) Math.ceil(end));
            double[] covered = new double[high - low];
            for (int k = low; k < high; k++) {
                covered[k - low] = Math.min(end, k + 1) - Math.max(start, k);
            }
            axis.set(i, low, covered, from);
        }
        return axis;
    }

    /** A straight line between the two old samples at either side. */
    static AxisWeights linear(int from, int to) {
        AxisWeights axis = new AxisWeights(to);
        for (int i = 0; i < to; i++) {
            double position = position(i, from, to);
            int low = (int) Math.floor(position);
            double t = position - low;
            axis.set(i, low, new double[] {1 - t, t}, from);
        }
        return axis;
    }

    /** Keys' cubic convolution through the four old samples around. */
    static AxisWeights cubic(int from, int to) {
        AxisWeights axis = new AxisWeights(to);
        for (int i = 0; i < to; i++) {
            double position = position(i, from, to);
            int low = (int) Math.floor(position);
            double t = position - low;
            axis.set(i, low - 1, new double[] {keys(1 + t), keys(t), keys(1 - t), keys(2 - t)}, from);
        }
        return axis;
    }

    private static double position(int i, int from, int to) {
        return (i + 0.5) * from / to - 0.5;
    }

    private static double keys(double x) {
        return x <= 1 ? ((KEYS + 2) * x - (KEYS + 3)) * x * x + 1 : (((x - 5) * x + 8) * x - 4) * KEYS;
    }

    /** Stores weights that sum to one, those beyond the ends added to the outermost sample. */
    private void set(int i, int start, double[] raw, int from) {
        int low = Math.min(Math.max(start, 0), from - 1);
        int high = Math.min(Math.max(start + raw.length - 1, 0), from - 1);
        double[] inside = new double[high - low + 1];
        double sum = 0;
        for (int k = 0; k < raw.length; k++) {
            int sample = Math.min(Math.max(start + k, low), high);
            inside[sample - low] += raw[k];
            sum += raw[k];
        }
        first[i] = low;
        weights[i] = new float[inside.length];
        for (int k = 0; k < inside.length; k++) {
            weights[i][k] = (float) (inside[k] / sum);
        }
    }
}
