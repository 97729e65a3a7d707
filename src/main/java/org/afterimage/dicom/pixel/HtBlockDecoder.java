package org.afterimage.dicom.pixel;

import java.util.Arrays;
import org.afterimage.dicom.io.DicomFormatException;

/** Decodes the one cleanup pass of a high-throughput code-block (ITU-T T.814 7.3). */
final class HtBlockDecoder {

    private static final int MOST_PLANES = 30;
    private static final int LONGEST_SUFFIX = 4079;

    private final J2kCodingStyle style;
    private HtBackwardBits codes;
    private HtEventBits events;
    private HtForwardBits magnitudes;
    private int width;
    private int height;
    private int plane;
    private int largestExponent;
    private int[] values;

    /** Exponents of the samples above a row of quads, from the column -1 on; 0 where nothing is significant. */
    private int[] above;

    private int[] below;
    private final int[] entries = new int[2];
    private final int[] offsets = new int[2];

    HtBlockDecoder(J2kCodingStyle style) {
        this.style = style;
    }

    /**
     * Decodes a block.
     *
     * @param planes bits of a magnitude in the subband
     * @param target where the coefficients go, row by row: twice the magnitude, the middle of what is not known, and the sign
     */
    void decode(J2kBlock block, int planes, int[] target) throws DicomFormatException {
        J2kBlock.Segment cleanup = block.segments.get(0);
        int missing = block.zeroPlanes + cleanup.maximumPasses / 3;
        plane = planes - 1 - missing;
        if (planes > MOST_PLANES || plane < 0 || block.segments.size() > 2) {
            throw new DicomFormatException("A code-block of a compressed frame has too many bit planes or passes.");
        }
        largestExponent = missing + 2;
        values = target;
        width = block.area.width();
        height = block.area.height();
        cleanUp(cleanup.bytes);
        if (block.segments.size() > 1 && block.segments.get(1).bytes.length > 0 && plane > 0) {
            J2kBlock.Segment refinement = block.segments.get(1);
            HtRefinement further = new HtRefinement(values, width, height, plane - 1, style);
            further.propagate(refinement.bytes);
            if (refinement.passes > 1) {
                further.refine(refinement.bytes);
            }
        }
    }

    private void cleanUp(byte[] segment) throws DicomFormatException {
        int length = segment.length;
        int suffix = length < 2 ? 0 : (segment[length - 1] & 0xFF) << 4 | (segment[length - 2] & 0x0F);
        if (suffix < 2 || suffix > length || suffix > LONGEST_SUFFIX) {
            throw new DicomFormatException("A code-block of a compressed frame is damaged.");
        }
        codes = HtBackwardBits.ofCodes(segment, suffix);
        events = new HtEventBits(segment, suffix);
        magnitudes = new HtForwardBits(segment, 0, length - suffix, 0xFF);
        above = new int[width + 6];
        below = new int[width + 6];
        for (int y = 0; y < height; y += 2) {
            Arrays.fill(below, 0);
            rowOfQuads(y);
            int[] used = above;
            above = below;
            below = used;
        }
    }

    private void rowOfQuads(int y) throws DicomFormatException {
        boolean first = y == 0;
        HtVlcTable table = HtVlcTable.of(first);
        int left = 0;
        for (int x = 0; x < width; x += 4) {
            for (int i = 0; i < 2; i++) {
                int column = x + 2 * i;
                entries[i] = column < width ? entry(table, first ? context(left) : context(left, column)) : 0;
                left = HtVlcTable.significance(entries[i]);
            }
            if (first) {
                firstOffsets();
            } else {
                offsets(0, 0);
            }
            for (int i = 0; i < 2 && x + 2 * i < width; i++) {
                quad(entries[i], offsets[i], x + 2 * i, y, first);
            }
        }
    }

    /** The context of a quad in the first row: the significance of the quad on its left (equation 1). */
    private static int context(int left) {
        return (left & 1 | left >> 1 & 1) | left >> 1 & 6;
    }

