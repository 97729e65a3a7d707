package org.afterimage.dicom.net;

/** The peer did not take what was sent to it in time. The connection is closed. */
final class WriteTimeoutException extends PeerFailure {

    private static final long serialVersionUID = 1L;

    WriteTimeoutException(Deadline deadline, Throwable cause) {
        super("took no data for " + deadline.seconds(), cause);
    }
}
