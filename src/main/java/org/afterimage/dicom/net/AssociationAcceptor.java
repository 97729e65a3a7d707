package org.afterimage.dicom.net;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.afterimage.dicom.io.TransferSyntax;

/** Negotiates associations as the acceptor (PS3.8 7.1, PS3.7 D.3). */
final class AssociationAcceptor {

    private static final System.Logger LOG = System.getLogger(AssociationAcceptor.class.getName());

    private final ListenerSettings settings;
    private final AssociationPolicy policy;

    AssociationAcceptor(ListenerSettings settings, AssociationPolicy policy) {
        this.settings = settings;
        this.policy = policy;
    }

    /** The request of a peer and what came of it: an association, or a rejection that the peer was told. */
    record Outcome(AAssociateRq request, Optional<Association> association, Optional<Rejection> rejection) {}

    /**
     * Waits for A-ASSOCIATE-RQ and answers it.
     *
     * @param connection a new connection
     * @return the outcome; after a rejection the connection is closed
     * @throws PeerFailure when the peer sends no valid request in time
     */
    Outcome accept(Connection connection) throws IOException {
        PduReader reader = new PduReader(connection);
        PduWriter writer = new PduWriter(connection);
        Pdu pdu = reader.read(Deadline.in(settings.timeouts().associate()));
        if (pdu instanceof AAbort abort) {
            throw new PeerAbortedException(abort);
        }
        if (!(pdu instanceof AAssociateRq request)) {
            throw new ProtocolViolationException(
                    AAbort.UNEXPECTED_PDU, "sent " + pdu.type() + " before A-ASSOCIATE-RQ");
        }
        Optional<Rejection> rejection =
                check(request, new PeerIdentity(connection.peer(), connection.peerCertificates()));
        if (rejection.isPresent()) {
            writer.write(new AAssociateRj(rejection.get()));
            connection.closeAfterLastPdu();
            return new Outcome(request, Optional.empty(), rejection);
        }
        AAssociateAc answer = answer(request);
        Association association = new Association(
                request.callingAeTitle() + " at " + connection.peer().getHostAddress(),
                request,
                answer,
                answer.userInformation(),
                request.userInformation(),
                connection,
                reader,
                settings.timeouts());
        writer.write(answer);
        return new Outcome(request, Optional.of(association), Optional.empty());
    }

    private Optional<Rejection> check(AAssociateRq request, PeerIdentity peer) {
        if ((request.protocolVersion() & AAssociateRq.PROTOCOL_VERSION) == 0) {
            return Optional.of(Rejection.PROTOCOL_VERSION_NOT_SUPPORTED);
        }
        if (!request.applicationContextName().equals(AAssociateRq.DICOM_APPLICATION_CONTEXT)) {
            return Optional.of(Rejection.APPLICATION_CONTEXT_NAME_NOT_SUPPORTED);
        }
        return policy.check(request.calledAeTitle(), request.callingAeTitle(), peer);
    }

    private AAssociateAc answer(AAssociateRq request) {
        List<PresentationContextAc> contexts =
                request.presentationContexts().stream().map(this::answer).toList();
        UserInformation theirs = request.userInformation();
        AsynchronousOperationsWindow window =
                theirs.asynchronousOperationsWindow().isNegotiated()
                        ? AsynchronousOperationsWindow.SYNCHRONOUS
                        : AsynchronousOperationsWindow.NOT_NEGOTIATED;
        // This side is an SCP only, so the peer may be an SCU and nothing else (PS3.7 D.3.3.4).
        List<RoleSelection> roles = theirs.roleSelections().stream()
                .filter(role -> policy.acceptsSopClass(role.sopClassUid()))
                .map(role -> new RoleSelection(role.sopClassUid(), role.scu(), false))
                .toList();
        return new AAssociateAc(
                AAssociateRq.PROTOCOL_VERSION,
                request.calledAeTitle(),
                request.callingAeTitle(),
                AAssociateRq.DICOM_APPLICATION_CONTEXT,
                contexts,
                UserInformation.ofThisImplementation(settings.maxPduLength(), window, roles));
    }

    private PresentationContextAc answer(PresentationContextRq context) {
        List<String> proposed = context.transferSyntaxUids();
        // The answer has a transfer syntax even when it means nothing (PS3.8 9.3.3.2).
        String first = proposed.isEmpty() ? TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.uid() : proposed.get(0);
        if (!policy.acceptsSopClass(context.abstractSyntaxUid())) {
            return new PresentationContextAc(context.id(), PresentationContextAc.ABSTRACT_SYNTAX_NOT_SUPPORTED, first);
        }
        Optional<String> chosen =
                policy.choose(context.abstractSyntaxUid(), proposed).map(TransferSyntax::uid);
        if (chosen.isPresent() && !proposed.contains(chosen.get())) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "The association policy chose a transfer syntax that was not proposed: {0}",
                    chosen.get());
            chosen = Optional.empty();
        }
        return chosen.map(uid -> new PresentationContextAc(context.id(), PresentationContextAc.ACCEPTANCE, uid))
                .orElseGet(() -> new PresentationContextAc(
                        context.id(), PresentationContextAc.TRANSFER_SYNTAXES_NOT_SUPPORTED, first));
    }
}
