package org.afterimage.dicom.net;

/** The peer answered a request by a failure, and nothing can come of it any more (PS3.7 C.5). */
public final class OperationFailedException extends AssociationException {

    private static final long serialVersionUID = 1L;

    private final transient Status status;

    OperationFailedException(String message, Status status) {
        super(message, null);
        this.status = status;
    }

    /** Returns what the peer answered. */
    public Status status() {
        return status;
    }
}
