package org.afterimage.dicom.net;

import java.util.List;
import java.util.Optional;

/**
 * The A-ASSOCIATE-RQ PDU, which asks for an association (PS3.8 9.3.2).
 *
 * @param protocolVersion one bit a version, bit 0 for version 1, the only one
 * @param calledAeTitle AE title of the acceptor, cleaned of padding
 * @param callingAeTitle AE title of the requestor, cleaned of padding
 * @param applicationContextName {@link #DICOM_APPLICATION_CONTEXT} for DICOM
 * @param presentationContexts what the requestor proposes
 * @param userInformation what the requestor says of itself
 */
record AAssociateRq(
        int protocolVersion,
        String calledAeTitle,
        String callingAeTitle,
        String applicationContextName,
        List<PresentationContextRq> presentationContexts,
        UserInformation userInformation)
        implements Pdu {

    /** The one version of the protocol. */
    static final int PROTOCOL_VERSION = 1;

    /** DICOM's application context name (PS3.7 A.2.1). */
    static final String DICOM_APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1";

    AAssociateRq {
        presentationContexts = List.copyOf(presentationContexts);
    }

    @Override
    public PduType type() {
        return PduType.A_ASSOCIATE_RQ;
    }

    /** Returns the same request without the user, for the time after the negotiation. */
    AAssociateRq withoutUserIdentity() {
        return new AAssociateRq(
                protocolVersion,
                calledAeTitle,
                callingAeTitle,
                applicationContextName,
                presentationContexts,
                userInformation.withUserIdentity(Optional.empty()));
    }
}
