package org.afterimage.evaluate;

/**
 * What became of one lesion.
 *
 * @param label its label in the mask
 * @param diameterMm diameter of a disc of its largest area; not a number where pixels have no spacing
 * @param trueContrast mean inside minus mean around, in the truth
 * @param contrast the same in the output
 */
public record Lesion(int label, double diameterMm, double trueContrast, double contrast) {

    /** A lesion that keeps less than this of its contrast counts as lost. */
    public static final double LOST = 0.5;

    /** From this diameter on lesions are counted apart: smaller ones are hard to see even in the truth. */
    public static final double LARGE_MM = 4;

    /** The part of the contrast that was kept; 1 is all. */
    public double kept() {
        return contrast / trueContrast;
    }

    /** Whether it has a diameter of at least {@link #LARGE_MM}. */
    public boolean isLarge() {
        return diameterMm >= LARGE_MM;
    }

    /** Whether it kept too little to be seen. */
    public boolean isLost() {
        return kept() < LOST;
    }
}
