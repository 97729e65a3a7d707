package org.afterimage.dicom.net;

/**
 * The status of a DIMSE response: (0000,0900) Status and (0000,0902) Error Comment (PS3.7 Annex C, PS3.4 B.2.3).
 *
 * @param code 16-bit status code
 * @param comment what to tell the peer's administrator, empty for none; 64 ASCII characters travel
 */
public record Status(int code, String comment) {

    /** The operation was done; for C-STORE: the instance is safe. */
    public static final Status SUCCESS = of(0x0000);

    /** The operation failed for a reason inside this node. */
    public static final Status PROCESSING_FAILURE = of(0x0110);

    /** The SOP instance that a normalised operation is for does not exist. */
    public static final Status NO_SUCH_SOP_INSTANCE = of(0x0112);

    /** N-EVENT-REPORT: the event type is not one of the SOP class. */
    public static final Status NO_SUCH_EVENT_TYPE = of(0x0113);

    /** The data set of a normalised operation has a value that it cannot have. */
    public static final Status INVALID_ARGUMENT_VALUE = of(0x0115);

    /** The Affected SOP Instance UID is no valid UID. */
    public static final Status INVALID_SOP_INSTANCE = of(0x0117);

    /** The SOP class is not supported, or not the one of the presentation context. */
    public static final Status SOP_CLASS_NOT_SUPPORTED = of(0x0122);

    /** N-ACTION: the action type is not one of the SOP class. */
    public static final Status NO_SUCH_ACTION = of(0x0123);

    /** The peer may not do this. */
    public static final Status NOT_AUTHORIZED = of(0x0124);

    /** This node does not perform the operation. */
    public static final Status UNRECOGNIZED_OPERATION = of(0x0211);

    /** A parameter of the command is missing or malformed. */
    public static final Status MISTYPED_ARGUMENT = of(0x0212);

    /** A normalised operation needs more than there is. */
    public static final Status RESOURCE_LIMITATION = of(0x0213);

    /** C-STORE: no room; the sender should try again later. */
    public static final Status OUT_OF_RESOURCES = of(0xA700);

    /** C-STORE: the data set is not one of the announced SOP class or instance. */
    public static final Status DATA_SET_DOES_NOT_MATCH = of(0xA900);

    /** C-STORE: the data set cannot be read. */
    public static final Status CANNOT_UNDERSTAND = of(0xC000);

    /** C-FIND, C-MOVE, C-GET: ended because the requestor cancelled it. */
    public static final Status CANCEL = of(0xFE00);

    /** C-FIND: a match, and more may follow; C-MOVE, C-GET: sub-operations go on. */
    public static final Status PENDING = of(0xFF00);

    /** The longest comment that fits VR LO. */
    static final int MAX_COMMENT_LENGTH = 64;

    /** Checks that the code has 16 bits. */
    public Status {
        if (code < 0 || code > 0xFFFF) {
            throw new IllegalArgumentException("A status has 16 bits, not 0x" + Integer.toHexString(code) + ".");
        }
    }

    /** Returns a status without a comment. */
    public static Status of(int code) {
        return new Status(code, "");
    }

    /**
     * Returns this status with another comment; what cannot travel in an Error Comment is replaced or cut off when it
     * is sent.
     */
    public Status withComment(String newComment) {
        return new Status(code, newComment);
    }

    /** Says whether the operation was done as asked. */
    public boolean isSuccess() {
        return code == 0;
    }

    /** Says whether the operation was done with a remark (PS3.7 C.4). */
    public boolean isWarning() {
        return code == 0x0001 || code == 0x0107 || code == 0x0116 || (code & 0xF000) == 0xB000;
    }

    /** Says whether the operation was not done (PS3.7 C.5). */
    public boolean isFailure() {
        return !isSuccess() && !isWarning() && !isPending() && !isCancel();
    }

    /** Says whether more responses follow (PS3.7 C.3); FF01H is that of C-FIND when an optional key is not supported. */
    public boolean isPending() {
        return code == 0xFF00 || code == 0xFF01;
    }

    /** Says whether the operation was ended by C-CANCEL (PS3.7 C.2). */
    public boolean isCancel() {
        return code == 0xFE00;
    }

    /** Returns the code as PS3.7 writes it, with the comment if there is one: {@code A700H (disk full)}. */
    @Override
    public String toString() {
        String hex = String.format("%04XH", code);
        return comment.isEmpty() ? hex : hex + " (" + comment + ")";
    }
}
