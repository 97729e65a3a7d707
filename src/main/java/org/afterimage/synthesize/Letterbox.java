package org.afterimage.synthesize;

/**
 * An image inside the network's square: its longer side fills the square, its shorter side lies in the middle.
 *
 * @param side rows and columns of the square
 * @param rows rows that the image gets
 * @param columns columns that the image gets
 */
public record Letterbox(int side, int rows, int columns) {

    /** Places an image of any matrix in a square. */
    public static Letterbox of(int imageRows, int imageColumns, int side) {
        double scale = (double) side / Math.max(imageRows, imageColumns);
        return new Letterbox(side, scaled(imageRows, scale), scaled(imageColumns, scale));
    }

    private static int scaled(int length, double scale) {
        return (int) Math.max(1, Math.round(length * scale));
    }

    /** The square with the image, made smaller by area averages or larger by straight lines, and a value around it. */
    public Plane enclose(Plane image, float around) {
        Plane fitted = image.rows() >= rows && image.columns() >= columns
                ? Resampler.areaAverage(image, rows, columns)
                : Resampler.bilinear(image, rows, columns);
        return fitted.placedIn(side, side, firstRow(), firstColumn(), around);
    }

    /** The part of a square that is the image. */
    Plane cutFrom(Plane square) {
        return square.crop(firstRow(), firstColumn(), rows, columns);
    }

    /** The row of the square where the image begins. */
    public int firstRow() {
        return (side - rows) / 2;
    }

    /** The column of the square where the image begins. */
    public int firstColumn() {
        return (side - columns) / 2;
    }
}
