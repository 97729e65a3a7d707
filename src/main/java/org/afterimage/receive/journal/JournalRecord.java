package org.afterimage.receive.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A durable record. Its place in the journal is kept until it is released. */
public final class JournalRecord {
    private final Journal journal;
    private final Segment segment;
    private final int position;
    private final int length;

    JournalRecord(Journal journal, Segment segment, int position, int length) {
        this.journal = journal;
        this.segment = segment;
        this.position = position;
        this.length = length;
    }

    /** Bytes of the body. */
    public int length() {
        return length;
    }

    /**
     * Reads a part of the body.
     *
     * @param offset within the body
     * @param into filled from its position to its limit
     */
    public void read(int offset, ByteBuffer into) throws IOException {
        segment.read(into, (long) position + offset);
    }

    /** What it says is elsewhere now, durably; once. */
    public void release() {
        journal.release(segment);
    }
}
