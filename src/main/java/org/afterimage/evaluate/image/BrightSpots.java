package org.afterimage.evaluate.image;

import java.util.ArrayDeque;
import java.util.Deque;
import org.afterimage.synthesize.Plane;

/**
 * Bright spots that an output has and the truth has not: parts of a plane, connected by edges, where the difference of both, smoothed by a
 * Gaussian of 0.7 pixels, exceeds a threshold, and whose area is at least that of a disc of a given diameter.
 */
public final class BrightSpots {

    private static final double SIGMA = 0.7;
    private static final int RADIUS = 3; // four standard deviations, as SciPy cuts it

    private final double excess;
    private final double leastPixels;

    /**
     * Says what counts.
     *
     * @param excess how much brighter than the truth, in the unit of the images
     * @param leastPixels the smallest area in pixels
     */
    public BrightSpots(double excess, double leastPixels) {
        this.excess = excess;
        this.leastPixels = leastPixels;
    }

    /**
     * How many there are in a plane.
     *
     * @param allowed pixels that count
     */
    public int count(Plane output, Plane truth, boolean[] allowed) {
        boolean[] bright = bright(output, truth, allowed);
        int spots = 0;
        for (int i = 0; i < bright.length; i++) {
            if (bright[i] && take(bright, i, output.rows(), output.columns()) >= leastPixels) {
                spots++;
            }
        }
        return spots;
    }

    private boolean[] bright(Plane output, Plane truth, boolean[] allowed) {
        double[] difference = new double[allowed.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = (double) output.data()[i] - truth.data()[i];
        }
        double[] kernel = GaussianBlur.kernel(SIGMA, RADIUS);
        double[] smooth = GaussianBlur.apply(difference, output.rows(), output.columns(), kernel, kernel);
        boolean[] bright = new boolean[allowed.length];
        for (int i = 0; i < bright.length; i++) {
            bright[i] = allowed[i] && smooth[i] > excess;
        }
        return bright;
    }

    /** Takes the part that a pixel belongs to out of the mask, and counts its pixels. */
    private static int take(boolean[] mask, int start, int rows, int columns) {
        Deque<Integer> open = new ArrayDeque<>();
        open.push(start);
        mask[start] = false;
        int pixels = 0;
        while (!open.isEmpty()) {
            int i = open.pop();
            pixels++;
            int row = i / columns;
            int column = i % columns;
            visit(mask, open, i - columns, row > 0);
            visit(mask, open, i + columns, row < rows - 1);
            visit(mask, open, i - 1, column > 0);
            visit(mask, open, i + 1, column < columns - 1);
        }
        return pixels;
    }

    private static void visit(boolean[] mask, Deque<Integer> open, int i, boolean within) {
        if (within && mask[i]) {
            mask[i] = false;
            open.push(i);
        }
    }
}
