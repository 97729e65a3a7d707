package org.afterimage.receive.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;

/** A record on its way into the journal. Decided once: durable, failed, or given up by whoever waited for it. */
final class Append {
    private final ByteBuffer note;
    private final ByteBuffer body;
    private final int contentCheck;
    private JournalRecord place;
    private Exception failure;
    private boolean durable;

    Append(ByteBuffer note, ByteBuffer body) {
        this.note = note.duplicate();
        this.body = body.duplicate();
        // By the thread that brings it and not by the one that writes for all.
        this.contentCheck = RecordHeader.check(note, body);
    }

    ByteBuffer note() {
        return note;
    }

    ByteBuffer body() {
        return body;
    }

    int contentCheck() {
        return contentCheck;
    }

    int room() {
        return RecordHeader.room(note.remaining(), body.remaining());
    }

    void place(JournalRecord written) {
        place = written;
    }

    synchronized boolean isDecided() {
        return durable || failure != null;
    }

    /** Says that it is durable; false when nobody waits for it any more. */
    synchronized boolean succeed() {
        durable = failure == null;
        return durable;
    }

    synchronized void fail(Exception reason) {
        if (!isDecided()) {
            failure = reason;
        }
    }

    /** For the one that waited long enough: what is known now. */
    JournalRecord giveUp(Queue<Append> queue, Exception reason) throws IOException {
        queue.remove(this);
        fail(reason);
        return result();
    }

    synchronized JournalRecord result() throws IOException {
        if (durable) {
            return place;
        }
        if (failure instanceof JournalFullException full) {
            throw full;
        }
        throw new IOException("the journal takes no record: " + failure.getMessage(), failure);
    }
}
