package org.afterimage.model;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The shape of one tensor without its batch dimension, in the network's order.
 *
 * @param channels number of planes
 * @param rows height in pixels
 * @param columns width in pixels; each of the three may be {@link #ANY}
 */
public record PlaneShape(int channels, int rows, int columns) {

    /** A size that the network leaves free. */
    public static final int ANY = -1;

    /** Whether a tensor has this shape behind its batch dimension. */
    public boolean fits(int... shape) {
        return shape.length == 4
                && shape[0] >= 1
                && fits(channels, shape[1])
                && fits(rows, shape[2])
                && fits(columns, shape[3]);
    }

    private static boolean fits(int declared, int size) {
        return declared == ANY || declared == size;
    }

    /** Whether rows and columns are those of another shape. */
    boolean hasMatrixOf(PlaneShape other) {
        return rows == other.rows && columns == other.columns;
    }

    /** Whether the network leaves rows and columns free. */
    public boolean hasFreeMatrix() {
        return rows == ANY && columns == ANY;
    }

    /**
     * A shape that this one allows.
     *
     * @param free the size that free dimensions get
     */
    public PlaneShape withFree(int free) {
        return new PlaneShape(
                channels == ANY ? free : channels, rows == ANY ? free : rows, columns == ANY ? free : columns);
    }

    /**
     * How many values the tensor has for one image.
     *
     * @throws IllegalArgumentException if a size is free
     */
    public int size() {
        if (Math.min(channels, Math.min(rows, columns)) < 0) {
            throw new IllegalArgumentException(this + " has a free size");
        }
        return Math.multiplyExact(Math.multiplyExact(channels, rows), columns);
    }

    /** {@code [1, any, any]}. */
    @Override
    public String toString() {
        return Arrays.stream(new int[] {channels, rows, columns})
                .mapToObj(size -> size == ANY ? "any" : Integer.toString(size))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
