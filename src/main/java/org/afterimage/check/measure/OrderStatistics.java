package org.afterimage.check.measure;

import java.util.Arrays;

/**
 * Order statistics of many values, without sorting them all: values are counted by their leading bits, and only those that share them with
 * the one that is sought are sorted. The order is that of {@link Float#compare}: no number is above all numbers.
 */
public final class OrderStatistics {

    private static final int LEADING_BITS = 16;

    private OrderStatistics() {}

    /**
     * The value below which a part of the values lie, with a straight line between neighbours.
     *
     * @param values at least one; left as they are
     * @param part 0 to 1
     */
    public static double quantile(float[] values, double part) {
        double rank = part * (values.length - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, values.length - 1);
        float[] found = between(values, below, above);
        return found[0] + (rank - below) * (found[above - below] - found[0]);
    }

    /** The values of neighbouring ranks, from 0, in their order. */
    private static float[] between(float[] values, int first, int last) {
        int[] counts = new int[1 << LEADING_BITS];
        for (float value : values) {
            counts[leading(value)]++;
        }
        int low = 0;
        int before = 0;
        while (before + counts[low] <= first) {
            before += counts[low++];
        }
        int high = low;
        int upTo = before + counts[low];
        while (upTo <= last) {
            upTo += counts[++high];
        }
        float[] near = new float[upTo - before];
        int count = 0;
        for (float value : values) {
            int place = leading(value);
            if (place >= low && place <= high) {
                near[count++] = value;
            }
        }
        Arrays.sort(near);
        return Arrays.copyOfRange(near, first - before, last - before + 1);
    }

    /** The leading bits of a value, in the order of the values: those of a negative one are turned about. */
    private static int leading(float value) {
        int bits = Float.floatToIntBits(value);
        int ordered = bits ^ (bits >> (Integer.SIZE - 1) | Integer.MIN_VALUE);
        return ordered >>> (Integer.SIZE - LEADING_BITS);
    }
}
