package org.afterimage.dicom.net;

import java.io.IOException;
import java.util.List;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.TransferSyntax;

/** Verifies a peer by C-ECHO (PS3.4 Annex A, PS3.7 9.1.5). */
final class VerificationScu {

    static final SupportedService DESCRIPTION = new SupportedService(
            "Verification",
            SupportedService.Role.SCU,
            List.of(SopClass.VERIFICATION),
            List.of("C-ECHO"),
            "PS3.4 Annex A");

    /** What is proposed. */
    static final Proposal PROPOSAL = Proposal.of(
            List.of(new ProposedContext(SopClass.VERIFICATION, List.of(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN))));

    private final DimseServiceUser user;

    /**
     * Makes it.
     *
     * @param user an association for which {@link #PROPOSAL} was proposed
     */
    VerificationScu(DimseServiceUser user) {
        this.user = user;
    }

    /** Asks and returns the status of the answer. */
    Status echo() throws IOException {
        NegotiatedContext context = user.context(any -> true)
                .orElseThrow(
                        () -> user.notAccepted(SopClass.VERIFICATION, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.name()));
        int messageId = user.nextMessageId();
        CommandSet command = new CEchoRq(messageId).toCommandSet();
        return user.request(messageId, association -> association.send(context.id(), command));
    }
}
