package org.afterimage.synthesize;

import java.util.Arrays;
import org.afterimage.infer.Tensor;

/**
 * One plane of float values, row-major. The array is not copied: who makes a plane gives its data away.
 *
 * @param data the values
 * @param rows height in pixels
 * @param columns width in pixels
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes a plane; never used as a key
public record Plane(float[] data, int rows, int columns) {

    /**
     * @throws IllegalArgumentException if the data are not as many as the plane has pixels
     */
    public Plane {
        if (rows < 1 || columns < 1 || data.length != Math.multiplyExact(rows, columns)) {
            throw new IllegalArgumentException(data.length + " values are no plane of " + rows + " x " + columns);
        }
    }

    /** The only plane of a tensor of one channel. */
    public static Plane of(Tensor tensor) {
        return new Plane(tensor.data(), tensor.shape()[2], tensor.shape()[3]);
    }

    static Plane filled(int rows, int columns, float value) {
        float[] data = new float[Math.multiplyExact(rows, columns)];
        Arrays.fill(data, value);
        return new Plane(data, rows, columns);
    }

    /** The value of one pixel. */
    public float at(int row, int column) {
        return data[row * columns + column];
    }

    /** How many values are not a number, or infinite. */
    public long notFinite() {
        long count = 0;
        for (float value : data) {
            if (!Float.isFinite(value)) {
                count++;
            }
        }
        return count;
    }

    /** Whether the value is the same everywhere. */
    public boolean constant() {
        for (float value : data) {
            if (value != data[0]) {
                return false;
            }
        }
        return true;
    }

    /** The part that begins at a row and a column. */
    Plane crop(int firstRow, int firstColumn, int height, int width) {
        float[] part = new float[height * width];
        for (int row = 0; row < height; row++) {
            System.arraycopy(data, (firstRow + row) * columns + firstColumn, part, row * width, width);
        }
        return new Plane(part, height, width);
    }

    /** This plane inside a larger one that holds one value elsewhere. */
    public Plane placedIn(int height, int width, int firstRow, int firstColumn, float elsewhere) {
        Plane larger = filled(height, width, elsewhere);
        for (int row = 0; row < rows; row++) {
            System.arraycopy(data, row * columns, larger.data, (firstRow + row) * width + firstColumn, columns);
        }
        return larger;
    }
}
