package org.afterimage.receive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.afterimage.dicom.net.StoreRequest;
import org.afterimage.fault.FaultPoint;
import org.afterimage.receive.journal.Journal;
import org.afterimage.receive.journal.JournalFolder;
import org.afterimage.receive.journal.JournalFullException;
import org.afterimage.receive.journal.JournalRecord;
import org.afterimage.receive.journal.JournalSize;

/**
 * Makes instances durable, so that they can be acknowledged, and hands them on to be filed: short ones by their bytes in the journal, long ones
 * by a file of their own and a note in the journal.
 */
final class DurableStore implements Closeable {
    private static final ByteBuffer NO_BODY = ByteBuffer.allocate(0);

    private final Spool spool;
    private final JournalFolder folder;
    private final Journal journal;
    private final Filer filer;
    private final ArrivalBuffers buffers;
    private final Duration patience;

    /** Brings long instances to disk while they arrive; more threads would not make the disk faster. */
    private final ExecutorService writer = Executors.newFixedThreadPool(2, task -> {
        Thread made = new Thread(task, "receive-writer");
        made.setDaemon(true);
        return made;
    });

    /**
     * Opens a journal on the spool.
     *
     * @param process by which name others know that this process lives: that of its journal
     * @param associations how many instances arrive at once at most
     * @param patience how long an instance waits for the disk, and closing for what is not filed
     */
    DurableStore(Spool spool, InstanceIndex index, String process, int associations, Duration patience)
            throws IOException {
        this(spool, index, process, JournalSize.fitting(spool.journals().path()), associations, patience);
    }

    DurableStore(
            Spool spool, InstanceIndex index, String process, JournalSize size, int associations, Duration patience)
            throws IOException {
        this.spool = spool;
        this.patience = patience;
        this.folder = spool.journals().make(process);
        this.journal = new Journal(folder, size, spool.sync());
        this.filer = new Filer(journal, new Filing(spool, index), patience);
        this.buffers = ArrivalBuffers.forAssociations(associations);
    }

    /** An instance that comes in. */
    record Incoming(UUID id, Arrival bytes) implements Closeable {
        @Override
        public void close() throws DiskException {
            bytes.close();
        }
    }

    /** Takes over a data set that arrives; the caller reads it to its end and closes it. */
    Incoming begin(InputStream dataSet, byte[] fileMeta) {
        UUID id = UUID.randomUUID();
        return new Incoming(
                id, new Arrival(dataSet, fileMeta, folder.path().resolve(id + ".dcm"), buffers, spool.sync(), writer));
    }

    /**
     * Makes an instance durable and sees to it that it is filed.
     *
     * @param dataSetOffset where in the bytes the data set begins
     * @param millis from the first byte to the last
     * @throws JournalFullException when too much waits to be filed
     * @throws IOException when the disk does not take it
     */
    void keep(Incoming incoming, StoreRequest request, IndexedHeader header, int dataSetOffset, double millis)
            throws IOException {
        Optional<ByteBuffer> memory = incoming.bytes().memory();
        FaultPoint.RECEIVED_BEFORE_DURABLE.reach();
        boolean inJournal = memory.isPresent() && journal.takes(memory.get().remaining());
        ArrivalNote note = ArrivalNote.of(incoming.id(), !inJournal, request, Instant.now(), millis);
        ReceivedInstance instance = new ReceivedInstance(
                request, header, note.name(), incoming.bytes().bytes(), dataSetOffset, note.receivedAt(), millis);
        filer.add(new Acknowledged(
                instance, inJournal ? inJournal(note, incoming.bytes(), memory.get()) : inFile(note, incoming)));
        FaultPoint.DURABLE_BEFORE_ANSWER.reach();
    }

    private Unfiled inJournal(ArrivalNote note, Arrival arrival, ByteBuffer bytes) throws IOException {
        arrival.lendBuffer();
        JournalRecord record = append(note, bytes);
        arrival.returnBuffer();
        return new Unfiled.InJournal(record);
    }

    private Unfiled inFile(ArrivalNote note, Incoming incoming) throws IOException {
        Path file = incoming.bytes().syncFile();
        folder.sync(spool.sync());
        JournalRecord record = append(note, NO_BODY);
        incoming.bytes().keep();
        return new Unfiled.InFile(file, record::release);
    }

    /** Waits for room as long as the patience lasts, unless nothing is filed at all. */
    private JournalRecord append(ArrivalNote note, ByteBuffer bytes) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                JournalRecord record = journal.append(note.encoded(), bytes, patience);
                folder.requireOwn();
                return record;
            } catch (JournalFullException e) {
                Duration left = Duration.ofNanos(deadline - System.nanoTime());
                if (left.isNegative() || filer.trouble().isPresent() || !awaitRoom(left)) {
                    throw e;
                }
            }
        }
    }

    private boolean awaitRoom(Duration longest) {
        try {
            return filer.awaitRoom(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How long an instance waits for what it needs. */
    Duration patience() {
        return patience;
    }

    /** What files instances. */
    Filer filer() {
        return filer;
    }

    /** Files what it can and leaves the rest for the next start. */
    @Override
    public void close() throws IOException {
        writer.shutdown();
        filer.close();
        journal.close();
    }
}
