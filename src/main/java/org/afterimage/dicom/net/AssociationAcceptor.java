package org.afterimage.dicom.net;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.afterimage.dicom.io.TransferSyntax;

/** Negotiates associations as the acceptor (PS3.8 7.1, PS3.7 D.3). */
final class AssociationAcceptor {

    private static final System.Logger LOG = System.getLogger(AssociationAcceptor.class.getName());

    private final ListenerSettings settings;
    private final AssociationPolicy policy;
    private final Services services;

    AssociationAcceptor(ListenerSettings settings, AssociationPolicy policy, Services services) {
        this.settings = settings;
        this.policy = policy;
        this.services = services;
    }

    /** The request of a peer and what came of it: an association, or a rejection that the peer was told. */
    record Outcome(AAssociateRq request, Optional<Association> association, Optional<Rejection> rejection) {}

    /**
     * Secures the connection if it is to be, waits for A-ASSOCIATE-RQ and answers it.
     *
     * @param connection a new connection
     * @param place takes a place for an association that is about to be accepted; false when there is none
     * @return the outcome; after a rejection the connection is closed
     * @throws PeerFailure when the peer sends no valid request in time
     */
    Outcome accept(Connection connection, BooleanSupplier place) throws IOException {
        connection.handshake(Deadline.in(settings.timeouts().associate()));
        PduReader reader = new PduReader(connection);
        PduWriter writer = new PduWriter(connection);
        Pdu pdu = reader.read(Deadline.in(settings.timeouts().associate()));
        if (pdu instanceof AAbort abort) {
            throw new PeerAbortedException(abort);
        }
        if (!(pdu instanceof AAssociateRq complete)) {
            throw new ProtocolViolationException(
                    AAbort.UNEXPECTED_PDU, "sent " + pdu.type() + " before A-ASSOCIATE-RQ");
        }
        PeerIdentity peer = new PeerIdentity(connection.peer(), connection.peerCertificates());
        Optional<Rejection> rejection = check(complete, peer);
        IdentityVerdict verdict = rejection.isPresent() ? IdentityVerdict.ignored() : identify(complete, peer);
        if (verdict instanceof IdentityVerdict.Refused refused) {
            rejection = Optional.of(refused.rejection());
        }
        if (rejection.isEmpty() && !place.getAsBoolean()) {
            rejection = Optional.of(Rejection.LOCAL_LIMIT_EXCEEDED);
        }
        AAssociateRq request = complete.withoutUserIdentity();
        if (rejection.isPresent()) {
            writer.write(new AAssociateRj(rejection.get()));
            connection.closeAfterLastPdu();
            return new Outcome(request, Optional.empty(), rejection);
        }
        AAssociateAc answer = answer(request, confirmation(complete, verdict));
        Association association = new Association(
                request.callingAeTitle() + " at " + connection.peer().getHostAddress(),
                Association.Side.ACCEPTOR,
                request,
                answer,
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

    private IdentityVerdict identify(AAssociateRq request, PeerIdentity peer) {
        return request.userInformation()
                .userIdentity()
                .map(identity -> policy.identify(request.callingAeTitle(), peer, identity))
                .orElseGet(IdentityVerdict::ignored);
    }

    private static Optional<UserIdentityAnswer> confirmation(AAssociateRq request, IdentityVerdict verdict) {
        boolean wanted = request.userInformation()
                .userIdentity()
                .filter(UserIdentity::positiveResponseRequested)
                .isPresent();
        return wanted && verdict instanceof IdentityVerdict.Recognized recognized
                ? Optional.of(new UserIdentityAnswer(recognized.serverResponse()))
                : Optional.empty();
    }

    private AAssociateAc answer(AAssociateRq request, Optional<UserIdentityAnswer> confirmation) {
        UserInformation theirs = request.userInformation();
        List<PresentationContextAc> contexts = request.presentationContexts().stream()
                .map(context -> answer(context, theirs))
                .toList();
        List<RoleSelection> roles = theirs.roleSelections().stream()
                .filter(role -> policy.acceptsSopClass(role.sopClassUid()))
                .map(this::agreed)
                .toList();
        UserInformation ours = UserInformation.ofThisImplementation(
                        settings.maxPduLength(),
                        theirs.asynchronousOperationsWindow().accepted(),
                        roles)
                .withUserIdentityAnswer(confirmation);
        return new AAssociateAc(
                AAssociateRq.PROTOCOL_VERSION,
                request.calledAeTitle(),
                request.callingAeTitle(),
                AAssociateRq.DICOM_APPLICATION_CONTEXT,
                contexts,
                ours);
    }

    /** Of the roles that the requestor would play, those that a service here plays the opposite of (PS3.7 D.3.3.4). */
    private RoleSelection agreed(RoleSelection proposed) {
        RoleSelection possible = services.rolesOfRequestor(proposed.sopClassUid());
        return new RoleSelection(
                proposed.sopClassUid(), proposed.scu() && possible.scu(), proposed.scp() && possible.scp());
    }

    /** A SOP class in which the requestor could play none of its roles is not supported for it. */
    private boolean isAccepted(String sopClassUid, UserInformation theirs) {
        RoleSelection roles =
                agreed(theirs.roleSelection(sopClassUid).orElseGet(() -> new RoleSelection(sopClassUid, true, false)));
        return (roles.scu() || roles.scp()) && policy.acceptsSopClass(sopClassUid);
    }

    private PresentationContextAc answer(PresentationContextRq context, UserInformation theirs) {
        List<String> proposed = context.transferSyntaxUids();
        // The answer has a transfer syntax even when it means nothing (PS3.8 9.3.3.2).
        String first = proposed.isEmpty() ? TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.uid() : proposed.get(0);
        if (!isAccepted(context.abstractSyntaxUid(), theirs)) {
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
