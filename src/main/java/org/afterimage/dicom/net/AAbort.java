package org.afterimage.dicom.net;

/**
 * The A-ABORT PDU, which ends an association at once (PS3.8 9.3.8).
 *
 * @param source 0 the service user, that is the application; 2 the service provider, that is the upper layer
 * @param reason why the provider aborts, 0 from a user
 */
record AAbort(int source, int reason) implements Pdu {

    /** The application ended the association. */
    static final AAbort BY_USER = new AAbort(0, 0);

    /** The upper layer gives no reason, for one when a deadline passed. */
    static final AAbort REASON_NOT_SPECIFIED = new AAbort(2, 0);

    /** The type of the PDU is unknown. */
    static final AAbort UNRECOGNIZED_PDU = new AAbort(2, 1);

    /** The PDU has no place in this state of the association. */
    static final AAbort UNEXPECTED_PDU = new AAbort(2, 2);

    /** A parameter of the PDU has no place there. */
    static final AAbort UNEXPECTED_PDU_PARAMETER = new AAbort(2, 5);

    /** A parameter of the PDU has a value that it cannot have. */
    static final AAbort INVALID_PDU_PARAMETER_VALUE = new AAbort(2, 6);

    @Override
    public PduType type() {
        return PduType.A_ABORT;
    }

    /** Returns who aborted and why, in the standard's words. */
    String meaning() {
        if (source == 0) {
            return "by its application";
        }
        return switch (reason) {
            case 1 -> "unrecognised PDU";
            case 2 -> "unexpected PDU";
            case 4 -> "unrecognised PDU parameter";
            case 5 -> "unexpected PDU parameter";
            case 6 -> "invalid PDU parameter value";
            default -> "no reason given";
        };
    }
}
