package org.afterimage.check.measure;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.afterimage.synthesize.Plane;

/** How alike two planes of one matrix are. */
public final class Likeness {

    private Likeness() {}

    /** The correlation of the sizes of their gradients, -1 to 1; empty when there is too little image. */
    public static OptionalDouble ofEdges(Plane a, Plane b) {
        boolean[] all = new boolean[a.data().length];
        Arrays.fill(all, true);
        return EdgeCorrelation.between(Planes.gradient(a), Planes.gradient(b), all);
    }
}
