package org.afterimage.model;

/**
 * The shape of one image tensor without its batch dimension, in the network's order.
 *
 * @param channels number of planes
 * @param rows height in pixels
 * @param columns width in pixels
 */
public record PlaneShape(int channels, int rows, int columns) {

    /** How many values the tensor has for one image. */
    public int size() {
        return Math.multiplyExact(Math.multiplyExact(channels, rows), columns);
    }

    @Override
    public String toString() {
        return "[" + channels + ", " + rows + ", " + columns + "]";
    }
}
