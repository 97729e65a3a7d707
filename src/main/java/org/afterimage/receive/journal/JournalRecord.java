package org.afterimage.receive.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A durable record. Its place in the journal is kept until it is released. */
public final class JournalRecord implements Body {
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

    Segment segment() {
        return segment;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public void read(int offset, ByteBuffer into) throws IOException {
        segment.read(into, (long) position + offset);
    }

    /** What it says is elsewhere now, durably; once. */
    @Override
    public void release() {
        journal.release(segment);
    }
}