    /** The context of a quad in another row: of the quads on its left and above (equation 2). */
    private int context(int left, int x) {
        int northWest = above[x] | above[x + 1];
        int northEast = above[x + 2] | above[x + 3];
        return (northWest != 0 ? 1 : 0) | ((left & 12) != 0 ? 2 : 0) | (northEast != 0 ? 4 : 0);
    }

    private int entry(HtVlcTable table, int context) {
        if (context == 0 && !events.next()) {
            return 0;
        }
        int entry = table.entry(context, codes.peek(7));
        codes.skip(HtVlcTable.length(entry));
        return entry;
    }

    /** The exponent offsets of two quads in the first row (7.3.6). */
    private void firstOffsets() {
        boolean both = HtVlcTable.hasOffset(entries[0]) && HtVlcTable.hasOffset(entries[1]);
        if (!both) {
            offsets(0, 0);
        } else if (events.next()) {
            offsets(2, 2);
        } else {
            int prefix = prefix();
            if (prefix > 2) {
                int second = codes.read(1) + 1;
                offsets[0] = withSuffix(prefix);
                offsets[1] = second;
            } else {
                int second = prefix();
                offsets[0] = prefix;
                offsets[1] = withSuffix(second);
            }
        }
    }

    /** The exponent offsets of two quads: prefixes, suffixes and extensions of both in turn (7.3.6, Table 3). */
    private void offsets(int bias0, int bias1) {
        int prefix0 = HtVlcTable.hasOffset(entries[0]) ? prefix() : 0;
        int prefix1 = HtVlcTable.hasOffset(entries[1]) ? prefix() : 0;
        int suffix0 = codes.read(suffixBits(prefix0));
        int suffix1 = codes.read(suffixBits(prefix1));
        int extension0 = suffix0 >= 28 ? codes.read(4) : 0;
        int extension1 = suffix1 >= 28 ? codes.read(4) : 0;
        offsets[0] = prefix0 == 0 ? 0 : bias0 + prefix0 + suffix0 + 4 * extension0;
        offsets[1] = prefix1 == 0 ? 0 : bias1 + prefix1 + suffix1 + 4 * extension1;
    }

    private int withSuffix(int prefix) {
        int suffix = codes.read(suffixBits(prefix));
        return prefix + suffix + (suffix >= 28 ? 4 * codes.read(4) : 0);
    }

    private static int suffixBits(int prefix) {
        return prefix == 5 ? 5 : prefix == 3 ? 1 : 0;
    }

    private int prefix() {
        int bits = codes.peek(3);
        if ((bits & 1) != 0) {
            codes.skip(1);
            return 1;
        }
        if ((bits & 2) != 0) {
            codes.skip(2);
            return 2;
        }
        codes.skip(3);
        return (bits & 4) != 0 ? 3 : 5;
    }

    /** The magnitudes and signs of a quad (7.3.5 and 7.3.7). */
    private void quad(int entry, int offset, int x, int y, boolean first) throws DicomFormatException {
        int significance = HtVlcTable.significance(entry);
        int predicted = 1;
        if (!first && Integer.bitCount(significance) > 1) {
            int largest = Math.max(Math.max(above[x], above[x + 1]), Math.max(above[x + 2], above[x + 3]));
            predicted = Math.max(1, largest - 1);
        }
        int exponent = predicted + offset;
        if (significance != 0 && exponent > largestExponent) {
            throw new DicomFormatException("A code-block of a compressed frame has magnitudes that are too large.");
        }
        for (int i = 0; i < 4; i++) {
            if ((significance >> i & 1) == 0) {
                continue;
            }
            int bits = exponent - (HtVlcTable.known(entry) >> i & 1);
            long coded = magnitudes.read(bits) | (long) (HtVlcTable.knownOnes(entry) >> i & 1) << bits;
            int column = x + (i >> 1);
            int row = y + (i & 1);
            if (column < width && row < height) {
                int magnitude = (int) ((coded | 1) + 2 << plane);
                values[row * width + column] = (coded & 1) != 0 ? -magnitude : magnitude;
                if ((i & 1) != 0) {
                    below[column + 1] = Long.SIZE - Long.numberOfLeadingZeros(coded | 1);
                }
            }
        }
    }
}
