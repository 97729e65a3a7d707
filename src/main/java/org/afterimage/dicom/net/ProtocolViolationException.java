package org.afterimage.dicom.net;

import java.util.Optional;

/** The peer sent what the protocol does not allow. */
final class ProtocolViolationException extends PeerFailure {

    private static final long serialVersionUID = 1L;

    private final transient AAbort abort;

    /**
     * Makes one.
     *
     * @param abort what to answer
     * @param clause what the peer did
     */
    ProtocolViolationException(AAbort abort, String clause) {
        super(clause, null);
        this.abort = abort;
    }

    @Override
    Optional<AAbort> answer() {
        return Optional.of(abort);
    }
}
