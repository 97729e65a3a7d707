package org.afterimage.bench.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.net.AssociationObserver;
import org.afterimage.dicom.net.AssociationPolicy;
import org.afterimage.dicom.net.AssociationSettings;
import org.afterimage.dicom.net.DicomNetwork;
import org.afterimage.dicom.net.FailureReason;
import org.afterimage.dicom.net.Listener;
import org.afterimage.dicom.net.ListenerPort;
import org.afterimage.dicom.net.ListenerSettings;
import org.afterimage.dicom.net.ProposedContext;
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
import org.afterimage.dicom.net.StoreSession;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.Transport;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.node.CallerPolicy;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.NodeSettings;
import org.afterimage.node.RemoteSettings;

/** This node's network layer with the association policy of the node, which keeps what it gets in a folder. */
final class InteropNode implements AutoCloseable {
    /** The node's AE title. */
    static final String AE_TITLE = "AFTERIMAGE";

    private final DicomNetwork network = new UpperLayerNetwork();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Set<String> proposed = ConcurrentHashMap.newKeySet();
    private final Map<String, RemoteAe> remotes = new ConcurrentHashMap<>();
    private final Set<Rejection> rejections = ConcurrentHashMap.newKeySet();
    private final Set<String> begun = ConcurrentHashMap.newKeySet();
    private final Path folder;
    private final Listener listener;

    /**
     * Starts to listen on a port of loopback.
     *
     * @param folder for what is received
     * @param maxPduLength what it says it takes
     */
    InteropNode(Path folder, int maxPduLength) throws IOException {
        this(folder, maxPduLength, Transport.PLAIN);
    }

    /** As {@link #InteropNode(Path, int)}, over TLS or without. */
    InteropNode(Path folder, int maxPduLength, Transport transport) throws IOException {
        this.folder = Files.createDirectories(folder);
        NodeConfiguration configuration = new NodeConfiguration(
                folder,
                new NodeSettings(List.of(AE_TITLE), null, null, null, null, null, null, null, null, null),
                new RemoteSettings(List.of()));
        ListenerSettings settings = new ListenerSettings(
                InetAddress.getLoopbackAddress(),
                List.of(new ListenerPort(0, transport)),
                8,
                8,
                maxPduLength,
                Timeouts.defaults());
        Services services =
                Services.storing(this::keep).withStorageCommitment(new Kept()).withStorageCommitmentResults();
        listener = network.serve(
                settings, new Watching(new CallerPolicy(configuration)), services, AssociationObserver.NONE);
    }

    /** The port that is listened on. */
    int port() {
        return listener.port();
    }

    /**
     * Awaits an instance: forgets what was refused and received before.
     *
     * @param sample that will come
     */
    void await(Sample sample) throws IOException {
        begun.clear();
        refused.clear();
        proposed.clear();
        Files.deleteIfExists(file(sample.sopInstanceUid()));
    }

    /**
     * What became of the awaited instance.
     *
     * @param sample that should have come
     * @param said what its sender printed
     */
    Outcome arrived(Sample sample, String said) throws IOException {
        String uid = sample.transferSyntax().uid();
        if (Files.exists(file(sample.sopInstanceUid()))) {
            return Comparison.of(sample, file(sample.sopInstanceUid()));
        }
        if (refused.contains(uid)) {
            return new Outcome.Failed("this node refuses the transfer syntax");
        }
        if (begun.contains(sample.sopInstanceUid())) {
            return new Outcome.Failed("it came and was not kept: " + said);
        }
        // Nothing was refused and nothing came, so the sender itself gave up.
        return new Outcome.PeerCannot(
                "not sent",
                (proposed.contains(uid) ? "this node accepts it, it sends nothing: " : "it never proposes it: ")
                        + said);
    }

    /** Where an instance lies when it was received. */
    Path file(String sopInstanceUid) {
        return folder.resolve(sopInstanceUid + ".dcm");
    }

    /** Whether an association was rejected for this reason since {@link #forgetRejections}. */
    boolean hasRejected(Rejection rejection) {
        return rejections.contains(rejection);
    }

    /** Forgets what was rejected. */
    void forgetRejections() {
        rejections.clear();
    }

    /** Makes a peer known, so that it may ask for storage commitment. */
    void knows(RemoteAe remote) {
        remotes.put(remote.aeTitle(), remote);
    }

    /** Where it listens. */
    RemoteAe remote() {
        return new RemoteAe(AE_TITLE, "127.0.0.1", port());
    }

    /** The network of this node, to use services of peers. */
    DicomNetwork network() {
        return network;
    }

    /** How this node asks for associations. */
    AssociationSettings asking() {
        return AssociationSettings.of(AE_TITLE, Timeouts.defaults());
    }

    /** Keeps an instance that was fetched as if it had been sent. */
    Status keep(StoreRequest request, InputStream dataSet) throws IOException {
        begun.add(request.sopInstanceUid());
        try (OutputStream out = Files.newOutputStream(file(request.sopInstanceUid()))) {
            dataSet.transferTo(Part10.begin(
                    out,
                    request.sopClassUid(),
                    request.sopInstanceUid(),
                    request.transferSyntax(),
                    request.callingAeTitle()));
        }
        return Status.SUCCESS;
    }

    /** Opens an association as this node does, to send one SOP class in one transfer syntax. */
    StoreSession open(RemoteAe remote, String sopClassUid, TransferSyntax syntax) throws IOException {
        return network.openStore(
                AE_TITLE, remote, List.of(new ProposedContext(sopClassUid, List.of(syntax))), Timeouts.defaults());
    }

    @Override
    public void close() {
        listener.close();
    }

    /** What lies in the folder is safe. */
    private final class Kept implements StorageCommitmentService {
        @Override
        public Optional<RemoteAe> requestor(String callingAeTitle) {
            return Optional.ofNullable(remotes.get(callingAeTitle));
        }

        @Override
        public StorageCommitmentResult check(StorageCommitmentRequest request) {
            return new StorageCommitmentResult(
                    request.transactionUid(),
                    request.references().stream().filter(this::isHere).toList(),
                    request.references().stream()
                            .filter(reference -> !isHere(reference))
                            .map(reference ->
                                    new StorageCommitmentFailure(reference, FailureReason.NO_SUCH_OBJECT_INSTANCE))
                            .toList());
        }

        private boolean isHere(SopReference reference) {
            return Files.exists(file(reference.sopInstanceUid()));
        }
    }

    /** The node's policy, which remembers what was proposed. */
    private final class Watching implements AssociationPolicy {
        private final AssociationPolicy policy;

        Watching(AssociationPolicy policy) {
            this.policy = policy;
        }

        @Override
        public Optional<Rejection> check(String calledAeTitle, String callingAeTitle, InetAddress peer) {
            Optional<Rejection> rejection = policy.check(calledAeTitle, callingAeTitle, peer);
            rejection.ifPresent(rejections::add);
            return rejection;
        }

        @Override
        public boolean acceptsSopClass(String abstractSyntaxUid) {
            return policy.acceptsSopClass(abstractSyntaxUid);
        }

        @Override
        public Optional<TransferSyntax> choose(String abstractSyntaxUid, List<String> proposedUids) {
            proposed.addAll(proposedUids);
            Optional<TransferSyntax> chosen = policy.choose(abstractSyntaxUid, proposedUids);
            if (chosen.isEmpty()) {
                refused.addAll(proposedUids);
            }
            return chosen;
        }
    }
}
