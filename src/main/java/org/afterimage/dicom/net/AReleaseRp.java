package org.afterimage.dicom.net;

/** The A-RELEASE-RP PDU, which answers A-RELEASE-RQ (PS3.8 9.3.7). */
record AReleaseRp() implements Pdu {

    @Override
    public PduType type() {
        return PduType.A_RELEASE_RP;
    }
}
