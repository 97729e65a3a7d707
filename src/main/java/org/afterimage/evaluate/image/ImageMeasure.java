package org.afterimage.evaluate.image;

/** One figure of how far an image is from what it should be. */
public interface ImageMeasure {

    /** Short name for tables and files, lower case: {@code psnr}. */
    String name();

    /** What people read. */
    String title();

    /** The unit of the figure; {@code value} stands for the unit of the images' values, empty for a pure number. */
    String unit();

    /** Which way the figure is better. */
    Better better();

    /** The figure; not a number when no pixel counts. */
    double of(Compared compared);
}
