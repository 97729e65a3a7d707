package org.afterimage.dicom.net;

/** The peer sent A-ABORT. */
final class PeerAbortedException extends PeerFailure {

    private static final long serialVersionUID = 1L;

    PeerAbortedException(AAbort abort) {
        super("aborted the association (" + abort.meaning() + ")", null);
    }
}
