package org.afterimage.receive;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.Uid;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.net.Status;
import org.afterimage.dicom.net.StoreRequest;
import org.afterimage.dicom.net.StoreService;
import org.jboss.logging.Logger;

/**
 * The C-STORE service (PS3.4 Annex B): streams a data set to disk while it reads its header, and answers Success after the file is synced and
 * its rows are committed. A failure answers a status of PS3.4 B.2.3 and leaves nothing behind.
 *
 * <p>Each association syncs its own files, since file systems group concurrent syncs themselves; names and rows are made durable in groups
 * ({@link GroupCommit}).
 */
public final class StoreReceiver implements StoreService, Closeable {
    private static final Logger LOG = Logger.getLogger(StoreReceiver.class);

    /** Longer than the database may take for a group. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final Spool spool;
    private final InstanceIndex index;
    private final ReceiveObserver observer;
    private final GroupCommit commits;

    /** Makes the service. */
    public StoreReceiver(Spool spool, InstanceIndex index, ReceiveObserver observer) {
        this(spool, index, observer, PATIENCE);
    }

    StoreReceiver(Spool spool, InstanceIndex index, ReceiveObserver observer, Duration patience) {
        this.spool = spool;
        this.index = index;
        this.observer = observer;
        this.commits = new GroupCommit(spool, index, patience);
    }

    /** Ends when what is on its way into the index is there. */
    @Override
    public void close() {
        commits.close();
    }

    @Override
    public Status store(StoreRequest request, InputStream dataSet) throws IOException {
        long start = System.nanoTime();
        Status status = answer(request, dataSet, start);
        observer.stored(status, System.nanoTime() - start);
        if (!status.isSuccess()) {
            LOG.warnf(
                    "association %d: instance %s refused with %04X: %s",
                    request.associationId(), request.sopInstanceUid(), status.code(), status.comment());
        }
        return status;
    }

    private Status answer(StoreRequest request, InputStream dataSet, long start) throws IOException {
        try (Arrival arrival = new Arrival(spool)) {
            SpooledInput input = new SpooledInput(dataSet, arrival.file(), fileMeta(request));
            DataSet header = Part10.readOnItsWay(
                    input, request.transferSyntax(), arrival.file().path(), input.bytes(), Limits.defaults());
            input.finish();
            Optional<Status> refusal = refusal(request, header);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            ReceivedInstance received = new ReceivedInstance(
                    request,
                    IndexedHeader.of(header),
                    arrival.file().folder(),
                    arrival.file().name(),
                    input.bytes(),
                    input.sha256Hex(),
                    (System.nanoTime() - start) / 1e6);
            return answer(request, arrival.file(), commits.commit(received, arrival.file()));
        } catch (DiskException e) {
            LOG.errorf(e, "association %d: the spool does not take data", request.associationId());
            return ReceiveRefusal.DISK.status();
        } catch (DicomFormatException e) {
            return ReceiveRefusal.UNREADABLE.status().withComment(e.getMessage());
        }
    }

    /** The file of one instance, whose opening and closing are the disk's affair and not the peer's. */
    private record Arrival(Spool.Incoming file) implements Closeable {
        Arrival(Spool spool) throws DiskException {
            this(begin(spool));
        }

        private static Spool.Incoming begin(Spool spool) throws DiskException {
            Spool.Incoming[] begun = new Spool.Incoming[1];
            DiskException.at(() -> begun[0] = spool.begin());
            return begun[0];
        }

        @Override
        public void close() throws DiskException {
            DiskException.at(file::close);
        }
    }

    private static byte[] fileMeta(StoreRequest request) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        Part10.begin(
                bytes,
                request.sopClassUid(),
                request.sopInstanceUid(),
                request.transferSyntax(),
                request.callingAeTitle());
        return bytes.toByteArray();
    }

    private static Status answer(StoreRequest request, Spool.Incoming file, CommitResult result) {
        if (result instanceof CommitResult.Indexed indexed) {
            return stored(request, file, indexed.outcome());
        }
        if (result instanceof CommitResult.Undecided undecided) {
            // A row without its file would be acknowledged at the resend and lost; a file without a row costs space,
            // and that for a while.
            file.leaveOpen();
            LOG.errorf(
                    undecided.reason(), "association %d: nobody knows whether a row is there", request.associationId());
        } else if (result instanceof CommitResult.Refused refused) {
            LOG.errorf(refused.reason(), "association %d: nothing is kept", request.associationId());
            if (refused.reason() instanceof IOException) {
                return ReceiveRefusal.DISK.status();
            }
        }
        return ReceiveRefusal.DATABASE.status();
    }

    private static Status stored(StoreRequest request, Spool.Incoming file, InstanceIndex.Outcome outcome) {
        switch (outcome) {
            case NEW -> file.keep();
            case OTHER_CONTENT ->
                LOG.warnf(
                        "association %d: instance %s came again with other content; the first copy is kept",
                        request.associationId(), request.sopInstanceUid());
            case SAME_CONTENT ->
                LOG.debugf("association %d: instance %s came again", request.associationId(), request.sopInstanceUid());
        }
        return Status.SUCCESS;
    }

    private static Optional<Status> refusal(StoreRequest request, DataSet dataSet) {
        if (!dataSet.string(Tag.SOP_CLASS_UID).equals(Optional.of(request.sopClassUid()))) {
            return Optional.of(ReceiveRefusal.OTHER_SOP_CLASS.status());
        }
        if (!dataSet.string(Tag.SOP_INSTANCE_UID).equals(Optional.of(request.sopInstanceUid()))) {
            return Optional.of(ReceiveRefusal.OTHER_SOP_INSTANCE.status());
        }
        if (dataSet.string(Tag.STUDY_INSTANCE_UID).filter(Uid::isTolerable).isEmpty()) {
            return Optional.of(ReceiveRefusal.NO_STUDY.status());
        }
        if (dataSet.string(Tag.SERIES_INSTANCE_UID).filter(Uid::isTolerable).isEmpty()) {
            return Optional.of(ReceiveRefusal.NO_SERIES.status());
        }
        return Optional.empty();
    }
}
