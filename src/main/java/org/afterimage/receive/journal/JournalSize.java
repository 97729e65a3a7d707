package org.afterimage.receive.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much a journal may hold.
 *
 * @param segmentBytes length of one of its files
 * @param segments how many files at most
 */
public record JournalSize(int segmentBytes, int segments) {
    private static final int LARGEST_SEGMENT = 32 << 20;
    private static final int SMALLEST_SEGMENT = 64 << 10;
    private static final int SEGMENTS = 16;

    /** A journal takes no more than this share of the room on its disk. */
    private static final int SHARE = 4;

    /** Refuses what can't hold a record. */
    public JournalSize {
        if (segmentBytes < SMALLEST_SEGMENT || segments < 2) {
            throw new IllegalArgumentException(
                    segments + " segments of " + segmentBytes + " bytes are too little for a journal");
        }
    }

    /** Half a gigabyte, or a quarter of the free room on the disk if that is less. */
    public static JournalSize fitting(Path folder) throws IOException {
        long room = Files.getFileStore(folder).getUsableSpace() / SHARE / SEGMENTS;
        return new JournalSize((int) Math.max(SMALLEST_SEGMENT, Math.min(LARGEST_SEGMENT, room)), SEGMENTS);
    }

    /** The longest record that is taken: several go into a segment, so that its end wastes little. */
    int longestRecord() {
        return segmentBytes / 4;
    }
}
