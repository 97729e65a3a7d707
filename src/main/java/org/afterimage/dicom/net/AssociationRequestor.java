package org.afterimage.dicom.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.afterimage.dicom.io.TransferSyntax;

/** Asks for associations as the requestor (PS3.8 7.1, PS3.7 D.3). */
final class AssociationRequestor {

    private static final int MAX_CONTEXTS = 128;

    private final ScheduledExecutorService watchdog;
    private final HostNames hostNames;

    /**
     * Makes a requestor.
     *
     * @param watchdog runs the check of write deadlines
     * @param hostNames finds the addresses of remotes
     */
    AssociationRequestor(ScheduledExecutorService watchdog, HostNames hostNames) {
        this.watchdog = watchdog;
        this.hostNames = hostNames;
    }

    /**
     * Connects and negotiates.
     *
     * @param settings who we are and how long we wait
     * @param remote the peer
     * @param proposal what to propose
     * @return the association
     * @throws AssociationException when there is none
     */
    Association open(AssociationSettings settings, RemoteAe remote, Proposal proposal) throws IOException {
        AAssociateRq request = request(settings, remote, proposal);
        Socket socket = connect(remote, settings.timeouts());
        Connection connection = connection(socket, remote, settings.timeouts());
        try {
            connection.handshake(Deadline.in(settings.timeouts().associate()));
            return negotiate(request, remote, connection, settings.timeouts());
        } catch (AssociationRejectedException e) {
            connection.close();
            throw e;
        } catch (NotNegotiatedException e) {
            Association.abort(connection, AAbort.BY_USER);
            throw e;
        } catch (IOException e) {
            Association.fail(connection, e);
            throw PeerFailure.sentence(remote.toString(), e);
        }
    }

    private static Association negotiate(
            AAssociateRq request, RemoteAe remote, Connection connection, Timeouts timeouts) throws IOException {
        new PduWriter(connection).write(request);
        PduReader reader = new PduReader(connection);
        Pdu pdu = reader.read(Deadline.in(timeouts.associate()));
        if (pdu instanceof AAssociateAc answer) {
            requireConfirmedUser(request, answer, remote);
            return new Association(
                    remote.toString(),
                    Association.Side.REQUESTOR,
                    request.withoutUserIdentity(),
                    answer,
                    connection,
                    reader,
                    timeouts);
        }
        if (pdu instanceof AAssociateRj rejected) {
            throw new AssociationRejectedException(remote, rejected.rejection());
        }
        if (pdu instanceof AAbort abort) {
            throw new PeerAbortedException(abort);
        }
        throw new ProtocolViolationException(
                AAbort.UNEXPECTED_PDU, "answered the association request by " + pdu.type());
    }

    /** An acceptor that knows nothing of users accepts without a word (PS3.7 D.3.3.7); who asked for one must stop. */
    private static void requireConfirmedUser(AAssociateRq request, AAssociateAc answer, RemoteAe remote)
            throws NotNegotiatedException {
        boolean wanted = request.userInformation()
                .userIdentity()
                .filter(UserIdentity::positiveResponseRequested)
                .isPresent();
        if (wanted && answer.userInformation().userIdentityAnswer().isEmpty()) {
            throw new NotNegotiatedException(remote + " did not confirm the user identity. It may not look at users;"
                    + " ask for no confirmation then.");
        }
    }

    private static AAssociateRq request(AssociationSettings settings, RemoteAe remote, Proposal proposal) {
        int count = proposal.contexts().size();
        if (count == 0 || count > MAX_CONTEXTS) {
            throw new IllegalArgumentException(
                    "An association takes 1 to " + MAX_CONTEXTS + " presentation contexts, not " + count + ".");
        }
        List<PresentationContextRq> proposed = new ArrayList<>();
        for (ProposedContext context : proposal.contexts()) {
            proposed.add(new PresentationContextRq(
                    2 * proposed.size() + 1,
                    context.abstractSyntaxUid(),
                    context.transferSyntaxes().stream().map(TransferSyntax::uid).toList()));
        }
        AsynchronousOperationsWindow window = settings.operationsWindow() == 1
                ? AsynchronousOperationsWindow.NOT_NEGOTIATED
                : new AsynchronousOperationsWindow(settings.operationsWindow(), 1);
        return new AAssociateRq(
                AAssociateRq.PROTOCOL_VERSION,
                remote.aeTitle(),
                settings.callingAeTitle(),
                AAssociateRq.DICOM_APPLICATION_CONTEXT,
                proposed,
                UserInformation.ofThisImplementation(settings.maxPduLength(), window, proposal.roles())
                        .withExtendedNegotiations(proposal.extendedNegotiations())
                        .withUserIdentity(settings.userIdentity()));
    }

    /** Looks the host up and connects; one deadline is for both. */
    private Socket connect(RemoteAe remote, Timeouts timeouts) throws IOException {
        Deadline deadline = Deadline.in(timeouts.connect());
        InetAddress host = addressOf(remote, timeouts);
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, remote.port()), Math.max(1, deadline.remainingMillis()));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw unreachable(remote, timeouts, e);
        }
    }

    private InetAddress addressOf(RemoteAe remote, Timeouts timeouts) throws AeUnreachableException {
        try {
            return hostNames.resolve(remote.host(), timeouts.connect()).get(0);
        } catch (UnknownHostException e) {
            throw new AeUnreachableException(
                    remote + " cannot be reached: " + e.getMessage() + ". Check its spelling and the name service.", e);
        }
    }

    private static AeUnreachableException unreachable(RemoteAe remote, Timeouts timeouts, IOException cause) {
        String reason;
        if (cause instanceof SocketTimeoutException) {
            reason = "it did not answer within "
                    + Deadline.in(timeouts.connect()).seconds() + ". Check the address and any firewall between.";
        } else if (cause instanceof ConnectException) {
            reason = "the connection was refused. Check that it runs and listens on this port.";
        } else {
            reason = cause.getMessage() + ".";
        }
        return new AeUnreachableException(remote + " cannot be reached: " + reason, cause);
    }

    private Connection connection(Socket socket, RemoteAe remote, Timeouts timeouts) throws IOException {
        try {
            return remote.transport() instanceof Transport.Tls tls
                    ? new Connection(
                            socket,
                            timeouts.write(),
                            watchdog,
                            () -> tls.context().clientEngine(remote.host(), remote.port()))
                    : new Connection(socket, timeouts.write(), watchdog);
        } catch (IOException e) {
            socket.close();
            throw PeerFailure.sentence(remote.toString(), e);
        }
    }
}
