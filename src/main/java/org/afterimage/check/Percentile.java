package org.afterimage.check;

import java.util.Arrays;

/** Percentiles as order statistics with a straight line between neighbours. */
final class Percentile {

    private Percentile() {}

    /**
     * The value below which a part of the values lie.
     *
     * @param values at least one; sorted in place
     * @param part 0 to 1
     */
    static double of(float[] values, double part) {
        Arrays.sort(values);
        double rank = part * (values.length - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, values.length - 1);
        return values[below] + (rank - below) * (values[above] - values[below]);
    }
}
