package org.afterimage.dicom.net;

import java.util.Optional;

/** The peer sent no complete PDU in time. */
final class ReadTimeoutException extends PeerFailure {

    private static final long serialVersionUID = 1L;

    ReadTimeoutException(Deadline deadline) {
        super("kept silent for " + deadline.seconds(), null);
    }

    private ReadTimeoutException(String clause) {
        super(clause, null);
    }

    /** Makes the exception of a peer that sends, but more slowly than {@link Pace} allows. */
    static ReadTimeoutException tooSlow() {
        return new ReadTimeoutException("sent less than " + Pace.SLOWEST + " bytes a second");
    }

    @Override
    Optional<AAbort> answer() {
        return Optional.of(AAbort.REASON_NOT_SPECIFIED);
    }
}
