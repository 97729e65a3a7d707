package org.afterimage.dicom.net;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.afterimage.dicom.data.Tag;

/**
 * What one served association is to report to its peer by N-EVENT-REPORT (PS3.7 10.1.1), one report at a time. For the
 * thread of the association.
 *
 * <p>Some peers release the association as soon as their request was answered, and are confused by a report that meets
 * their release. So a report waits until the peer has been silent for a moment, which says that it stays for the
 * result; what was not reported when the association ends goes over another one.
 */
final class EventReports {

    /** How long a peer that is about to release may take. */
    static final Duration GRACE = Duration.ofMillis(500);

    /** More wait for nobody: they go over another association. */
    private static final int MOST_WAITING = 64;

    private static final int LAST_MESSAGE_ID = 0xFFFF;

    private final Deque<StorageCommitmentReport> waiting = new ArrayDeque<>();
    private Optional<StorageCommitmentReport> sent = Optional.empty();
    private int messageId;

    /** Says whether another report can be taken. */
    boolean haveRoom() {
        return waiting.size() < MOST_WAITING;
    }

    /** Takes a report. */
    void add(StorageCommitmentReport report) {
        waiting.add(report);
    }

    /** Says whether a report could be sent now. */
    boolean canSend() {
        return sent.isEmpty() && !waiting.isEmpty();
    }

    /** Sends the next report. */
    void send(Association association) throws IOException {
        StorageCommitmentReport report = waiting.element();
        NegotiatedContext context = association.contexts().get(report.contextId());
        messageId = messageId == LAST_MESSAGE_ID ? 1 : messageId + 1;
        report.send(association, context, messageId);
        sent = Optional.of(waiting.remove());
    }

    /**
     * Takes a response.
     *
     * @return the report that it answers, and how
     * @throws ProtocolViolationException when it answers nothing that was sent
     */
    Answered answered(CommandSet command) throws ProtocolViolationException {
        int field = command.integer(Tag.COMMAND_FIELD).orElse(0);
        if (sent.isEmpty() || field != CommandField.responseTo(CommandField.N_EVENT_REPORT_RQ)) {
            throw new ProtocolViolationException(
                    AAbort.BY_USER, String.format("sent a command that is no request (Command Field %04XH)", field));
        }
        DimseResponse response = DimseResponse.of(command);
        if (response.messageIdBeingRespondedTo() != messageId) {
            throw new ProtocolViolationException(
                    AAbort.BY_USER,
                    "answered message " + response.messageIdBeingRespondedTo() + " instead of " + messageId);
        }
        Answered answered = new Answered(sent.get(), response.status());
        sent = Optional.empty();
        return answered;
    }

    /**
     * How a peer took a report.
     *
     * @param report what was reported
     * @param status what it answered
     */
    record Answered(StorageCommitmentReport report, Status status) {}

    /** Hands over what was not answered, when the association has ended. */
    List<StorageCommitmentReport> takeLeft() {
        List<StorageCommitmentReport> left = new ArrayList<>(waiting);
        sent.ifPresent(left::add);
        waiting.clear();
        sent = Optional.empty();
        return left;
    }
}
