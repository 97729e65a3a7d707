package org.afterimage.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.net.AssociationObserver;
import org.afterimage.dicom.net.AssociationPolicy;
import org.afterimage.dicom.net.FailureReason;
import org.afterimage.dicom.net.Listener;
import org.afterimage.dicom.net.ListenerSettings;
import org.afterimage.dicom.net.Rejection;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Services;
import org.afterimage.dicom.net.SopReference;
import org.afterimage.dicom.net.Status;
import org.afterimage.dicom.net.StorageCommitmentFailure;
import org.afterimage.dicom.net.StorageCommitmentRequest;
import org.afterimage.dicom.net.StorageCommitmentResult;
import org.afterimage.dicom.net.StorageCommitmentService;
import org.afterimage.dicom.net.StoreRequest;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;

/**
 * A destination that counts what it gets, answers as a test wants, and confirms what it has kept. Real PACS are used where they can be made to
 * do what is tested; none refuses its second instance on demand.
 */
public final class CountingDestination implements AutoCloseable {
    private final Map<String, AtomicInteger> sent = new ConcurrentHashMap<>();
    private final Map<String, String> kept = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final AtomicInteger associations = new AtomicInteger();
    private final BiFunction<StoreRequest, Integer, Status> answers;
    private final int nodePort;
    private final Listener listener;

    /**
     * Opens it.
     *
     * @param port on loopback
     * @param nodePort where the node AFTERIMAGE takes results of storage commitment
     * @param answers what is answered to an instance, by its request and how often it came, from 1; what is answered with a pending status
     *     is answered with Success and not kept
     */
    public CountingDestination(int port, int nodePort, BiFunction<StoreRequest, Integer, Status> answers)
            throws IOException {
        this.answers = answers;
        this.nodePort = nodePort;
        ListenerSettings settings =
                new ListenerSettings(InetAddress.getLoopbackAddress(), port, 32, 65_536, Timeouts.defaults());
        listener = new UpperLayerNetwork()
                .serve(
                        settings,
                        new Policy(),
                        Services.storing(this::store).withStorageCommitment(new Commitment()),
                        new Counter());
    }

    /** How often each instance came, by SOP Instance UID. */
    public Map<String, AtomicInteger> sent() {
        return sent;
    }

    /** The largest number of associations that were open at once. */
    public int mostOpen() {
        return mostOpen.get();
    }

    /** How many associations there were. */
    public int associations() {
        return associations.get();
    }

    @Override
    public void close() {
        listener.close();
    }

    private Status store(StoreRequest request, InputStream dataSet) throws IOException {
        dataSet.transferTo(OutputStream.nullOutputStream());
        int times = sent.computeIfAbsent(request.sopInstanceUid(), uid -> new AtomicInteger())
                .incrementAndGet();
        Status status = answers.apply(request, times);
        if (status.isSuccess() || status.isWarning()) {
            kept.put(request.sopInstanceUid(), request.sopClassUid());
        }
        return status.isPending() ? Status.SUCCESS : status;
    }

    private final class Commitment implements StorageCommitmentService {
        @Override
        public Optional<RemoteAe> requestor(String callingAeTitle) {
            return Optional.of(new RemoteAe(callingAeTitle, "127.0.0.1", nodePort));
        }

        @Override
        public StorageCommitmentResult check(StorageCommitmentRequest request) {
            List<SopReference> committed = new ArrayList<>();
            List<StorageCommitmentFailure> failed = new ArrayList<>();
            for (SopReference reference : request.references()) {
                if (kept.containsKey(reference.sopInstanceUid())) {
                    committed.add(reference);
                } else {
                    failed.add(new StorageCommitmentFailure(reference, FailureReason.NO_SUCH_OBJECT_INSTANCE));
                }
            }
            return new StorageCommitmentResult(request.transactionUid(), committed, failed);
        }
    }

    private final class Counter implements AssociationObserver {
        @Override
        public void opened(long associationId, String callingAeTitle, String calledAeTitle, InetAddress peer) {
            associations.incrementAndGet();
            mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
        }

        @Override
        public void closed(
                long associationId, String callingAeTitle, String calledAeTitle, InetAddress peer, String reason) {
            if (!callingAeTitle.isEmpty()) {
                open.decrementAndGet();
            }
        }
    }

    private static final class Policy implements AssociationPolicy {
        @Override
        public Optional<Rejection> check(String called, String calling, InetAddress peer) {
            return Optional.empty();
        }

        @Override
        public boolean acceptsSopClass(String uid) {
            return uid.equals(SopClass.VERIFICATION)
                    || uid.equals(SopClass.STORAGE_COMMITMENT_PUSH_MODEL)
                    || SopClass.storage().contains(uid);
        }
    }
}
