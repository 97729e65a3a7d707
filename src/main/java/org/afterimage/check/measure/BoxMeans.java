package org.afterimage.check.measure;

import org.afterimage.synthesize.Plane;

/** Means over square windows of a plane, from one table of sums (Crow, 1984). Windows are cut off at the border and at what is not inside. */
final class BoxMeans {

    private final int top;
    private final int left;
    private final int rows;
    private final int columns;
    private final double[] sums;
    private final int[] counts;

    /**
     * @param plane the values
     * @param inside which of them count
     */
    BoxMeans(Plane plane, boolean[] inside) {
        // The tables cover what counts and no more: a lung is a part of its radiograph, a head of its slice.
        Bounds bounds = Bounds.of(inside, plane.columns());
        top = bounds.top();
        left = bounds.left();
        rows = bounds.rows();
        columns = bounds.columns();
        int stride = columns + 1;
        sums = new double[(rows + 1) * stride];
        counts = new int[(rows + 1) * stride];
        for (int row = 0; row < rows; row++) {
            double line = 0;
            int counted = 0;
            int i = (top + row) * plane.columns() + left;
            int above = row * stride + 1;
            for (int column = 0; column < columns; column++) {
                if (inside[i + column]) {
                    line += plane.data()[i + column];
                    counted++;
                }
                sums[above + stride + column] = sums[above + column] + line;
                counts[above + stride + column] = counts[above + column] + counted;
            }
        }
    }

    /** The mean around a pixel over a window that reaches so far each way; NaN where nothing of it counts. */
    double mean(int row, int column, int reach) {
        int above = above(row, reach);
        int below = below(row, reach);
        int before = before(column, reach);
        int behind = behind(column, reach);
        int count = count(above, below, before, behind);
        return count == 0 ? Double.NaN : sum(above, below, before, behind) / count;
    }

    /** Adds the mean around each pixel of a row, where every pixel counts, to what stands at its place. */
    void addMeans(int row, int reach, double[] places) {
        int above = above(row, reach);
        int below = below(row, reach);
        for (int column = 0; column < columns; column++) {
            int before = before(column, reach);
            int behind = behind(column, reach);
            places[row * columns + column] += sum(above, below, before, behind) / count(above, below, before, behind);
        }
    }

    /** What the values of a plane of the same size differ from the means around them; 0 where nothing is inside. */
    float[] differences(Plane plane, boolean[] inside, int reach) {
        float[] differences = new float[inside.length];
        for (int row = top; row < top + rows; row++) {
            for (int column = left; column < left + columns; column++) {
                int i = row * plane.columns() + column;
                if (inside[i]) {
                    differences[i] = (float) (plane.data()[i] - mean(row, column, reach));
                }
            }
        }
        return differences;
    }

    /** The same of some pixels that are inside, in the order of their numbers, one behind the other. */
    float[] differences(Plane plane, int[] pixels, int reach) {
        float[] differences = new float[pixels.length];
        int stride = plane.columns();
        int row = 0;
        int above = above(0, reach);
        int below = below(0, reach);
        for (int k = 0; k < pixels.length; k++) {
            int i = pixels[k];
            if (i >= (row + 1) * stride) {
                row = i / stride;
                above = above(row, reach);
                below = below(row, reach);
            }
            int before = before(i - row * stride, reach);
            int behind = behind(i - row * stride, reach);
            double mean = sum(above, below, before, behind) / count(above, below, before, behind);
            differences[k] = (float) (plane.data()[i] - mean);
        }
        return differences;
    }

    /** How many values count in a window. */
    int count(int row, int column, int reach) {
        return count(above(row, reach), below(row, reach), before(column, reach), behind(column, reach));
    }

    /**
     * For each pixel of a row that is inside the mean of the window around it over that of the frame around the window, which reaches twice as
     * far and one pixel; NaN elsewhere, and where a part of the window or the whole frame does not count.
     */
    void contrasts(int row, int reach, boolean[] inside, double[] contrasts) {
        int frame = 2 * reach + 1;
        int window = frame * frame;
        int above = above(row, reach);
        int below = below(row, reach);
        int frameAbove = above(row, frame);
        int frameBelow = below(row, frame);
        int first = row * contrasts.length;
        for (int column = 0; column < contrasts.length; column++) {
            contrasts[column] = Double.NaN;
            if (!inside[first + column]) {
                continue;
            }
            int before = before(column, reach);
            int behind = behind(column, reach);
            if (count(above, below, before, behind) == window) {
                double inner = sum(above, below, before, behind);
                int frameBefore = before(column, frame);
                int frameBehind = behind(column, frame);
                double count = count(frameAbove, frameBelow, frameBefore, frameBehind) - window;
                double outer = sum(frameAbove, frameBelow, frameBefore, frameBehind) - inner;
                contrasts[column] = inner / window - outer / count;
            }
        }
    }

    private double sum(int above, int below, int before, int behind) {
        return sums[below + behind] - sums[above + behind] - sums[below + before] + sums[above + before];
    }

    private int count(int above, int below, int before, int behind) {
        return counts[below + behind] - counts[above + behind] - counts[below + before] + counts[above + before];
    }

    /** Where the line of the tables begins that ends above a window. */
    private int above(int row, int reach) {
        return within(row - top - reach, rows) * (columns + 1);
    }

    private int below(int row, int reach) {
        return within(row - top + reach + 1, rows) * (columns + 1);
    }

    private int before(int column, int reach) {
        return within(column - left - reach, columns);
    }

    private int behind(int column, int reach) {
        return within(column - left + reach + 1, columns);
    }

    private static int within(int place, int length) {
        return Math.max(0, Math.min(length, place));
    }
}
