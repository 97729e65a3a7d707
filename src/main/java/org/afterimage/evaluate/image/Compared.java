package org.afterimage.evaluate.image;

import java.util.List;
import org.afterimage.synthesize.Plane;

/**
 * An image and what it should be, plane by plane.
 *
 * @param output the image
 * @param reference what it should be
 * @param inside the pixels that count, one array a plane
 * @param dataRange the range of values that relative figures refer to, in the unit of the values
 */
public record Compared(List<Plane> output, List<Plane> reference, List<boolean[]> inside, double dataRange) {

    /**
     * @throws IllegalArgumentException if the two have not the same planes, or the range is not above 0
     */
    public Compared {
        output = List.copyOf(output);
        reference = List.copyOf(reference);
        inside = List.copyOf(inside);
        if (output.size() != reference.size() || output.size() != inside.size() || !(dataRange > 0)) {
            throw new IllegalArgumentException(output.size() + " planes, " + reference.size() + " to compare with, "
                    + inside.size() + " masks and the range " + dataRange + " do not fit");
        }
        for (int k = 0; k < output.size(); k++) {
            Plane a = output.get(k);
            Plane b = reference.get(k);
            if (a.rows() != b.rows() || a.columns() != b.columns() || inside.get(k).length != a.data().length) {
                throw new IllegalArgumentException(
                        "plane " + k + " has not the same matrix as what it is compared with");
            }
        }
    }

    /** The same with other pixels that count. */
    public Compared within(List<boolean[]> others) {
        return new Compared(output, reference, others, dataRange);
    }

    /** Something done with the two values of a pixel. */
    public interface Visitor {
        /** Looks at one pixel. */
        void visit(double output, double reference);
    }

    /** Shows every pixel that counts, plane by plane. */
    public void forEach(Visitor visitor) {
        for (int k = 0; k < output.size(); k++) {
            float[] a = output.get(k).data();
            float[] b = reference.get(k).data();
            boolean[] counts = inside.get(k);
            for (int i = 0; i < a.length; i++) {
                if (counts[i]) {
                    visitor.visit(a[i], b[i]);
                }
            }
        }
    }
}
