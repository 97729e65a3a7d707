package org.afterimage.check.measure;

import org.afterimage.synthesize.Plane;

/** Means over square windows of a plane, from one table of sums (Crow, 1984). Windows are cut off at the border and at what is not inside. */
final class BoxMeans {

    private final int rows;
    private final int columns;
    private final double[] sums;
    private final int[] counts;

    /**
     * @param plane the values
     * @param inside which of them count
     */
    BoxMeans(Plane plane, boolean[] inside) {
        rows = plane.rows();
        columns = plane.columns();
        int stride = columns + 1;
        sums = new double[(rows + 1) * stride];
        counts = new int[(rows + 1) * stride];
        for (int row = 0; row < rows; row++) {
            double line = 0;
            int counted = 0;
            for (int column = 0; column < columns; column++) {
                int i = row * columns + column;
                if (inside[i]) {
                    line += plane.data()[i];
                    counted++;
                }
                sums[(row + 1) * stride + column + 1] = sums[row * stride + column + 1] + line;
                counts[(row + 1) * stride + column + 1] = counts[row * stride + column + 1] + counted;
            }
        }
    }

    /** The mean around a pixel over a window that reaches so far each way; NaN where nothing of it counts. */
    double mean(int row, int column, int reach) {
        int count = (int) over(row, column, reach, true);
        return count == 0 ? Double.NaN : over(row, column, reach, false) / count;
    }

    /** What the values of a plane of the same size differ from the means around them; 0 where nothing is inside. */
    float[] differences(Plane plane, boolean[] inside, int reach) {
        float[] differences = new float[inside.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int i = row * columns + column;
                if (inside[i]) {
                    differences[i] = (float) (plane.data()[i] - mean(row, column, reach));
                }
            }
        }
        return differences;
    }

    /** How many values count in a window. */
    int count(int row, int column, int reach) {
        return (int) over(row, column, reach, true);
    }

    /**
     * The mean of the window around a pixel over that of the frame around the window, which reaches twice as far and one pixel; NaN where a
     * part of the window or the whole frame does not count.
     */
    double contrast(int row, int column, int reach) {
        int window = (2 * reach + 1) * (2 * reach + 1);
        if (over(row, column, reach, true) != window) {
            return Double.NaN;
        }
        double inner = over(row, column, reach, false);
        double count = over(row, column, 2 * reach + 1, true) - window;
        return inner / window - (over(row, column, 2 * reach + 1, false) - inner) / count;
    }

    private double over(int row, int column, int reach, boolean counting) {
        int stride = columns + 1;
        int top = Math.max(0, row - reach) * stride;
        int bottom = Math.min(rows, row + reach + 1) * stride;
        int left = Math.max(0, column - reach);
        int right = Math.min(columns, column + reach + 1);
        return counting
                ? counts[bottom + right] - counts[top + right] - counts[bottom + left] + counts[top + left]
                : sums[bottom + right] - sums[top + right] - sums[bottom + left] + sums[top + left];
    }
}
