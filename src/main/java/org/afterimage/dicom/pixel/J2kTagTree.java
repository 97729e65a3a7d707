package org.afterimage.dicom.pixel;

import java.util.Arrays;
import org.afterimage.dicom.io.DicomFormatException;

/** A tag tree: numbers of a grid told bit by bit, the smaller ones of a neighbourhood together (ITU-T T.800 B.10.2). */
final class J2kTagTree {

    private static final int UNKNOWN = Integer.MAX_VALUE;

    private final int[] widths;
    private final int[] offsets;
    private final int[] values;
    private final int[] lows;

    J2kTagTree(int width, int height) {
        int levels = 1;
        for (int w = width, h = height; w > 1 || h > 1; w = (w + 1) / 2, h = (h + 1) / 2) {
            levels++;
        }
        widths = new int[levels];
        offsets = new int[levels];
        int nodes = 0;
        int w = width;
        int h = height;
        for (int level = 0; level < levels; level++) {
            widths[level] = w;
            offsets[level] = nodes;
            nodes += w * h;
            w = (w + 1) / 2;
            h = (h + 1) / 2;
        }
        values = new int[nodes];
        lows = new int[nodes];
        Arrays.fill(values, UNKNOWN);
    }

    private int node(int level, int x, int y) {
        return offsets[level] + (y >> level) * widths[level] + (x >> level);
    }

    /** Reads until it is known whether a leaf's number is below a threshold; says whether it is. */
    boolean isBelow(int x, int y, int threshold, J2kHeaderBits bits) throws DicomFormatException {
        int low = 0;
        for (int level = widths.length - 1; level >= 0; level--) {
            int node = node(level, x, y);
            low = Math.max(low, lows[node]);
            while (low < threshold && values[node] == UNKNOWN) {
                if (bits.read() == 1) {
                    values[node] = low;
                } else {
                    low++;
                }
            }
            lows[node] = low;
        }
        return values[offsets[0] + y * widths[0] + x] < threshold;
    }

    /** Reads a leaf's number, which is at most a maximum. */
    int value(int x, int y, int maximum, J2kHeaderBits bits) throws DicomFormatException {
        for (int threshold = 1; threshold <= maximum + 1; threshold++) {
            if (isBelow(x, y, threshold, bits)) {
                return threshold - 1;
            }
        }
        throw new DicomFormatException("A compressed frame has a code-block without any bit plane.");
    }

    /** Sets the number of a leaf, before anything is written. */
    void set(int x, int y, int value) {
        for (int level = 0; level < widths.length; level++) {
            int node = node(level, x, y);
            values[node] = Math.min(values[node], value);
        }
    }

    /** Writes what a reader needs to know whether a leaf's number is below a threshold. */
    void write(int x, int y, int threshold, boolean[] told, J2kHeaderBitWriter bits) {
        int low = 0;
        for (int level = widths.length - 1; level >= 0; level--) {
            int node = node(level, x, y);
            low = Math.max(low, lows[node]);
            while (low < threshold && !told[node]) {
                if (low == values[node]) {
                    bits.write(1);
                    told[node] = true;
                } else {
                    bits.write(0);
                    low++;
                }
            }
            lows[node] = low;
        }
    }

    /** A record of which nodes have been told, for {@link #write}. */
    boolean[] nothingTold() {
        return new boolean[values.length];
    }
}
