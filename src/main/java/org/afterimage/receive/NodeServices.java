package org.afterimage.receive;

import java.util.List;
import java.util.Optional;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Services;
import org.afterimage.dicom.net.Status;
import org.afterimage.dicom.net.StorageCommitmentRequest;
import org.afterimage.dicom.net.StorageCommitmentResult;
import org.afterimage.dicom.net.StorageCommitmentService;
import org.afterimage.dicom.net.StoreService;
import org.afterimage.dicom.net.SupportedService;

/** What the node's listener does: the one place where that is put together, for the listener and for the conformance statement. */
public final class NodeServices {
    private NodeServices() {}

    /**
     * Puts the services together.
     *
     * @param store takes instances
     * @param commitment says which of them are safe
     */
    static Services of(StoreService store, StorageCommitmentService commitment) {
        return Services.storing(store).withStorageCommitment(commitment).withStorageCommitmentResults();
    }

    /** What they are, for a conformance statement. */
    public static List<SupportedService> supported() {
        return of((request, dataSet) -> Status.SUCCESS, new Nothing()).supported();
    }

    /** Has nothing and answers nobody: enough to be listed. */
    private static final class Nothing implements StorageCommitmentService {
        @Override
        public Optional<RemoteAe> requestor(String callingAeTitle) {
            return Optional.empty();
        }

        @Override
        public StorageCommitmentResult check(StorageCommitmentRequest request) {
            return new StorageCommitmentResult(request.transactionUid(), List.of(), List.of());
        }
    }
}
