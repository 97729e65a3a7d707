package org.afterimage.synthesize;

import java.util.stream.IntStream;

/**
 * Resamples planes axis by axis: area averages to smaller matrices, straight lines or cubic convolution to larger ones. Lines are shared
 * among the processors; each is the same whoever makes it.
 */
final class Resampler {

    private Resampler() {}

    /** Each new pixel is the mean of the old pixels that it covers; the mean of the plane is kept. */
    static Plane areaAverage(Plane plane, int rows, int columns) {
        // Rows first: most of the work then runs along memory.
        return columns(rows(plane, AxisWeights.area(plane.rows(), rows)), AxisWeights.area(plane.columns(), columns));
    }

    /** Straight lines between the old pixels; never beyond their values. */
    static Plane bilinear(Plane plane, int rows, int columns) {
        return rows(
                columns(plane, AxisWeights.linear(plane.columns(), columns)), AxisWeights.linear(plane.rows(), rows));
    }

    /** Cubic convolution; sharper than straight lines, and may go slightly beyond the old values at edges. */
    static Plane bicubic(Plane plane, int rows, int columns) {
        return rows(columns(plane, AxisWeights.cubic(plane.columns(), columns)), AxisWeights.cubic(plane.rows(), rows));
    }

    private static Plane rows(Plane plane, AxisWeights axis) {
        int width = plane.columns();
        float[] result = new float[axis.length() * width];
        IntStream.range(0, axis.length()).parallel().forEach(row -> {
            float[] sum = new float[width];
            float[] weights = axis.weights(row);
            scaled(plane.data(), axis.first(row) * width, weights[0], sum);
            for (int k = 1; k < weights.length; k++) {
                add(plane.data(), (axis.first(row) + k) * width, weights[k], sum);
            }
            System.arraycopy(sum, 0, result, row * width, width);
        });
        return new Plane(result, axis.length(), width);
    }

    private static void scaled(float[] data, int offset, float weight, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = weight * data[offset + i];
        }
    }

    private static void add(float[] data, int offset, float weight, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * data[offset + i];
        }
    }

    private static Plane columns(Plane plane, AxisWeights axis) {
        int width = axis.length();
        float[] result = new float[plane.rows() * width];
        IntStream.range(0, plane.rows()).parallel().forEach(row -> {
            int source = row * plane.columns();
            for (int column = 0; column < width; column++) {
                float[] weights = axis.weights(column);
                int start = source + axis.first(column);
                float sum = 0;
                for (int k = 0; k < weights.length; k++) {
                    sum += weights[k] * plane.data()[start + k];
                }
                result[row * width + column] = sum;
            }
        });
        return new Plane(result, plane.rows(), width);
    }
}
