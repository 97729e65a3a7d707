package org.afterimage.receive.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Records that are durable when {@link #append} returns. Each is written by its own thread, one behind the other; whoever comes first then
 * syncs all that are written, while others write the next behind them: nobody waits for company, one writer alone pays for no hop to another
 * thread, and the more there are, the fewer syncs each costs. The files are written over again once their records are released.
 */
public final class Journal implements Closeable {
    private static final Logger LOG = Logger.getLogger(Journal.class);

    private final JournalFolder folder;
    private final JournalSize size;
    private final FileSync sync;

    /** Held by the one that writes a record: guards the current segment and which records are written and not yet synced. */
    private final ReentrantLock writing = new ReentrantLock();

    /** In the order in which they were written. */
    private final ArrayDeque<Append> written = new ArrayDeque<>();

    /** Held by the one that syncs for all. */
    private final ReentrantLock syncing = new ReentrantLock();

    /** Guards the segments' counts and which are free. */
    private final Object monitor = new Object();

    private final ArrayDeque<Segment> free = new ArrayDeque<>();
    private final List<Segment> all = new ArrayList<>();
    private Segment current;
    private long epochs;
    private boolean closed;
    private volatile long lastAppend = System.nanoTime();

    /**
     * Opens a journal in a folder of its own.
     *
     * @param folder where its files go
     * @param size how much it may hold
     * @param sync how they are made durable
     * @throws IOException if the folder takes no file
     */
    public Journal(JournalFolder folder, JournalSize size, FileSync sync) throws IOException {
        this.folder = folder;
        this.size = size;
        this.sync = sync;
        this.current = begun(make());
        folder.sync(sync);
        folder.syncName(sync);
    }

    /** Whether a record of this length is taken. */
    public boolean takes(int bytes) {
        return RecordHeader.room(0, bytes) <= size.longestRecord();
    }

    /** When a record was last appended, as {@link System#nanoTime}. */
    public long lastAppend() {
        return lastAppend;
    }

    /** Share of the journal that held records take, 0 to 1. */
    public double fill() {
        synchronized (monitor) {
            long busy = all.stream().filter(segment -> segment.held() > 0).count();
            return (double) busy / size.segments();
        }
    }

    /**
     * Appends a record, and returns when it is durable.
     *
     * @param note what the body is, for those who find it after a crash
     * @param body from its position to its limit; not changed
     * @param patience how long to wait for the disk
     * @throws JournalFullException when all records are held
     * @throws IOException when the disk does not take it; a record that was late is released, and may be found after a crash all the same
     */
    public JournalRecord append(ByteBuffer note, ByteBuffer body, Duration patience) throws IOException {
        Append append = new Append(note, body);
        synchronized (monitor) {
            if (closed) {
                throw new IOException("the journal is closed");
            }
        }
        long deadline = System.nanoTime() + patience.toNanos();
        write(append, patience);
        while (!append.isDecided()) {
            if (syncing.tryLock()) {
                syncWritten();
            } else if (!append.await(deadline)) {
                return append.giveUp(notInTime(patience));
            }
        }
        return append.result();
    }

    private static IOException notInTime(Duration patience) {
        return new IOException("the disk did not answer in " + patience);
    }

    private void write(Append append, Duration patience) throws IOException {
        lockForWriting(patience);
        try {
            makeRoom(append);
            int start = current.end();
            try {
                int position = current.write(append.note(), append.body(), append.contentCheck());
                append.place(new JournalRecord(
                        this,
                        current,
                        position + append.note().remaining(),
                        append.body().remaining()));
            } catch (IOException | RuntimeException e) {
                current.cutBackTo(start);
                throw e;
            }
            hold(current);
            written.add(append);
            lastAppend = System.nanoTime();
        } finally {
            writing.unlock();
        }
    }

    private void lockForWriting(Duration patience) throws IOException {
        try {
            if (!writing.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw notInTime(patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while others wrote to the journal");
        }
    }

    /**
     * Syncs what is written, and lets the next go on. Those whose records are decided go their ways at once; of those that were written meanwhile
     * the first is woken, to sync them all.
     */
    private void syncWritten() {
        try {
            List<Append> batch = nextOfOneSegment();
            if (!batch.isEmpty()) {
                sync(batch);
            }
        } finally {
            syncing.unlock();
            wakeNext();
        }
    }

    private void sync(List<Append> batch) {
        Segment segment = batch.get(0).place().segment();
        try {
            segment.sync(sync);
        } catch (IOException | RuntimeException e) {
            failBehind(segment, e);
            batch.forEach(append -> fail(append, e));
            return;
        }
        for (Append append : batch) {
            if (!append.succeed()) {
                release(segment);
            }
        }
    }

    /** After a failed sync nobody knows what is on the disk: what lies behind would not be found after a crash, and nothing goes there any more. */
    private void failBehind(Segment segment, Exception reason) {
        writing.lock();
        try {
            for (Append append : nextOf(segment)) {
                fail(append, reason);
            }
            if (segment == current) {
                segment.cutBackTo(size.segmentBytes());
            }
        } finally {
            writing.unlock();
        }
    }

    private void fail(Append append, Exception reason) {
        append.fail(reason);
        release(append.place().segment());
    }

    private List<Append> nextOfOneSegment() {
        writing.lock();
        try {
            return written.isEmpty() ? List.of() : nextOf(written.peek().place().segment());
        } finally {
            writing.unlock();
        }
    }

    /** Takes those that come first and are in this segment. */
    private List<Append> nextOf(Segment segment) {
        List<Append> taken = new ArrayList<>();
        while (!written.isEmpty() && written.peek().place().segment() == segment) {
            taken.add(written.poll());
        }
        return taken;
    }

    /** Whoever writes at this moment looks afterwards by itself whether somebody syncs, so that none is waited for here. */
    private void wakeNext() {
        if (!writing.tryLock()) {
            return;
        }
        try {
            if (!written.isEmpty()) {
                written.peek().wake();
            }
        } finally {
            writing.unlock();
        }
    }

    private void hold(Segment segment) {
        synchronized (monitor) {
            segment.hold();
        }
    }

    /** Goes on to the next segment when this one is full. */
    private void makeRoom(Append append) throws IOException {
        if (append.room() > size.longestRecord() + RecordHeader.PAGE) {
            throw new IOException("a record of " + append.room() + " bytes is longer than the journal takes");
        }
        if (current.end() + append.room() <= size.segmentBytes()) {
            return;
        }
        synchronized (monitor) {
            Segment full = current;
            if (full.held() == 0) {
                current = begun(full);
            } else if (!free.isEmpty()) {
                current = begun(free.poll());
            } else if (all.size() < size.segments()) {
                current = begun(make());
                folder.sync(sync);
            } else {
                throw new JournalFullException(size.segments());
            }
        }
    }

    private Segment make() throws IOException {
        Segment segment = new Segment(folder.newSegment());
        all.add(segment);
        return segment;
    }

    private Segment begun(Segment segment) {
        segment.begin(++epochs);
        return segment;
    }

    void release(Segment segment) {
        synchronized (monitor) {
            if (segment.release() > 0 || segment == current || closed) {
                return;
            }
            try {
                segment.erase(sync);
            } catch (IOException e) {
                // What is found in it after a crash is known to the index by then.
                LOG.debug("a segment of the journal could not be erased", e);
            }
            free.add(segment);
        }
    }

    /** Begins the segment at hand anew if none of its records is held, so that a quiet node leaves nothing to look at after a crash. */
    public void rewind() {
        if (!writing.tryLock()) {
            return;
        }
        try {
            synchronized (monitor) {
                if (current.held() == 0 && current.end() > 0 && !closed) {
                    current.erase(sync);
                    begun(current);
                }
            }
        } catch (IOException e) {
            LOG.debug("the journal could not be rewound", e);
        } finally {
            writing.unlock();
        }
    }

    /** Takes no more records. The files are deleted unless records are held, which the next process will find. */
    @Override
    public void close() throws IOException {
        syncing.lock();
        writing.lock();
        try {
            synchronized (monitor) {
                if (closed) {
                    return;
                }
                closed = true;
                boolean empty = all.stream().allMatch(segment -> segment.held() == 0);
                for (Segment segment : all) {
                    segment.close();
                }
                if (empty) {
                    folder.delete();
                } else {
                    folder.close();
                }
            }
        } finally {
            writing.unlock();
            syncing.unlock();
        }
    }
}
