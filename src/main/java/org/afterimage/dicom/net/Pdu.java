package org.afterimage.dicom.net;

/** A protocol data unit of the DICOM upper layer (PS3.8 9.3). */
sealed interface Pdu permits AAssociateRq, AAssociateAc, AAssociateRj, PDataTf, AReleaseRq, AReleaseRp, AAbort {

    /** Bytes before the variable field: type, a reserved byte, and the length of what follows (PS3.8 9.3.1). */
    int HEADER_LENGTH = 6;

    /** The type in the first byte. */
    PduType type();
}
