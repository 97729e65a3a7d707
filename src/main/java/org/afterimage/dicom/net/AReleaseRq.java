package org.afterimage.dicom.net;

/** The A-RELEASE-RQ PDU, which asks to end an association in order (PS3.8 9.3.6). */
record AReleaseRq() implements Pdu {

    @Override
    public PduType type() {
        return PduType.A_RELEASE_RQ;
    }
}
