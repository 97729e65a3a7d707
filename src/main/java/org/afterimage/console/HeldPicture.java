package org.afterimage.console;

import java.util.Locale;
import org.afterimage.web.ImageSizes.Size;
import org.afterimage.web.JobView.Gate;

/**
 * Where a gate spoke: the place as a ring on one image.
 *
 * @param instance SOP Instance UID of the image
 * @param derived whether it is what was made, not the source
 * @param size of the image
 * @param ring where in it; null for the whole image
 */
public record HeldPicture(String instance, boolean derived, Size size, Ring ring) {
    /** No smaller, or nobody sees it: this part of the image's longer side. */
    private static final double SMALLEST = 0.03;

    /**
     * A ring, in pixels of the image, as SVG writes numbers.
     *
     * @param column of its middle
     * @param row of its middle
     * @param radius of it
     */
    public record Ring(String column, String row, String radius) {}

    /**
     * On the source, or on an image that was made of it.
     *
     * @param source size of the image in whose pixels the gate tells the place
     */
    static HeldPicture of(String instance, Size size, Gate gate, Size source) {
        boolean derived = !instance.equals(gate.place().sopInstanceUid());
        if (gate.place().column() == null) {
            return new HeldPicture(instance, derived, size, null);
        }
        double right = (double) size.columns() / source.columns();
        double down = (double) size.rows() / source.rows();
        double radius = Math.max(
                gate.place().radius() * Math.max(right, down), SMALLEST * Math.max(size.rows(), size.columns()));
        return new HeldPicture(
                instance,
                derived,
                size,
                new Ring(
                        number((gate.place().column() + 0.5) * right),
                        number((gate.place().row() + 0.5) * down),
                        number(radius)));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
