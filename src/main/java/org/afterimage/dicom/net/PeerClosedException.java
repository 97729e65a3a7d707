package org.afterimage.dicom.net;

/** The peer closed the connection without releasing the association. */
final class PeerClosedException extends PeerFailure {

    private static final long serialVersionUID = 1L;

    PeerClosedException() {
        super("closed the connection", null);
    }

    PeerClosedException(Throwable cause) {
        super("closed the connection", cause);
    }
}
