package org.afterimage.receive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.afterimage.dicom.net.FailureReason;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.SopReference;
import org.afterimage.dicom.net.StorageCommitmentFailure;
import org.afterimage.dicom.net.StorageCommitmentRequest;
import org.afterimage.dicom.net.StorageCommitmentResult;
import org.afterimage.dicom.net.StorageCommitmentService;
import org.jboss.logging.Logger;

/**
 * Says which instances are safe in this node (PS3.4 Annex J): those that the index has under the SOP class of the reference, and whose file
 * lies in the spool in its full length. An instance gets its row only after its file was synced, so a row is the proof of that.
 */
final class InstanceCommitment implements StorageCommitmentService {
    private static final Logger LOG = Logger.getLogger(InstanceCommitment.class);

    private final Function<String, Optional<RemoteAe>> remotes;
    private final Predicate<String> storedSopClasses;
    private final Index index;
    private final Path spool;

    /** Looks up instances; see {@link IndexedInstances#find}. */
    @FunctionalInterface
    interface Index {
        Map<String, IndexedInstances.Row> find(Collection<String> sopInstanceUids) throws IOException;
    }

    /**
     * Makes the service.
     *
     * @param remotes the application entities that may ask, by AE title
     * @param storedSopClasses which SOP classes this node stores
     * @param index what it has
     * @param spool where its files are
     */
    InstanceCommitment(
            Function<String, Optional<RemoteAe>> remotes, Predicate<String> storedSopClasses, Index index, Path spool) {
        this.remotes = remotes;
        this.storedSopClasses = storedSopClasses;
        this.index = index;
        this.spool = spool;
    }

    @Override
    public Optional<RemoteAe> requestor(String callingAeTitle) {
        return remotes.apply(callingAeTitle);
    }

    @Override
    public StorageCommitmentResult check(StorageCommitmentRequest request) throws IOException {
        Map<String, IndexedInstances.Row> rows = index.find(
                request.references().stream().map(SopReference::sopInstanceUid).toList());
        List<SopReference> committed = new ArrayList<>();
        List<StorageCommitmentFailure> failed = new ArrayList<>();
        for (SopReference reference : request.references()) {
            Optional<FailureReason> failure =
                    failure(reference, Optional.ofNullable(rows.get(reference.sopInstanceUid())));
            failure.ifPresentOrElse(
                    reason -> failed.add(new StorageCommitmentFailure(reference, reason)),
                    () -> committed.add(reference));
        }
        LOG.infof(
                "storage commitment %s: %d instances are safe, %d are not",
                request.transactionUid(), committed.size(), failed.size());
        return new StorageCommitmentResult(request.transactionUid(), committed, failed);
    }

    private Optional<FailureReason> failure(SopReference reference, Optional<IndexedInstances.Row> row) {
        if (row.isEmpty()) {
            return Optional.of(
                    storedSopClasses.test(reference.sopClassUid())
                            ? FailureReason.NO_SUCH_OBJECT_INSTANCE
                            : FailureReason.REFERENCED_SOP_CLASS_NOT_SUPPORTED);
        }
        if (!row.get().sopClassUid().equals(reference.sopClassUid())) {
            return Optional.of(FailureReason.CLASS_INSTANCE_CONFLICT);
        }
        return isThere(row.get()) ? Optional.empty() : Optional.of(FailureReason.PROCESSING_FAILURE);
    }

    /** A file that the index has and the disk has not is a fault of this node, and the sender had better keep its own. */
    private boolean isThere(IndexedInstances.Row row) {
        Path file = spool.resolve(row.file());
        try {
            if (Files.size(file) == row.bytes()) {
                return true;
            }
            LOG.errorf("the file %s of the index has %d bytes and not %d", file, Files.size(file), row.bytes());
        } catch (IOException e) {
            LOG.errorf(e, "the file %s of the index can't be read", file);
        }
        return false;
    }
}
