package org.afterimage.dicom.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.afterimage.dicom.io.TransferSyntax;

/** Asks for associations as the requestor (PS3.8 7.1, PS3.7 D.3). */
final class AssociationRequestor {

    private static final int MAX_CONTEXTS = 128;

    /** Only responses come in, so this is plenty. */
    private static final int MAX_PDU_LENGTH = 16 << 10;

    private final ScheduledExecutorService watchdog;

    AssociationRequestor(ScheduledExecutorService watchdog) {
        this.watchdog = watchdog;
    }

    /**
     * Connects and negotiates.
     *
     * @param callingAeTitle our AE title
     * @param remote the peer
     * @param contexts what to propose, 1 to 128
     * @param timeouts the deadlines
     * @return the association
     * @throws AssociationException when there is none
     */
    Association open(String callingAeTitle, RemoteAe remote, Collection<ProposedContext> contexts, Timeouts timeouts)
            throws IOException {
        AAssociateRq request = request(AeTitle.require(callingAeTitle), remote, contexts);
        Socket socket = connect(remote, timeouts);
        Connection connection = connection(socket, remote, timeouts);
        try {
            connection.handshake(Deadline.in(timeouts.associate()));
            return negotiate(request, remote, connection, timeouts);
        } catch (AssociationRejectedException e) {
            connection.close();
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
            return new Association(
                    remote.toString(),
                    request,
                    answer,
                    request.userInformation(),
                    answer.userInformation(),
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

    private static AAssociateRq request(String callingAeTitle, RemoteAe remote, Collection<ProposedContext> contexts) {
        if (contexts.isEmpty() || contexts.size() > MAX_CONTEXTS) {
            throw new IllegalArgumentException("An association takes 1 to " + MAX_CONTEXTS
                    + " presentation contexts, not " + contexts.size() + ".");
        }
        List<PresentationContextRq> proposed = new ArrayList<>();
        for (ProposedContext context : contexts) {
            proposed.add(new PresentationContextRq(
                    2 * proposed.size() + 1,
                    context.abstractSyntaxUid(),
                    context.transferSyntaxes().stream().map(TransferSyntax::uid).toList()));
        }
        return new AAssociateRq(
                AAssociateRq.PROTOCOL_VERSION,
                remote.aeTitle(),
                callingAeTitle,
                AAssociateRq.DICOM_APPLICATION_CONTEXT,
                proposed,
                UserInformation.ofThisImplementation(
                        MAX_PDU_LENGTH, AsynchronousOperationsWindow.NOT_NEGOTIATED, List.of()));
    }

    private static Socket connect(RemoteAe remote, Timeouts timeouts) throws IOException {
        InetSocketAddress address = new InetSocketAddress(remote.host(), remote.port());
        if (address.isUnresolved()) {
            throw new AeUnreachableException(
                    remote + " cannot be reached: the host name is unknown. Check its spelling and the name service.",
                    null);
        }
        Socket socket = new Socket();
        try {
            socket.connect(address, Math.toIntExact(timeouts.connect().toMillis()));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw unreachable(remote, timeouts, e);
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
                            tls.context().clientEngine(remote.host(), remote.port()))
                    : new Connection(socket, timeouts.write(), watchdog);
        } catch (IOException e) {
            socket.close();
            throw PeerFailure.sentence(remote.toString(), e);
        }
    }
}
