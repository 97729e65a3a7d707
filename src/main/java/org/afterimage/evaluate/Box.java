package org.afterimage.evaluate;

import java.util.List;
import java.util.Optional;
import org.afterimage.evaluate.texture.Region;
import org.afterimage.synthesize.Plane;

/** A box of pixels of some planes. */
record Box(int firstPlane, int planes, int firstRow, int rows, int firstColumn, int columns) {

    /** The smallest box around the pixels that are both in a mask and image; empty when there is none. */
    static Optional<Box> around(List<boolean[]> inside, List<boolean[]> image, int width) {
        int[] low = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
        int[] high = {-1, -1, -1};
        for (int k = 0; k < inside.size(); k++) {
            for (int i = 0; i < inside.get(k).length; i++) {
                if (inside.get(k)[i] && image.get(k)[i]) {
                    int[] place = {k, i / width, i % width};
                    for (int axis = 0; axis < place.length; axis++) {
                        low[axis] = Math.min(low[axis], place[axis]);
                        high[axis] = Math.max(high[axis], place[axis]);
                    }
                }
            }
        }
        return high[0] < 0
                ? Optional.empty()
                : Optional.of(new Box(
                        low[0], high[0] - low[0] + 1, low[1], high[1] - low[1] + 1, low[2], high[2] - low[2] + 1));
    }

    boolean isWithin(Plane plane) {
        return firstRow + rows <= plane.rows() && firstColumn + columns <= plane.columns();
    }

    /** Whether all its pixels are in a mask. */
    boolean lies(List<boolean[]> mask, Plane plane) {
        for (int k = firstPlane; k < firstPlane + planes; k++) {
            for (int row = firstRow; row < firstRow + rows; row++) {
                for (int column = firstColumn; column < firstColumn + columns; column++) {
                    if (!mask.get(k)[row * plane.columns() + column]) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** The box of some planes, with the pixels that are both in a mask and image. */
    Region cut(List<Plane> source, List<boolean[]> mask, List<boolean[]> image) {
        float[] values = new float[planes * rows * columns];
        boolean[] inside = new boolean[values.length];
        int n = 0;
        for (int k = firstPlane; k < firstPlane + planes; k++) {
            Plane plane = source.get(k);
            for (int row = firstRow; row < firstRow + rows; row++) {
                for (int column = firstColumn; column < firstColumn + columns; column++, n++) {
                    int i = row * plane.columns() + column;
                    values[n] = plane.data()[i];
                    inside[n] = mask.get(k)[i] && image.get(k)[i];
                }
            }
        }
        return new Region(values, inside, columns, rows, planes);
    }
}
