package org.afterimage.dicom.pixel;

/** Encodes the coding passes of a code-block into one codeword segment (ITU-T T.800 Annex D). */
final class J2kBlockEncoder {

    private static final int STRIPE = J2kBlockDecoder.STRIPE;
    private static final int SIGN_FLIPPED = 0x80;

    private final J2kMqStates states = new J2kMqStates();
    private final J2kMqEncoder coder = new J2kMqEncoder(states);
    private final J2kSignificance significance;
    private final int[] values;
    private final int width;
    private final int height;
    private final int orientation;
    private final int planes;
    private int plane;

    /** A block of coefficients, row by row. */
    J2kBlockEncoder(int[] values, int width, int height, int orientation) {
        this.values = values;
        this.width = width;
        this.height = height;
        this.orientation = orientation;
        significance = new J2kSignificance(width, height);
        int all = 0;
        for (int value : values) {
            all |= Math.abs(value);
        }
        planes = Integer.SIZE - Integer.numberOfLeadingZeros(all);
    }

    /** Bit planes that are not all zero. */
    int planes() {
        return planes;
    }

    /** Coding passes of the segment. */
    int passes() {
        return Math.max(0, 3 * planes - 2);
    }

    byte[] encode() {
        for (int pass = 0; pass < passes(); pass++) {
            plane = planes - 1 - (pass + 2) / 3;
            for (int y = 0; y < height; y += STRIPE) {
                int end = Math.min(y + STRIPE, height);
                for (int x = 0; x < width; x++) {
                    switch (pass % 3) {
                        case 1 -> propagate(x, y, end);
                        case 2 -> refine(x, y, end);
                        default -> cleanUp(x, y, end);
                    }
                }
            }
        }
        return coder.end();
    }

    private int bit(int x, int y) {
        return Math.abs(values[y * width + x]) >> plane & 1;
    }

    private void propagate(int x, int from, int end) {
        int at = significance.at(x, from);
        for (int y = from; y < end; y++, at += significance.stride) {
            int flags = significance.flags[at];
            if ((flags & J2kSignificance.SIGNIFICANT) != 0 || (flags & J2kSignificance.NEIGHBOURS) == 0) {
                continue;
            }
            significance(x, y, at, flags);
            significance.flags[at] |= J2kSignificance.VISITED;
        }
    }

    private void significance(int x, int y, int at, int flags) {
        int bit = bit(x, y);
        coder.encode(J2kSignificance.zeroContext(flags, orientation), bit);
        if (bit == 1) {
            sign(x, y, at, flags);
        }
    }

    private void sign(int x, int y, int at, int flags) {
        boolean negative = values[y * width + x] < 0;
        int context = J2kSignificance.signContext(flags);
        boolean flipped = (context & SIGN_FLIPPED) != 0;
        coder.encode(context & 0x1F, negative != flipped ? 1 : 0);
        significance.set(at, negative);
    }

    private void refine(int x, int from, int end) {
        int at = significance.at(x, from);
        for (int y = from; y < end; y++, at += significance.stride) {
            int flags = significance.flags[at];
            if ((flags & (J2kSignificance.SIGNIFICANT | J2kSignificance.VISITED)) == J2kSignificance.SIGNIFICANT) {
                coder.encode(J2kSignificance.refinementContext(flags), bit(x, y));
                significance.flags[at] |= J2kSignificance.REFINED;
            }
        }
    }

    private void cleanUp(int x, int from, int end) {
        int y = from;
        int at = significance.at(x, from);
        if (end - from == STRIPE && untouched(at)) {
            int skipped = 0;
            while (skipped < STRIPE && bit(x, from + skipped) == 0) {
                skipped++;
            }
            coder.encode(J2kMqStates.RUN_LENGTH, skipped < STRIPE ? 1 : 0);
            if (skipped == STRIPE) {
                return;
            }
            coder.encode(J2kMqStates.UNIFORM, skipped >> 1);
            coder.encode(J2kMqStates.UNIFORM, skipped & 1);
            y += skipped;
            at += skipped * significance.stride;
            sign(x, y, at, significance.flags[at]);
            y++;
            at += significance.stride;
        }
        for (; y < end; y++, at += significance.stride) {
            int flags = significance.flags[at];
            if ((flags & (J2kSignificance.SIGNIFICANT | J2kSignificance.VISITED)) == 0) {
                significance(x, y, at, flags);
            }
        }
        for (int row = from, place = significance.at(x, from); row < end; row++, place += significance.stride) {
            significance.flags[place] &= ~J2kSignificance.VISITED;
        }
    }

    private boolean untouched(int at) {
        int all = 0;
        for (int i = 0; i < STRIPE; i++) {
            all |= significance.flags[at + i * significance.stride];
        }
        int touched = J2kSignificance.SIGNIFICANT | J2kSignificance.VISITED | J2kSignificance.NEIGHBOURS;
        return (all & touched) == 0;
    }
}
