package org.afterimage.check;

import org.afterimage.synthesize.Plane;

/** The fine structure of an image: each pixel minus the mean of the pixels around it. */
final class HighPass {

    private static final int RADIUS = 8; // a window of 17 x 17 pixels, some rib widths at 512 x 512

    private HighPass() {}

    /** Each pixel minus the mean over a window of 17 x 17 pixels, which is cut off at the border of the image. */
    static double[] of(Plane image) {
        return of(image, RADIUS);
    }

    /**
     * Each pixel minus the mean over its window, which is cut off at the border of the image.
     *
     * @param radius how far the window reaches each way
     */
    static double[] of(Plane image, int radius) {
        int rows = image.rows();
        int columns = image.columns();
        double[] sums = sums(image);
        double[] result = new double[rows * columns];
        for (int row = 0; row < rows; row++) {
            int top = Math.max(0, row - radius);
            int bottom = Math.min(rows, row + radius + 1);
            for (int column = 0; column < columns; column++) {
                int left = Math.max(0, column - radius);
                int right = Math.min(columns, column + radius + 1);
                int stride = columns + 1;
                double sum = sums[bottom * stride + right]
                        - sums[top * stride + right]
                        - sums[bottom * stride + left]
                        + sums[top * stride + left];
                result[row * columns + column] = image.at(row, column) - sum / ((bottom - top) * (right - left));
            }
        }
        return result;
    }

    /** Entry (r, c) is the sum of all pixels above row r and left of column c. */
    private static double[] sums(Plane image) {
        int stride = image.columns() + 1;
        double[] sums = new double[(image.rows() + 1) * stride];
        for (int row = 0; row < image.rows(); row++) {
            double line = 0;
            for (int column = 0; column < image.columns(); column++) {
                line += image.at(row, column);
                sums[(row + 1) * stride + column + 1] = sums[row * stride + column + 1] + line;
            }
        }
        return sums;
    }
}
