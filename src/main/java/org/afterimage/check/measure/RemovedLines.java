package org.afterimage.check.measure;

import java.util.Arrays;
import org.afterimage.synthesize.Plane;

/**
 * Explains what was taken from an image as long lines: ribs and clavicles. Openings by lines in sixteen directions take away, one direction
 * after the other, all that contains a straight piece of a given length; what is left is round or short, and was a finding, or is where
 * something was put in.
 */
public final class RemovedLines implements ComparedImage.Explanation {

    private static final int DIRECTIONS = 16;
    private static final double LENGTH = 1.0 / 14; // of the longer side: some 3 cm of a chest
    private static final int LINES_MATRIX = 160;

    /** The result minus its source, plus the lines that were taken away: dark where something round was lost. */
    @Override
    public Plane unexplained(ComparedImage.Small image) {
        Plane removed = Planes.difference(image.source(), image.output());
        int longer = Math.max(removed.rows(), removed.columns());
        int step = Math.max(1, (longer + LINES_MATRIX - 1) / LINES_MATRIX);
        Plane coarse = coarse(removed, step);
        int reach = Math.max(2, (int) Math.round(LENGTH * longer / step / 2));
        Plane left = coarse;
        for (int direction = 0; direction < DIRECTIONS; direction++) {
            left = Planes.difference(left, opened(left, Math.PI * direction / DIRECTIONS, reach));
        }
        float[] values = new float[removed.data().length];
        for (int i = 0; i < values.length; i++) {
            int row = Math.min(left.rows() - 1, i / removed.columns() / step);
            int column = Math.min(left.columns() - 1, i % removed.columns() / step);
            values[i] = -left.at(row, column);
        }
        return new Plane(values, removed.rows(), removed.columns());
    }

    private static Plane coarse(Plane plane, int step) {
        int rows = Math.max(1, plane.rows() / step);
        int columns = Math.max(1, plane.columns() / step);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            double sum = 0;
            for (int k = 0; k < step * step; k++) {
                sum += plane.at(i / columns * step + k / step, i % columns * step + k % step);
            }
            values[i] = (float) (sum / (step * step));
        }
        return new Plane(values, rows, columns);
    }

    /** Grey-value opening by a line: the least value along it, then the most of those. */
    private static Plane opened(Plane plane, double angle, int reach) {
        int[] rows = new int[2 * reach + 1];
        int[] columns = new int[2 * reach + 1];
        for (int k = -reach; k <= reach; k++) {
            rows[k + reach] = (int) Math.round(k * Math.sin(angle));
            columns[k + reach] = (int) Math.round(k * Math.cos(angle));
        }
        return extreme(extreme(plane, rows, columns, true), rows, columns, false);
    }

    /** The extreme of the values along a line, the part of it that lies in the image. */
    private static Plane extreme(Plane plane, int[] rows, int[] columns, boolean least) {
        int reach = rows.length / 2;
        int stride = plane.columns() + 2 * reach;
        // A border that is never the extreme spares a look at where the image ends for each value.
        float[] bordered = new float[(plane.rows() + 2 * reach) * stride];
        Arrays.fill(bordered, least ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY);
        for (int row = 0; row < plane.rows(); row++) {
            System.arraycopy(
                    plane.data(), row * plane.columns(), bordered, (row + reach) * stride + reach, plane.columns());
        }
        float[] line = new float[plane.columns()];
        float[] values = new float[plane.data().length];
        for (int row = 0; row < plane.rows(); row++) {
            System.arraycopy(plane.data(), row * plane.columns(), line, 0, line.length);
            for (int k = 0; k < rows.length; k++) {
                int from = (row + reach + rows[k]) * stride + reach + columns[k];
                if (least) {
                    lower(line, bordered, from);
                } else {
                    raise(line, bordered, from);
                }
            }
            System.arraycopy(line, 0, values, row * plane.columns(), line.length);
        }
        return new Plane(values, plane.rows(), plane.columns());
    }

    private static void lower(float[] line, float[] values, int from) {
        for (int i = 0; i < line.length; i++) {
            line[i] = Math.min(line[i], values[from + i]);
        }
    }

    private static void raise(float[] line, float[] values, int from) {
        for (int i = 0; i < line.length; i++) {
            line[i] = Math.max(line[i], values[from + i]);
        }
    }
}
