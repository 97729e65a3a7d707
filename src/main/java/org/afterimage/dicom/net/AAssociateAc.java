package org.afterimage.dicom.net;

import java.util.List;

/**
 * The A-ASSOCIATE-AC PDU, which accepts an association (PS3.8 9.3.3). Its AE titles repeat those of the request and
 * mean nothing.
 *
 * @param protocolVersion as in the request
 * @param calledAeTitle as in the request
 * @param callingAeTitle as in the request
 * @param applicationContextName as in the request
 * @param presentationContexts the answer to each proposed context
 * @param userInformation what the acceptor says of itself
 */
record AAssociateAc(
        int protocolVersion,
        String calledAeTitle,
        String callingAeTitle,
        String applicationContextName,
        List<PresentationContextAc> presentationContexts,
        UserInformation userInformation)
        implements Pdu {

    AAssociateAc {
        presentationContexts = List.copyOf(presentationContexts);
    }

    @Override
    public PduType type() {
        return PduType.A_ASSOCIATE_AC;
    }
}
