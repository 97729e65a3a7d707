package org.afterimage.dicom.net;

import java.util.Optional;

/** The types of PDU (PS3.8 9.3.1). */
enum PduType {
    A_ASSOCIATE_RQ(0x01, "A-ASSOCIATE-RQ"),
    A_ASSOCIATE_AC(0x02, "A-ASSOCIATE-AC"),
    A_ASSOCIATE_RJ(0x03, "A-ASSOCIATE-RJ"),
    P_DATA_TF(0x04, "P-DATA-TF"),
    A_RELEASE_RQ(0x05, "A-RELEASE-RQ"),
    A_RELEASE_RP(0x06, "A-RELEASE-RP"),
    A_ABORT(0x07, "A-ABORT");

    private final int code;
    private final String standardName;

    PduType(int code, String standardName) {
        this.code = code;
        this.standardName = standardName;
    }

    /** Returns the type with this code. */
    static Optional<PduType> of(int code) {
        return code >= 1 && code <= 7 ? Optional.of(values()[code - 1]) : Optional.empty();
    }

    /** The first byte of the PDU. */
    int code() {
        return code;
    }

    /** Returns the name in the standard's spelling. */
    @Override
    public String toString() {
        return standardName;
    }
}
