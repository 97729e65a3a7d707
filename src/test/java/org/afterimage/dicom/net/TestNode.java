package org.afterimage.dicom.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.tls.TlsContext;

/**
 * A listener on a free loopback port that keeps in memory what it receives and remembers how its associations ended.
 */
final class TestNode implements AutoCloseable {

    static final String AE_TITLE = "AFTERIMAGE";
    static final String REFUSED_AE_TITLE = "REFUSED";
    static final String SECURED_AE_TITLE = "SECURED";

    /** Deadlines that a loaded build machine does not miss. */
    static final Timeouts PATIENT = timeouts(Duration.ofSeconds(20));

    private final Listener listener;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<String> endings = new CopyOnWriteArrayList<>();
    private final List<String> failedHandshakes = new CopyOnWriteArrayList<>();
    private final Policy policy;

    /** An instance that was stored. */
    record Received(StoreRequest request, byte[] dataSet) {}

    private TestNode(ListenerSettings settings, Optional<StoreService> service) {
        this(settings, new UpperLayerNetwork(), new Policy(AE_TITLE), service, services -> services);
    }

    private TestNode(
            ListenerSettings settings,
            DicomNetwork network,
            Policy policy,
            Optional<StoreService> service,
            UnaryOperator<Services> more) {
        this.policy = policy;
        try {
            Services services = more.apply(Services.storing(service.orElse(this::keep)));
            listener = network.serve(settings, policy, services, new Endings());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TestNode start() {
        return start(PATIENT, 16);
    }

    static TestNode start(Timeouts timeouts, int maxAssociations) {
        return new TestNode(settings(timeouts, maxAssociations, 64 << 10), Optional.empty());
    }

    /** Listens under another AE title. */
    static TestNode named(String aeTitle) {
        return with(new UpperLayerNetwork(), new Policy(aeTitle), services -> services);
    }

    /** Offers more services, on a network that may have requests of its own. */
    static TestNode with(DicomNetwork network, UnaryOperator<Services> more) {
        return with(network, new Policy(AE_TITLE), more);
    }

    static TestNode with(DicomNetwork network, Policy policy, UnaryOperator<Services> more) {
        return new TestNode(settings(PATIENT, 16, 64 << 10), network, policy, Optional.empty(), more);
    }

    static TestNode withMaxPduLength(int maxPduLength) {
        return new TestNode(settings(PATIENT, 16, maxPduLength), Optional.empty());
    }

    static TestNode storingWith(StoreService service) {
        return storingWith(PATIENT, service);
    }

    static TestNode storingWith(Timeouts timeouts, StoreService service) {
        return new TestNode(settings(timeouts, 16, 64 << 10), Optional.of(service));
    }

    /** A node with a plain port and one for TLS, which takes a caller named SECURED over TLS only. */
    static TestNode secured(Timeouts timeouts, int maxAssociations, TlsContext tls) {
        ListenerSettings settings = new ListenerSettings(
                InetAddress.getLoopbackAddress(),
                List.of(new ListenerPort(0, Transport.PLAIN), new ListenerPort(0, new Transport.Tls(tls))),
                maxAssociations,
                64 << 10,
                timeouts);
        return new TestNode(settings, Optional.empty());
    }

    static Timeouts timeouts(Duration all) {
        return new Timeouts(all, all, all, all, all);
    }

    Listener listener() {
        return listener;
    }

    RemoteAe remote() {
        return new RemoteAe(AE_TITLE, "127.0.0.1", listener.port());
    }

    /** The remote that this node is over TLS. */
    RemoteAe remote(TlsContext client) {
        return new RemoteAe(AE_TITLE, "127.0.0.1", tlsPort(), new Transport.Tls(client));
    }

    int tlsPort() {
        return listener.ports().get(1);
    }

    /** What was reported of failed TLS handshakes so far. */
    List<String> failedHandshakes() {
        return failedHandshakes;
    }

    /** The certificates of those who asked for an association so far. */
    List<PeerIdentity> callers() {
        return policy.callers;
    }

    List<Received> received() {
        return received;
    }

    /** How the associations ended so far. */
    List<String> endings() {
        return endings;
    }

    /** Proves that the node still serves: a normal association verifies it. */
    Status echo() throws IOException {
        return new UpperLayerNetwork().echo("TESTER", remote(), PATIENT).status();
    }

    @Override
    public void close() {
        listener.close();
    }

    private static ListenerSettings settings(Timeouts timeouts, int maxAssociations, int maxPduLength) {
        return new ListenerSettings(InetAddress.getLoopbackAddress(), 0, maxAssociations, maxPduLength, timeouts);
    }

    private Status keep(StoreRequest request, InputStream dataSet) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        dataSet.transferTo(bytes);
        received.add(new Received(request, bytes.toByteArray()));
        return Status.SUCCESS;
    }

    private final class Endings implements AssociationObserver {
        @Override
        public void closed(long id, String calling, String called, InetAddress peer, String reason) {
            endings.add(reason);
        }

        @Override
        public void handshakeFailed(long id, InetAddress peer, String reason) {
            failedHandshakes.add(reason);
        }
    }

    /** Accepts AE title AFTERIMAGE from all but one, and a few SOP classes in every known transfer syntax. */
    static class Policy implements AssociationPolicy {

        private static final Set<String> SOP_CLASSES = Set.of(
                SopClass.VERIFICATION,
                SopClass.STORAGE_COMMITMENT_PUSH_MODEL,
                SopClass.CR_IMAGE,
                SopClass.CT_IMAGE,
                SopClass.SECONDARY_CAPTURE_IMAGE);

        private final String aeTitle;
        private final List<PeerIdentity> callers = new CopyOnWriteArrayList<>();

        Policy(String aeTitle) {
            this.aeTitle = aeTitle;
        }

        @Override
        public Optional<Rejection> check(String called, String calling, InetAddress peer) {
            if (!called.equals(aeTitle)) {
                return Optional.of(Rejection.CALLED_AE_TITLE_NOT_RECOGNIZED);
            }
            return calling.equals(REFUSED_AE_TITLE)
                    ? Optional.of(Rejection.CALLING_AE_TITLE_NOT_RECOGNIZED)
                    : Optional.empty();
        }

        @Override
        public Optional<Rejection> check(String called, String calling, PeerIdentity peer) {
            callers.add(peer);
            boolean hasToBeSecured = calling.equals(SECURED_AE_TITLE);
            return hasToBeSecured && peer.certificates().isEmpty()
                    ? Optional.of(Rejection.CALLING_AE_TITLE_NOT_RECOGNIZED)
                    : check(called, calling, peer.address());
        }

        @Override
        public boolean acceptsSopClass(String abstractSyntaxUid) {
            return SOP_CLASSES.contains(abstractSyntaxUid);
        }

        @Override
        public Optional<TransferSyntax> choose(String abstractSyntaxUid, List<String> proposed) {
            return proposed.stream()
                    .map(TransferSyntax::of)
                    .flatMap(Optional::stream)
                    .findFirst();
        }
    }
}
