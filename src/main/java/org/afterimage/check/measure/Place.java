package org.afterimage.check.measure;

/**
 * A round part of an image.
 *
 * @param column its middle, in pixels from the middle of the leftmost ones
 * @param row the same from the top
 * @param radius how far it reaches, in pixels
 */
public record Place(double column, double row, double radius) {

    /** A window around a pixel of a matrix that has one pixel for several of the image. */
    public static Place of(int row, int column, int reach, int factor) {
        double middle = (factor - 1) / 2.0;
        return new Place(column * factor + middle, row * factor + middle, (reach + 0.5) * factor);
    }
}
