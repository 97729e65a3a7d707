package org.afterimage.check.measure;

import java.util.Arrays;
import java.util.List;
import org.afterimage.synthesize.Plane;

/** Where there is anything to be seen around a pixel. */
public final class BoxMask {

    private BoxMask() {}

    /**
     * Where the sum of some planes, as a mean over a window, exceeds a value.
     *
     * @param reach how far the window reaches each way
     */
    public static boolean[] above(List<Plane> planes, double value, int reach) {
        double[] sums = new double[planes.get(0).data().length];
        boolean[] all = new boolean[sums.length];
        Arrays.fill(all, true);
        for (Plane plane : planes) {
            BoxMeans means = new BoxMeans(plane, all);
            for (int row = 0; row < plane.rows(); row++) {
                means.addMeans(row, reach, sums);
            }
        }
        boolean[] mask = new boolean[sums.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = sums[i] > value;
        }
        return mask;
    }

    /**
     * The pixels whose window lies in a mask and in the image.
     *
     * @param columns width of the image
     * @param reach how far the window reaches each way
     */
    public static boolean[] eroded(boolean[] mask, int columns, int reach) {
        int rows = mask.length / columns;
        BoxMeans counts = new BoxMeans(new Plane(new float[mask.length], rows, columns), mask);
        boolean[] left = new boolean[mask.length];
        for (int row = 0, i = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++, i++) {
                left[i] = mask[i] && counts.count(row, column, reach) == (2 * reach + 1) * (2 * reach + 1);
            }
        }
        return left;
    }
}
