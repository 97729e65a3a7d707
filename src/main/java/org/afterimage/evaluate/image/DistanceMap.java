package org.afterimage.evaluate.image;

import java.util.Arrays;

/** Distances to a mask in pixels, exact (Felzenszwalb and Huttenlocher, Theory of Computing 8:415, 2012). */
public final class DistanceMap {

    private static final double FAR = 1e12;

    private DistanceMap() {}

    /** For each pixel, the distance between its centre and the nearest centre inside; beyond all images where nothing is inside. */
    public static float[] to(boolean[] inside, int rows, int columns) {
        double[] squared = new double[inside.length];
        for (int i = 0; i < inside.length; i++) {
            squared[i] = inside[i] ? 0 : FAR;
        }
        double[] line = new double[rows];
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows; row++) {
                line[row] = squared[row * columns + column];
            }
            double[] envelope = lowerEnvelope(line);
            for (int row = 0; row < rows; row++) {
                squared[row * columns + column] = envelope[row];
            }
        }
        float[] distances = new float[inside.length];
        for (int row = 0; row < rows; row++) {
            double[] envelope = lowerEnvelope(Arrays.copyOfRange(squared, row * columns, (row + 1) * columns));
            for (int column = 0; column < columns; column++) {
                distances[row * columns + column] = (float) Math.sqrt(envelope[column]);
            }
        }
        return distances;
    }

    /** The least, at each place q, of (q - p)² + f(p) over all places p. */
    private static double[] lowerEnvelope(double[] f) {
        int n = f.length;
        int[] roots = new int[n];
        double[] from = new double[n + 1];
        int last = 0;
        from[0] = Double.NEGATIVE_INFINITY;
        from[1] = Double.POSITIVE_INFINITY;
        for (int q = 1; q < n; q++) {
            double crossing = crossing(f, roots[last], q);
            while (crossing <= from[last]) {
                last--;
                crossing = crossing(f, roots[last], q);
            }
            last++;
            roots[last] = q;
            from[last] = crossing;
            from[last + 1] = Double.POSITIVE_INFINITY;
        }
        double[] envelope = new double[n];
        int k = 0;
        for (int q = 0; q < n; q++) {
            while (from[k + 1] < q) {
                k++;
            }
            envelope[q] = (double) (q - roots[k]) * (q - roots[k]) + f[roots[k]];
        }
        return envelope;
    }

    private static double crossing(double[] f, int p, int q) {
        return (f[q] + (double) q * q - f[p] - (double) p * p) / (2.0 * (q - p));
    }
}
