package org.afterimage.check.measure;

import java.util.Arrays;
import org.afterimage.synthesize.Plane;

/** Differences, gradients and order statistics of planes. */
final class Planes {

    private static final int ENOUGH = 1 << 16;

    private Planes() {}

    /** The first minus the second. */
    static Plane difference(Plane a, Plane b) {
        float[] values = new float[a.data().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = a.data()[i] - b.data()[i];
        }
        return new Plane(values, a.rows(), a.columns());
    }

    /** The size of the gradient, by central differences; 0 at the border. */
    static Plane gradient(Plane plane) {
        int columns = plane.columns();
        float[] data = plane.data();
        float[] values = new float[data.length];
        for (int row = 1; row < plane.rows() - 1; row++) {
            for (int i = row * columns + 1; i < (row + 1) * columns - 1; i++) {
                double down = data[i + columns] - data[i - columns];
                double right = data[i + 1] - data[i - 1];
                // Squares of floats fit into a double: no need of the slow Math.hypot.
                values[i] = (float) Math.sqrt(down * down + right * right) / 2;
            }
        }
        return new Plane(values, plane.rows(), columns);
    }

    /** The values of some pixels, sorted; of many only every so manyth, as {@link #sample} takes them. */
    static float[] sorted(Plane plane, boolean[] inside) {
        float[] chosen = sample(plane, inside);
        Arrays.sort(chosen);
        return chosen;
    }

    /** The values of some pixels; of many only every so manyth, which is enough for order statistics. */
    static float[] sample(Plane plane, boolean[] inside) {
        int step = step(inside.length);
        float[] values = new float[inside.length / step + 1];
        int count = 0;
        for (int i = 0; i < inside.length; i += step) {
            if (inside[i]) {
                values[count++] = plane.data()[i];
            }
        }
        return Arrays.copyOf(values, count);
    }

    /** The numbers of the pixels that are inside. */
    static int[] pixels(boolean[] inside) {
        int[] pixels = new int[inside.length];
        int count = 0;
        for (int i = 0; i < inside.length; i++) {
            if (inside[i]) {
                pixels[count++] = i;
            }
        }
        return Arrays.copyOf(pixels, count);
    }

    /** The values of some pixels, one behind the other. */
    static float[] chosen(float[] values, int[] pixels) {
        float[] chosen = new float[pixels.length];
        for (int k = 0; k < pixels.length; k++) {
            chosen[k] = values[pixels[k]];
        }
        return chosen;
    }

    /** How far apart the pixels are that are looked at for order statistics: odd, so that rows are met at different columns. */
    static int step(int pixels) {
        return pixels / ENOUGH | 1;
    }

    /** The value below which a part of sorted values lie, with a straight line between neighbours. */
    static double quantile(float[] sorted, double part) {
        double rank = part * (sorted.length - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }
}
