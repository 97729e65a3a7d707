package org.afterimage.dicom.net;

import java.io.IOException;
import java.util.Optional;

/** The end of an operation by C-CANCEL (PS3.7 9.3.2.3): sent once, and the peer has its idle deadline to end then. */
final class Cancellation {

    private final Association association;
    private final int contextId;
    private final int messageId;
    private Optional<Deadline> deadline = Optional.empty();

    /**
     * Prepares it.
     *
     * @param association the association of the operation
     * @param contextId presentation context of its request
     * @param messageId Message ID of its request
     */
    Cancellation(Association association, int contextId, int messageId) {
        this.association = association;
        this.contextId = contextId;
        this.messageId = messageId;
    }

    /** Sends C-CANCEL-RQ, the first time that it is called. */
    void send() throws IOException {
        if (deadline.isEmpty()) {
            association.send(contextId, new CCancelRq(messageId).toCommandSet());
            deadline = Optional.of(Deadline.in(association.timeouts().idle()));
        }
    }

    /** Says whether it was sent. */
    boolean isSent() {
        return deadline.isPresent();
    }

    /**
     * Looks at the clock.
     *
     * @throws ProtocolViolationException when the peer goes on although it has been cancelled
     */
    void requireObedience() throws ProtocolViolationException {
        if (deadline.isPresent() && deadline.get().remainingMillis() == 0) {
            throw new ProtocolViolationException(
                    AAbort.BY_USER,
                    "did not end an operation within " + deadline.get().seconds() + " of its cancellation");
        }
    }
}
