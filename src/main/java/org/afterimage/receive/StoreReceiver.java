package org.afterimage.receive;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
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
import org.afterimage.receive.journal.JournalFullException;
import org.jboss.logging.Logger;

/**
 * The C-STORE service (PS3.4 Annex B): takes a data set in while it reads its header, and answers Success when it is durable. The file in the
 * spool and the rows of the index are made afterwards ({@link Filer}). A failure answers a status of PS3.4 B.2.3 and leaves nothing behind.
 */
public final class StoreReceiver implements StoreService, Closeable {
    private static final Logger LOG = Logger.getLogger(StoreReceiver.class);

    private final DurableStore store;
    private final Admission admission;
    private final ReceiveObserver observer;

    /** Makes the service. */
    StoreReceiver(DurableStore store, Admission admission, ReceiveObserver observer) {
        this.store = store;
        this.admission = admission;
        this.observer = observer;
    }

    /** Ends when what was acknowledged is filed, or can't be now. */
    @Override
    public void close() throws IOException {
        store.close();
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
        Optional<ReceiveRefusal> refused = admission.atFirst();
        if (refused.isPresent()) {
            return refused.get().status();
        }
        byte[] fileMeta = fileMeta(request);
        try (DurableStore.Incoming incoming = store.begin(dataSet, fileMeta)) {
            Arrival bytes = incoming.bytes();
            DataSet header = Part10.readOnItsWay(
                    bytes, request.transferSyntax(), bytes.path(), fileMeta.length, Limits.defaults());
            bytes.finish();
            Optional<Status> refusal = refusal(request, header);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            refused = admission.atLast(request, bytes, fileMeta.length, store.filer(), store.patience());
            if (refused.isPresent()) {
                return refused.get().status();
            }
            double millis = (System.nanoTime() - start) / 1e6;
            return keep(incoming, request, IndexedHeader.of(header), fileMeta.length, millis);
        } catch (DiskException e) {
            LOG.errorf(e, "association %d: the spool does not take data", request.associationId());
            return ReceiveRefusal.DISK.status();
        } catch (DicomFormatException e) {
            return ReceiveRefusal.UNREADABLE.status().withComment(e.getMessage());
        }
    }

    private Status keep(
            DurableStore.Incoming incoming,
            StoreRequest request,
            IndexedHeader header,
            int dataSetOffset,
            double millis)
            throws DiskException {
        try {
            store.keep(incoming, request, header, dataSetOffset, millis);
            return Status.SUCCESS;
        } catch (JournalFullException e) {
            LOG.errorf("association %d: %s", request.associationId(), e.getMessage());
            boolean databaseFails = store.filer()
                    .trouble()
                    .filter(SQLException.class::isInstance)
                    .isPresent();
            return (databaseFails ? ReceiveRefusal.DATABASE : ReceiveRefusal.DISK).status();
        } catch (IOException e) {
            throw new DiskException(e);
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
