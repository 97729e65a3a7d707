package org.afterimage.dicom.pixel;

/** Which coefficients of a code-block are significant, and the contexts that follow from it (ITU-T T.800 D.3). */
final class J2kSignificance {

    static final int NORTH = 1;
    static final int SOUTH = 1 << 1;
    static final int WEST = 1 << 2;
    static final int EAST = 1 << 3;
    static final int NORTH_WEST = 1 << 4;
    static final int NORTH_EAST = 1 << 5;
    static final int SOUTH_WEST = 1 << 6;
    static final int SOUTH_EAST = 1 << 7;
    static final int NEIGHBOURS = 0xFF;
    static final int NEGATIVE_NORTH = 1 << 8;
    static final int NEGATIVE_SOUTH = 1 << 9;
    static final int NEGATIVE_WEST = 1 << 10;
    static final int NEGATIVE_EAST = 1 << 11;
    static final int SIGNIFICANT = 1 << 12;
    static final int REFINED = 1 << 13;
    static final int VISITED = 1 << 14;
    static final int NEGATIVE = 1 << 15;

    /** What a stripe does not see of the next one when coding is vertically causal (D.7). */
    static final int BELOW = SOUTH | SOUTH_WEST | SOUTH_EAST | NEGATIVE_SOUTH;

    private static final int FIRST_SIGN_CONTEXT = 9;
    private static final int FIRST_REFINEMENT_CONTEXT = 14;
    private static final byte[][] ZERO_CONTEXTS = zeroContexts();
    private static final byte[] SIGN_CONTEXTS = signContexts();

    final int stride;
    final int[] flags;

    /** A block in which nothing is significant, with a border of one around it. */
    J2kSignificance(int width, int height) {
        stride = width + 2;
        flags = new int[stride * (height + 2)];
    }

    int at(int x, int y) {
        return (y + 1) * stride + x + 1;
    }

    void set(int at, boolean negative) {
        flags[at] |= negative ? SIGNIFICANT | NEGATIVE : SIGNIFICANT;
        flags[at - stride] |= negative ? SOUTH | NEGATIVE_SOUTH : SOUTH;
        flags[at + stride] |= negative ? NORTH | NEGATIVE_NORTH : NORTH;
        flags[at - 1] |= negative ? EAST | NEGATIVE_EAST : EAST;
        flags[at + 1] |= negative ? WEST | NEGATIVE_WEST : WEST;
        flags[at - stride - 1] |= SOUTH_EAST;
        flags[at - stride + 1] |= SOUTH_WEST;
        flags[at + stride - 1] |= NORTH_EAST;
        flags[at + stride + 1] |= NORTH_WEST;
    }

    /** The context of whether a coefficient becomes significant (Table D.1). */
    static int zeroContext(int flags, int orientation) {
        return ZERO_CONTEXTS[orientation][flags & NEIGHBOURS];
    }

    /** The context of a sign, with bit 7 set where it is coded the other way round (Tables D.2 and D.3). */
    static int signContext(int flags) {
        return SIGN_CONTEXTS[(flags & 0x0F) | (flags >> 4 & 0xF0)];
    }

    /** The context of a further bit of a magnitude (Table D.4). */
    static int refinementContext(int flags) {
        if ((flags & REFINED) != 0) {
            return FIRST_REFINEMENT_CONTEXT + 2;
        }
        return FIRST_REFINEMENT_CONTEXT + ((flags & NEIGHBOURS) != 0 ? 1 : 0);
    }

    private static byte[][] zeroContexts() {
        byte[][] contexts = new byte[4][NEIGHBOURS + 1];
        for (int flags = 0; flags <= NEIGHBOURS; flags++) {
            int vertical = Integer.bitCount(flags & (NORTH | SOUTH));
            int horizontal = Integer.bitCount(flags & (WEST | EAST));
            int diagonal = Integer.bitCount(flags & (NORTH_WEST | NORTH_EAST | SOUTH_WEST | SOUTH_EAST));
            contexts[0][flags] = (byte) straight(horizontal, vertical, diagonal);
            contexts[1][flags] = (byte) straight(vertical, horizontal, diagonal);
            contexts[2][flags] = contexts[0][flags];
            contexts[3][flags] = (byte) diagonal(horizontal + vertical, diagonal);
        }
        return contexts;
    }

    private static int straight(int along, int across, int diagonal) {
        if (along == 2) {
            return 8;
        }
        if (along == 1) {
            return across >= 1 ? 7 : diagonal >= 1 ? 6 : 5;
        }
        return across > 0 ? 2 + across : Math.min(diagonal, 2);
    }

    private static int diagonal(int others, int diagonal) {
        if (diagonal >= 3) {
            return 8;
        }
        if (diagonal == 2) {
            return others >= 1 ? 7 : 6;
        }
        return (diagonal == 1 ? 3 : 0) + Math.min(others, 2);
    }

    private static byte[] signContexts() {
        byte[] contexts = new byte[256];
        for (int i = 0; i < contexts.length; i++) {
            int flags = (i & 0x0F) | (i & 0xF0) << 4;
            int horizontal = contribution(flags, WEST, NEGATIVE_WEST) + contribution(flags, EAST, NEGATIVE_EAST);
            int vertical = contribution(flags, NORTH, NEGATIVE_NORTH) + contribution(flags, SOUTH, NEGATIVE_SOUTH);
            int h = Integer.signum(horizontal);
            int v = Integer.signum(vertical);
            boolean flipped = h < 0 || (h == 0 && v < 0);
            int context = FIRST_SIGN_CONTEXT + (h == 0 ? Math.abs(v) : 3 + (flipped ? -v : v));
            contexts[i] = (byte) (flipped ? context | 0x80 : context);
        }
        return contexts;
    }

    private static int contribution(int flags, int neighbour, int negative) {
        if ((flags & neighbour) == 0) {
            return 0;
        }
        return (flags & negative) != 0 ? -1 : 1;
    }
}
