package org.afterimage.dicom.net;

import java.io.Serializable;

/**
 * Why an association is rejected: result, source and reason of the A-ASSOCIATE-RJ PDU (PS3.8 9.3.4, Table 9-21).
 *
 * @param result 1 rejected permanently, 2 rejected for now
 * @param source 1 the application entity, 2 the provider of ACSE, 3 the provider of the presentation layer
 * @param reason the diagnostic, whose meaning depends on the source
 */
public record Rejection(int result, int source, int reason) implements Serializable {

    /** The acceptor gives no reason. */
    public static final Rejection NO_REASON_GIVEN = new Rejection(1, 1, 1);

    /** The acceptor does not speak DICOM's application context. */
    public static final Rejection APPLICATION_CONTEXT_NAME_NOT_SUPPORTED = new Rejection(1, 1, 2);

    /** The acceptor does not know the caller. */
    public static final Rejection CALLING_AE_TITLE_NOT_RECOGNIZED = new Rejection(1, 1, 3);

    /** The acceptor has another name. */
    public static final Rejection CALLED_AE_TITLE_NOT_RECOGNIZED = new Rejection(1, 1, 7);

    /** The acceptor does not speak this version of the protocol. */
    public static final Rejection PROTOCOL_VERSION_NOT_SUPPORTED = new Rejection(1, 2, 2);

    /** The acceptor is congested for the moment. */
    public static final Rejection TEMPORARY_CONGESTION = new Rejection(2, 3, 1);

    /** The acceptor serves as many associations as it may. */
    public static final Rejection LOCAL_LIMIT_EXCEEDED = new Rejection(2, 3, 2);

    /** Says whether a later try may be accepted. */
    public boolean isTransient() {
        return result == 2;
    }

    /** Returns the meaning of source and reason in the standard's words. */
    public String meaning() {
        return switch (source << 8 | reason) {
            case 0x101, 0x201 -> "no reason given";
            case 0x102 -> "application context name not supported";
            case 0x103 -> "calling AE title not recognised";
            case 0x107 -> "called AE title not recognised";
            case 0x202 -> "protocol version not supported";
            case 0x301 -> "temporary congestion";
            case 0x302 -> "local limit exceeded";
            default -> "source " + source + ", reason " + reason;
        };
    }

    /** Returns what an administrator can do about it, one sentence. */
    public String advice() {
        return switch (source << 8 | reason) {
            case 0x103 -> "Add this node's AE title to those that the remote side accepts.";
            case 0x107 -> "Check the AE title spelling on both sides.";
            case 0x102, 0x202 -> "The remote side may not be a DICOM application.";
            case 0x301, 0x302 -> "It serves as many associations as it may; try again later.";
            default -> isTransient() ? "Try again later." : "Ask the administrator of the remote side.";
        };
    }
}
