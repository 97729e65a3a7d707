package org.afterimage.dicom.net;

/** An association ended before its time: the peer aborted it, hung up, broke the protocol, or let a deadline pass. */
public final class AssociationAbortedException extends AssociationException {

    private static final long serialVersionUID = 1L;

    AssociationAbortedException(String message, Throwable cause) {
        super(message, cause);
    }
}
