package org.afterimage.receive.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;

/** A record on its way into the journal, made by the thread that waits for it. Decided once: durable, failed, or given up by whoever waited for it. */
final class Append {
    /** One that was woken to sync may have given up at that moment: so often, each looks by itself. */
    private static final long GLANCE_NANOS = 50_000_000;

    private final ByteBuffer note;
    private final ByteBuffer body;
    private final int contentCheck;
    private final Thread waiting = Thread.currentThread();
    private JournalRecord place;
    private Exception failure;
    private boolean durable;

    Append(ByteBuffer note, ByteBuffer body) {
        this.note = note.duplicate();
        this.body = body.duplicate();
        // Before the lock under which it is written.
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

    /** It is written, and not yet durable. */
    void place(JournalRecord written) {
        place = written;
    }

    JournalRecord place() {
        return place;
    }

    /**
     * Waits until it is decided or somebody must sync, as far as {@link #wake} tells, and sometimes for nothing.
     *
     * @param deadline as {@link System#nanoTime}
     * @return false when the deadline has passed or the thread is interrupted
     */
    boolean await(long deadline) {
        long left = deadline - System.nanoTime();
        if (left <= 0 || waiting.isInterrupted()) {
            return false;
        }
        if (!isDecided()) {
            LockSupport.parkNanos(this, Math.min(left, GLANCE_NANOS));
        }
        return true;
    }

    /** Has its thread look again. */
    void wake() {
        LockSupport.unpark(waiting);
    }

    synchronized boolean isDecided() {
        return durable || failure != null;
    }

    /** Says that it is durable; false when nobody waits for it any more. */
    synchronized boolean succeed() {
        durable = failure == null;
        wake();
        return durable;
    }

    synchronized void fail(Exception reason) {
        if (!isDecided()) {
            failure = reason;
        }
        wake();
    }

    /** For the one that waited long enough: what is known now. */
    JournalRecord giveUp(Exception reason) throws IOException {
        fail(reason);
        return result();
    }

    synchronized JournalRecord result() throws IOException {
        if (durable) {
            return place;
        }
        throw new IOException("the journal takes no record: " + failure.getMessage(), failure);
    }
}
