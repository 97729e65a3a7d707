package org.afterimage.synthesize;

/** How often each stored value occurs in an image. */
final class Histogram {

    private static final int MAXIMUM_BINS = 1 << 16; // Bits Stored of CR and DX is at most 16

    private final int lowest;
    private final int[] counts;
    private final long total;

    private Histogram(int lowest, int[] counts, long total) {
        this.lowest = lowest;
        this.counts = counts;
        this.total = total;
    }

    static Histogram of(int[] stored, PaddingRange padding) throws SynthesisException {
        int lowest = Integer.MAX_VALUE;
        int highest = Integer.MIN_VALUE;
        for (int value : stored) {
            if (!padding.contains(value)) {
                lowest = Math.min(lowest, value);
                highest = Math.max(highest, value);
            }
        }
        if (lowest > highest) {
            throw new SynthesisException("All pixels of the image have the Pixel Padding Value");
        }
        if ((long) highest - lowest >= MAXIMUM_BINS) {
            throw new SynthesisException("The stored values reach from " + lowest + " to " + highest
                    + ", more than the 16 bits that this task handles");
        }
        int[] counts = new int[highest - lowest + 1];
        long total = 0;
        for (int value : stored) {
            if (!padding.contains(value)) {
                counts[value - lowest]++;
                total++;
            }
        }
        return new Histogram(lowest, counts, total);
    }

    /** The value below which a percentage of the values lie, with a straight line between neighbours. */
    double percentile(double percent) {
        double rank = percent / 100 * (total - 1);
        long below = (long) Math.floor(rank);
        double lower = valueAt(below);
        return lower + (rank - below) * (valueAt(Math.min(below + 1, total - 1)) - lower);
    }

    private int valueAt(long rank) {
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen > rank) {
                return lowest + i;
            }
        }
        throw new IllegalArgumentException("there is no value of rank " + rank + " among " + total);
    }
}
