package org.afterimage.dicom.net;

/**
 * The A-ASSOCIATE-RJ PDU, which rejects an association (PS3.8 9.3.4).
 *
 * @param rejection result, source and reason
 */
record AAssociateRj(Rejection rejection) implements Pdu {

    @Override
    public PduType type() {
        return PduType.A_ASSOCIATE_RJ;
    }
}
