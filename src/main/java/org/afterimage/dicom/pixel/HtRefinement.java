package org.afterimage.dicom.pixel;

/** Decodes the passes that refine a high-throughput code-block by one more bit plane (ITU-T T.814 7.4 and 7.5). */
final class HtRefinement {

    private static final int STRIPE = 4;
    private static final int GROUP = 4;

    private final int[] values;
    private final int width;
    private final int height;
    private final int plane;
    private final boolean causal;
    private final int stride;

    /** What the cleanup pass found significant, with a border of one. */
    private final boolean[] significant;

    private final boolean[] newlySignificant;

    HtRefinement(int[] values, int width, int height, int plane, J2kCodingStyle style) {
        this.values = values;
        this.width = width;
        this.height = height;
        this.plane = plane;
        causal = style.has(J2kCodingStyle.CAUSAL);
        stride = width + 2;
        significant = new boolean[stride * (height + 2)];
        newlySignificant = new boolean[significant.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                significant[at(x, y)] = values[y * width + x] != 0;
            }
        }
    }

    private int at(int x, int y) {
        return (y + 1) * stride + x + 1;
    }

    /** The significance propagation pass: what becomes significant in four columns of a stripe, then their signs. */
    void propagate(byte[] segment) {
        HtForwardBits bits = new HtForwardBits(segment, 0, segment.length, 0);
        for (int stripe = 0; stripe < height; stripe += STRIPE) {
            int end = Math.min(stripe + STRIPE, height);
            for (int group = 0; group < width; group += GROUP) {
                int last = Math.min(group + GROUP, width);
                for (int x = group; x < last; x++) {
                    for (int y = stripe; y < end; y++) {
                        int at = at(x, y);
                        boolean belowSeen = !causal || y < stripe + STRIPE - 1;
                        if (!significant[at] && hasNeighbour(at, belowSeen)) {
                            newlySignificant[at] = bits.read(1) == 1;
                        }
                    }
                }
                for (int x = group; x < last; x++) {
                    for (int y = stripe; y < end; y++) {
                        if (newlySignificant[at(x, y)]) {
                            int magnitude = 3 << plane;
                            values[y * width + x] = bits.read(1) == 1 ? -magnitude : magnitude;
                        }
                    }
                }
            }
        }
    }

    private boolean hasNeighbour(int at, boolean belowSeen) {
        return isAny(at - stride) || isSet(at - 1) || isSet(at + 1) || (belowSeen && isAny(at + stride));
    }

    private boolean isAny(int at) {
        return isSet(at - 1) || isSet(at) || isSet(at + 1);
    }

    private boolean isSet(int at) {
        return significant[at] || newlySignificant[at];
    }

    /** The magnitude refinement pass: a further bit of what the cleanup pass found. */
    void refine(byte[] segment) {
        HtBackwardBits bits = new HtBackwardBits(segment, segment.length - 1, 0);
        for (int stripe = 0; stripe < height; stripe += STRIPE) {
            int end = Math.min(stripe + STRIPE, height);
            for (int x = 0; x < width; x++) {
                for (int y = stripe; y < end; y++) {
                    if (significant[at(x, y)]) {
                        int change = bits.read(1) == 1 ? 1 << plane : -(1 << plane);
                        int value = values[y * width + x];
                        values[y * width + x] = value < 0 ? value - change : value + change;
                    }
                }
            }
        }
    }
}
