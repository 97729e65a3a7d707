package org.afterimage.receive.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Records that are durable when {@link #append} returns. Whoever comes first writes its own record and those that wait behind it, and syncs
 * them all by one sync: nobody waits for company, one writer alone pays for no hop to another thread, and the more there are, the fewer syncs
 * each costs. The files are written over again once their records are released.
 */
public final class Journal implements Closeable {
    private static final Logger LOG = Logger.getLogger(Journal.class);

    private final JournalFolder folder;
    private final JournalSize size;
    private final FileSync sync;
    private final ConcurrentLinkedQueue<Append> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();

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
        queue.add(append);
        long deadline = System.nanoTime() + patience.toNanos();
        while (!append.isDecided()) {
            if (writing.tryLock()) {
                writeQueue();
            } else if (!append.await(deadline)) {
                return append.giveUp(queue, new IOException("the disk did not answer in " + patience));
            }
        }
        return append.result();
    }

    /**
     * Writes all that wait, and lets the next go on. Those whose records are decided go their ways at once and need no lock; of those that came
     * meanwhile the first is woken, to write for them all.
     */
    private void writeQueue() {
        try {
            writeAll();
        } finally {
            writing.unlock();
            Append next = queue.peek();
            if (next != null) {
                next.wake();
            }
        }
    }

    private void writeAll() {
        List<Append> batch = new ArrayList<>();
        for (Append next = queue.poll(); next != null; next = queue.poll()) {
            batch.add(next);
        }
        lastAppend = System.nanoTime();
        int done = 0;
        while (done < batch.size()) {
            done += write(batch.subList(done, batch.size()));
        }
    }

    /** Writes as many as go into one segment, decides them, and returns how many these were. */
    private int write(List<Append> batch) {
        int count = 0;
        int start = -1;
        try {
            makeRoom(batch.get(0));
            start = current.end();
            while (count < batch.size() && current.end() + batch.get(count).room() <= size.segmentBytes()) {
                Append append = batch.get(count);
                int position = current.write(append.note(), append.body(), append.contentCheck());
                append.place(new JournalRecord(
                        this,
                        current,
                        position + append.note().remaining(),
                        append.body().remaining()));
                count++;
            }
        } catch (IOException | RuntimeException e) {
            return fail(batch.subList(0, Math.max(count + 1, 1)), start, e);
        }
        try {
            current.sync(sync);
        } catch (IOException | RuntimeException e) {
            // After a failed sync nobody knows what is on the disk; nothing goes behind it.
            int failed = fail(batch.subList(0, count), start, e);
            current.cutBackTo(size.segmentBytes());
            return failed;
        }
        synchronized (monitor) {
            for (Append append : batch.subList(0, count)) {
                current.hold();
                if (!append.succeed()) {
                    current.release();
                }
            }
        }
        return count;
    }

    private int fail(List<Append> batch, int start, Exception reason) {
        if (start >= 0) {
            current.cutBackTo(start);
        }
        batch.forEach(append -> append.fail(reason));
        return batch.size();
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
        }
    }
}
