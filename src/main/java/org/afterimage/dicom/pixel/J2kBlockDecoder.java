package org.afterimage.dicom.pixel;

import org.afterimage.dicom.io.DicomFormatException;

/** Decodes the coding passes of a code-block (ITU-T T.800 Annex D). */
final class J2kBlockDecoder {

    static final int STRIPE = 4;
    private static final int MOST_PLANES = 30;
    private static final int FIRST_BYPASSED = 10;
    private static final int SIGN_FLIPPED = 0x80;

    private final J2kCodingStyle style;
    private final J2kMqStates states = new J2kMqStates();
    private final J2kMqDecoder coder = new J2kMqDecoder(states);
    private J2kSignificance significance;
    private int[] values;
    private int width;
    private int height;
    private int orientation;
    private int plane;
    private boolean raw;

    J2kBlockDecoder(J2kCodingStyle style) {
        this.style = style;
    }

    /**
     * Decodes a block.
     *
     * @param planes bits of a magnitude that the packets hold at least one pass of, or may
     * @param target where the coefficients go, row by row: twice the magnitude, the middle of what is not known, and the sign
     */
    void decode(J2kBlock block, int orientation, int planes, int[] target) throws DicomFormatException {
        if (planes > MOST_PLANES || block.passes > 3 * planes - 2) {
            throw new DicomFormatException("A code-block of a compressed frame has too many bit planes or passes.");
        }
        this.orientation = orientation;
        values = target;
        width = block.area.width();
        height = block.area.height();
        significance = new J2kSignificance(width, height);
        states.reset();
        int pass = 0;
        for (J2kBlock.Segment segment : block.segments) {
            raw = style.has(J2kCodingStyle.BYPASS) && pass >= FIRST_BYPASSED && pass % 3 != 0;
            if (raw) {
                coder.beginRaw(segment.bytes);
            } else {
                coder.begin(segment.bytes);
            }
            for (int i = 0; i < segment.passes; i++, pass++) {
                plane = planes - 1 - (pass + 2) / 3;
                pass(pass % 3);
                if (style.has(J2kCodingStyle.RESET)) {
                    states.reset();
                }
            }
        }
    }

    private void pass(int kind) {
        for (int y = 0; y < height; y += STRIPE) {
            int end = Math.min(y + STRIPE, height);
            for (int x = 0; x < width; x++) {
                switch (kind) {
                    case 1 -> propagate(x, y, end);
                    case 2 -> refine(x, y, end);
                    default -> cleanUp(x, y, end);
                }
            }
        }
        if (kind == 0 && style.has(J2kCodingStyle.SEGMENTATION)) {
            for (int i = 0; i < 4; i++) {
                coder.decode(J2kMqStates.UNIFORM);
            }
        }
    }

    /** The flags of a coefficient as its stripe sees them. */
    private int flags(int at, int y, int stripe) {
        int flags = significance.flags[at];
        boolean lastOfStripe = y == stripe + STRIPE - 1;
        return lastOfStripe && style.has(J2kCodingStyle.CAUSAL) ? flags & ~J2kSignificance.BELOW : flags;
    }

    private void propagate(int x, int from, int end) {
        int at = significance.at(x, from);
        for (int y = from; y < end; y++, at += significance.stride) {
            int flags = flags(at, y, from);
            if ((flags & J2kSignificance.SIGNIFICANT) != 0 || (flags & J2kSignificance.NEIGHBOURS) == 0) {
                continue;
            }
            int bit = raw ? coder.raw() : coder.decode(J2kSignificance.zeroContext(flags, orientation));
            if (bit == 1) {
                becomeSignificant(x, y, at, flags);
            }
            significance.flags[at] |= J2kSignificance.VISITED;
        }
    }

    private void becomeSignificant(int x, int y, int at, int flags) {
        boolean negative;
        if (raw) {
            negative = coder.raw() == 1;
        } else {
            int context = J2kSignificance.signContext(flags);
            negative = (coder.decode(context & 0x1F) == 1) != ((context & SIGN_FLIPPED) != 0);
        }
        significance.set(at, negative);
        int magnitude = 3 << plane; // The bit itself and half of it, in halves.
        values[y * width + x] = negative ? -magnitude : magnitude;
    }

    private void refine(int x, int from, int end) {
        int at = significance.at(x, from);
        for (int y = from; y < end; y++, at += significance.stride) {
            int flags = flags(at, y, from);
            if ((flags & (J2kSignificance.SIGNIFICANT | J2kSignificance.VISITED)) != J2kSignificance.SIGNIFICANT) {
                continue;
            }
            int bit = raw ? coder.raw() : coder.decode(J2kSignificance.refinementContext(flags));
            int change = bit == 1 ? 1 << plane : -(1 << plane);
            int value = values[y * width + x];
            values[y * width + x] = value < 0 ? value - change : value + change;
            significance.flags[at] |= J2kSignificance.REFINED;
        }
    }

    private void cleanUp(int x, int from, int end) {
        int y = from;
        int at = significance.at(x, from);
        if (end - from == STRIPE && untouched(at, from)) {
            if (coder.decode(J2kMqStates.RUN_LENGTH) == 0) {
                return;
            }
            int skipped = coder.decode(J2kMqStates.UNIFORM) << 1 | coder.decode(J2kMqStates.UNIFORM);
            y += skipped;
            at += skipped * significance.stride;
            becomeSignificant(x, y, at, flags(at, y, from));
            y++;
            at += significance.stride;
        }
        for (; y < end; y++, at += significance.stride) {
            int flags = flags(at, y, from);
            if ((flags & (J2kSignificance.SIGNIFICANT | J2kSignificance.VISITED)) == 0
                    && coder.decode(J2kSignificance.zeroContext(flags, orientation)) == 1) {
                becomeSignificant(x, y, at, flags);
            }
        }
        for (int row = from, place = significance.at(x, from); row < end; row++, place += significance.stride) {
            significance.flags[place] &= ~J2kSignificance.VISITED;
        }
    }

    private boolean untouched(int at, int from) {
        int all = 0;
        for (int i = 0; i < STRIPE; i++) {
            all |= flags(at + i * significance.stride, from + i, from);
        }
        int touched = J2kSignificance.SIGNIFICANT | J2kSignificance.VISITED | J2kSignificance.NEIGHBOURS;
        return (all & touched) == 0;
    }
}
