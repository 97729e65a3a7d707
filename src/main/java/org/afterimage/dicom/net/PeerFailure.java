package org.afterimage.dicom.net;

import java.io.IOException;
import java.util.Optional;

/**
 * What a peer did, or failed to do, that ends its association. The message is a clause whose subject is the peer,
 * without a full stop, such as "closed the connection".
 */
abstract sealed class PeerFailure extends IOException
        permits ProtocolViolationException,
                PeerAbortedException,
                PeerClosedException,
                ReadTimeoutException,
                TlsFailureException,
                WriteTimeoutException {

    private static final long serialVersionUID = 1L;

    PeerFailure(String clause, Throwable cause) {
        super(clause, cause);
    }

    /** Returns the A-ABORT PDU to answer, if any can still be. */
    Optional<AAbort> answer() {
        return Optional.empty();
    }

    /**
     * Puts any failure of a connection into a sentence.
     *
     * @param peer name of the peer
     * @param failure what happened
     */
    static AssociationAbortedException sentence(String peer, IOException failure) {
        if (failure instanceof AssociationAbortedException aborted) {
            return aborted;
        }
        String clause = failure instanceof PeerFailure
                ? failure.getMessage()
                : "dropped the connection (" + failure.getMessage() + ")";
        return new AssociationAbortedException(peer + " " + clause + ".", failure);
    }
}
