package org.afterimage.dicom.pixel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A code-block and what the packets hold of it (ITU-T T.800 B.7 and B.10.7). */
final class J2kBlock {

    /** One codeword segment: passes that share a coder's run from start to termination. */
    static final class Segment {
        final int maximumPasses;
        int passes;
        byte[] bytes = new byte[0];

        Segment(int maximumPasses) {
            this.maximumPasses = maximumPasses;
        }

        void append(byte[] source, int from, int length) {
            int old = bytes.length;
            bytes = Arrays.copyOf(bytes, old + length);
            System.arraycopy(source, from, bytes, old, length);
        }
    }

    private static final int MOST_PASSES = 164;
    private static final int PASSES_BEFORE_BYPASS = 10;

    final J2kArea area;
    final List<Segment> segments = new ArrayList<>(1);
    boolean included;
    int zeroPlanes;
    int lengthBits = 3;
    int passes;

    J2kBlock(J2kArea area) {
        this.area = area;
    }

    /** The segment that the next pass belongs to. */
    Segment current(J2kCodingStyle style) {
        Segment last = segments.isEmpty() ? null : segments.get(segments.size() - 1);
        if (last != null && last.passes < last.maximumPasses) {
            return last;
        }
        Segment next = new Segment(room(last, style));
        segments.add(next);
        return next;
    }

    private int room(Segment last, J2kCodingStyle style) {
        if (style.has(J2kCodingStyle.HIGH_THROUGHPUT)) {
            // What comes before the cleanup pass of the first set only tells of missing planes (T.814 B.3).
            return last == null ? 1 + (passes - 1) / 3 * 3 : 2;
        }
        if (style.has(J2kCodingStyle.TERMINATE)) {
            return 1;
        }
        if (!style.has(J2kCodingStyle.BYPASS)) {
            return MOST_PASSES;
        }
        if (last == null) {
            return PASSES_BEFORE_BYPASS;
        }
        return last.maximumPasses == 1 || last.maximumPasses == PASSES_BEFORE_BYPASS ? 2 : 1;
    }
}
