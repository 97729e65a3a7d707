package org.afterimage.check.measure;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.afterimage.synthesize.Plane;

/** How alike two planes of one matrix are. */
public final class Likeness {

    private Likeness() {}

    /** The edges of a plane, by which it is compared: the sizes of its gradients. */
    public static Plane edges(Plane plane) {
        return Planes.gradient(plane);
    }

    /** The correlation of the edges of two planes, -1 to 1; empty when there is too little image. */
    public static OptionalDouble of(Plane edgesA, Plane edgesB) {
        boolean[] all = new boolean[edgesA.data().length];
        Arrays.fill(all, true);
        return EdgeCorrelation.between(edgesA, edgesB, all);
    }
}
