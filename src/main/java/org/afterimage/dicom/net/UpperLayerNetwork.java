package org.afterimage.dicom.net;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.afterimage.dicom.data.SopClass;

/**
 * The DICOM network by this project's own upper layer over TCP (PS3.8 9). It holds no thread while no association is
 * open.
 */
public final class UpperLayerNetwork implements DicomNetwork {

    private static final List<SupportedService> USED = List.of(
            VerificationScu.DESCRIPTION,
            AssociationStoreSession.DESCRIPTION,
            FindScu.DESCRIPTION,
            MoveScu.DESCRIPTION,
            GetScu.DESCRIPTION,
            StorageCommitmentResultReceiver.DESCRIPTION);

    private final AtomicLong associationIds = new AtomicLong();
    private final StorageCommitmentTransactions transactions = new StorageCommitmentTransactions();
    private final ScheduledThreadPoolExecutor watchdog = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "dicom-watchdog");
        thread.setDaemon(true);
        return thread;
    });
    private final AssociationRequestor requestor;

    /** Makes a network without a listener. */
    public UpperLayerNetwork() {
        this(new HostNames());
    }

    UpperLayerNetwork(HostNames hostNames) {
        requestor = new AssociationRequestor(watchdog, hostNames);
        watchdog.setRemoveOnCancelPolicy(true);
        watchdog.setKeepAliveTime(10, TimeUnit.SECONDS);
        watchdog.allowCoreThreadTimeOut(true);
    }

    @Override
    public Listener serve(
            ListenerSettings settings, AssociationPolicy policy, Services services, AssociationObserver observer)
            throws IOException {
        return new SocketListener(
                settings, policy, services, observer, associationIds, transactions, requestor, watchdog);
    }

    @Override
    public EchoResult echo(AssociationSettings settings, RemoteAe remote) throws IOException {
        long start = System.nanoTime();
        try (DimseServiceUser user = open(settings, remote, VerificationScu.PROPOSAL)) {
            long associated = System.nanoTime();
            Status status = new VerificationScu(user).echo();
            UserInformation peer = user.answer().userInformation();
            return new EchoResult(
                    status,
                    Duration.ofNanos(associated - start),
                    Duration.ofNanos(System.nanoTime() - associated),
                    peer.implementationClassUid(),
                    peer.implementationVersionName());
        }
    }

    @Override
    public StoreSession openStore(AssociationSettings settings, RemoteAe remote, Collection<ProposedContext> contexts)
            throws IOException {
        return new AssociationStoreSession(open(settings, remote, Proposal.of(contexts)));
    }

    @Override
    public FindResult find(AssociationSettings settings, RemoteAe remote, Query query, MatchReceiver matches)
            throws IOException {
        Proposal proposal = StudyRoot.proposal(SopClass.STUDY_ROOT_FIND, query.relational());
        try (DimseServiceUser user = open(settings, remote, proposal)) {
            return new FindScu(user, query).find(matches);
        }
    }

    @Override
    public RetrieveResult move(
            AssociationSettings settings,
            RemoteAe remote,
            Retrieval retrieval,
            String destinationAeTitle,
            RetrieveObserver progress)
            throws IOException {
        Proposal proposal = StudyRoot.proposal(SopClass.STUDY_ROOT_MOVE, retrieval.relational());
        try (DimseServiceUser user = open(settings, remote, proposal)) {
            return new MoveScu(user, retrieval).move(destinationAeTitle, progress);
        }
    }

    @Override
    public RetrieveResult get(
            AssociationSettings settings,
            RemoteAe remote,
            Retrieval retrieval,
            Collection<ProposedContext> contexts,
            StoreService store,
            RetrieveObserver progress)
            throws IOException {
        Proposal proposal = StudyRoot.proposal(SopClass.STUDY_ROOT_GET, retrieval.relational(), contexts);
        try (DimseServiceUser user = open(settings, remote, proposal)) {
            StorageScp storage = new StorageScp(store, associationIds.incrementAndGet());
            return new GetScu(user, retrieval, storage).get(progress);
        }
    }

    @Override
    public StorageCommitmentResult commit(
            AssociationSettings settings, RemoteAe remote, StorageCommitmentRequest request, Duration patience)
            throws IOException {
        try (DimseServiceUser user = open(settings, remote, StorageCommitmentScu.PROPOSAL)) {
            return new StorageCommitmentScu(user, transactions).commit(request, patience);
        }
    }

    @Override
    public List<SupportedService> usedServices() {
        return USED;
    }

    private DimseServiceUser open(AssociationSettings settings, RemoteAe remote, Proposal proposal) throws IOException {
        return new DimseServiceUser(requestor.open(settings, remote, proposal));
    }
}
