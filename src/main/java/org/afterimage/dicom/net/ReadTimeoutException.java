package org.afterimage.dicom.net;

import java.util.Optional;

/** The peer sent no complete PDU in time. */
final class ReadTimeoutException extends PeerFailure {

    private static final long serialVersionUID = 1L;

    ReadTimeoutException(Deadline deadline) {
        super("kept silent for " + deadline.seconds(), null);
    }

    @Override
    Optional<AAbort> answer() {
        return Optional.of(AAbort.REASON_NOT_SPECIFIED);
    }
}
