package org.afterimage.dicom.net;

/**
 * Why storage of an instance was not committed: (0008,1197) Failure Reason (PS3.3 C.14.1.1).
 *
 * @param code 16 bits; a peer may send others than the standard's
 */
public record FailureReason(int code) {

    /** The provider failed for a reason of its own. */
    public static final FailureReason PROCESSING_FAILURE = new FailureReason(0x0110);

    /** The provider does not have the instance. */
    public static final FailureReason NO_SUCH_OBJECT_INSTANCE = new FailureReason(0x0112);

    /** The provider has the instance under another SOP class. */
    public static final FailureReason CLASS_INSTANCE_CONFLICT = new FailureReason(0x0119);

    /** The provider commits no instances of this SOP class. */
    public static final FailureReason REFERENCED_SOP_CLASS_NOT_SUPPORTED = new FailureReason(0x0122);

    /** The transaction UID is in use already. */
    public static final FailureReason DUPLICATE_TRANSACTION_UID = new FailureReason(0x0131);

    /** The provider lacks the room. */
    public static final FailureReason RESOURCE_LIMITATION = new FailureReason(0x0213);

    /** Checks that the code has 16 bits. */
    public FailureReason {
        if (code < 0 || code > 0xFFFF) {
            throw new IllegalArgumentException("A failure reason has 16 bits, not " + code + ".");
        }
    }

    /** Returns the meaning in the standard's words. */
    public String meaning() {
        return switch (code) {
            case 0x0110 -> "processing failure";
            case 0x0112 -> "no such object instance";
            case 0x0119 -> "class / instance conflict";
            case 0x0122 -> "referenced SOP class not supported";
            case 0x0131 -> "duplicate transaction UID";
            case 0x0213 -> "resource limitation";
            default -> "unknown reason";
        };
    }

    /** Returns the code as PS3.3 writes it, with its meaning: {@code 0112H (no such object instance)}. */
    @Override
    public String toString() {
        return String.format("%04XH (%s)", code, meaning());
    }
}
