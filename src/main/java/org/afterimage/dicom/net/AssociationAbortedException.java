package org.afterimage.dicom.net;

/** An association ended before its time (PS3.8 7.3, 7.4): the peer aborted it, hung up, broke the protocol, or let a deadline pass. */
public final class AssociationAbortedException extends AssociationException {

    private static final long serialVersionUID = 1L;

    AssociationAbortedException(String message, Throwable cause) {
        super(message, cause);
    }
}
