package org.afterimage.infer;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows, or the columns, of a tile. The network sees more than is kept of its answer, so that what is kept depends on nothing outside.
 *
 * @param seenFrom the first that the network sees
 * @param seen how many it sees
 * @param keptFrom the first that is kept, counted in the image
 * @param kept how many are kept
 */
record TileSpan(int seenFrom, int seen, int keptFrom, int kept) {

    /**
     * Cuts an axis into spans that keep each of its places once.
     *
     * @param length of the axis, a multiple of {@code multiple}
     * @param most that the network may see at once
     * @param reach of the network
     * @param multiple of which ends of what it sees are
     * @return one span where all of it may be seen at once; empty where {@code most} would be spent on margins
     */
    static List<TileSpan> of(int length, long most, int reach, int multiple) {
        if (length <= most) {
            return List.of(new TileSpan(0, length, 0, length));
        }
        long margin = roundedUp(reach, multiple);
        long room = (most - 2 * margin) / multiple * multiple;
        if (room < Math.max(multiple, margin)) {
            return List.of();
        }
        long count = (length + room - 1) / room;
        long kept =
                roundedUp((length + count - 1) / count, multiple); // tiles of one size rather than a sliver at the end
        List<TileSpan> spans = new ArrayList<>();
        for (long from = 0; from < length; from += kept) {
            long to = Math.min(length, from + kept);
            long seenFrom = Math.max(0, from - margin);
            long seenTo = Math.min(length, to + margin);
            spans.add(new TileSpan((int) seenFrom, (int) (seenTo - seenFrom), (int) from, (int) (to - from)));
        }
        return spans;
    }

    private static long roundedUp(long length, long multiple) {
        return (length + multiple - 1) / multiple * multiple;
    }

    /** Where what is kept begins in what is seen. */
    int offset() {
        return keptFrom - seenFrom;
    }
}
