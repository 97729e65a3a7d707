package org.afterimage.receive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.Uid;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.net.Status;
import org.afterimage.dicom.net.StoreRequest;
import org.afterimage.dicom.net.StoreService;
import org.jboss.logging.Logger;

/**
 * The C-STORE service (PS3.4 Annex B): streams a data set to disk, reads its header, and answers Success after the file is synced and its rows
 * are committed. A failure answers a status of PS3.4 B.2.3 and leaves nothing behind.
 */
public final class StoreReceiver implements StoreService {
    private static final Logger LOG = Logger.getLogger(StoreReceiver.class);
    private static final int BUFFER_BYTES = 1 << 16;

    private final Spool spool;
    private final InstanceIndex index;
    private final ReceiveObserver observer;

    /** Makes the service. */
    public StoreReceiver(Spool spool, InstanceIndex index, ReceiveObserver observer) {
        this.spool = spool;
        this.index = index;
        this.observer = observer;
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
        MessageDigest digest = sha256();
        try (Spool.Incoming incoming = begin()) {
            write(request, dataSet, incoming, digest);
            return keep(request, incoming, HexFormat.of().formatHex(digest.digest()), start);
        } catch (DiskException e) {
            LOG.errorf(e, "association %d: the spool does not take data", request.associationId());
            return ReceiveRefusal.DISK.status();
        } catch (DicomFormatException e) {
            return ReceiveRefusal.UNREADABLE.status().withComment(e.getMessage());
        }
    }

    private Spool.Incoming begin() throws DiskException {
        try {
            return spool.begin();
        } catch (IOException e) {
            throw new DiskException(e);
        }
    }

    /** Reading and writing fail for different reasons: a broken read is the peer's and ends the association, a broken write is this disk's. */
    private static void write(StoreRequest request, InputStream dataSet, Spool.Incoming incoming, MessageDigest digest)
            throws IOException {
        OutputStream out = new BufferedOutputStream(incoming.stream(), BUFFER_BYTES);
        disk(() -> Part10.begin(
                out,
                request.sopClassUid(),
                request.sopInstanceUid(),
                request.transferSyntax(),
                request.callingAeTitle()));
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int n = dataSet.read(buffer); n >= 0; n = dataSet.read(buffer)) {
            int length = n;
            digest.update(buffer, 0, length);
            disk(() -> out.write(buffer, 0, length));
        }
        disk(out::flush);
    }

    private Status keep(StoreRequest request, Spool.Incoming incoming, String sha256, long start) throws IOException {
        DicomObject object = Part10.read(incoming.file(), Limits.defaults());
        Optional<Status> refusal = refusal(request, object.dataSet());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        try {
            Optional<InstanceIndex.Outcome> known = index.recognise(request.sopInstanceUid(), sha256);
            return known.isPresent() ? known(request, known.get()) : keepNew(request, incoming, sha256, object, start);
        } catch (RuntimeException e) {
            LOG.errorf(e, "association %d: the index does not answer", request.associationId());
            return ReceiveRefusal.DATABASE.status();
        }
    }

    private Status keepNew(StoreRequest request, Spool.Incoming incoming, String sha256, DicomObject object, long start)
            throws IOException {
        disk(incoming::sync);
        long bytes = Files.size(incoming.file());
        String name = onDisk(incoming::keep);
        double millis = (System.nanoTime() - start) / 1e6;
        // When this throws, the file stays: a connection that breaks during the commit leaves open whether the row is
        // there, and a row without
        // its file would be acknowledged at the resend and lost. A file without a row costs space only.
        InstanceIndex.Outcome outcome =
                index.add(new ReceivedInstance(request, object.dataSet(), name, bytes, sha256, millis));
        if (outcome != InstanceIndex.Outcome.NEW) {
            spool.remove(name);
            return known(request, outcome);
        }
        LOG.debugf("association %d: instance %s kept", request.associationId(), request.sopInstanceUid());
        return Status.SUCCESS;
    }

    private static Status known(StoreRequest request, InstanceIndex.Outcome outcome) {
        if (outcome == InstanceIndex.Outcome.OTHER_CONTENT) {
            LOG.warnf(
                    "association %d: instance %s came again with other content; the first copy is kept",
                    request.associationId(), request.sopInstanceUid());
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

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private interface DiskWork {
        void run() throws IOException;
    }

    private interface DiskAnswer<T> {
        T get() throws IOException;
    }

    private static void disk(DiskWork work) throws DiskException {
        onDisk(() -> {
            work.run();
            return true;
        });
    }

    private static <T> T onDisk(DiskAnswer<T> work) throws DiskException {
        try {
            return work.get();
        } catch (IOException e) {
            throw new DiskException(e);
        }
    }

    /** The disk failed, as opposed to the network or the data. */
    private static final class DiskException extends IOException {
        private static final long serialVersionUID = 1L;

        DiskException(IOException cause) {
            super(cause);
        }
    }
}
