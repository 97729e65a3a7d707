package org.afterimage.dicom.net;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.Limits;

/** Takes the responses to a C-MOVE or C-GET, which are alike (PS3.7 9.3.3.2 and 9.3.4.2), and cancels if it must. */
final class RetrieveResponses {

    /** Room for a list of 10,000 UIDs. */
    private static final Limits LIMITS = new Limits(1 << 20, 4, 1000, 1000, 2 << 20, 0, 1, 2 << 20);

    private final NegotiatedContext context;
    private final int commandField;
    private final int messageId;
    private final RetrieveObserver progress;
    private final Cancellation cancellation;
    private final Deadline end;

    /**
     * Prepares for the responses.
     *
     * @param context presentation context of the request
     * @param commandField Command Field of the request
     * @param messageId Message ID of the request
     * @param retrieval what was asked for
     * @param progress hears of the counts
     * @param cancellation ends the operation
     */
    RetrieveResponses(
            NegotiatedContext context,
            int commandField,
            int messageId,
            Retrieval retrieval,
            RetrieveObserver progress,
            Cancellation cancellation) {
        this.context = context;
        this.commandField = commandField;
        this.messageId = messageId;
        this.progress = progress;
        this.cancellation = cancellation;
        this.end = Deadline.in(retrieval.longest());
    }

    /**
     * Takes a response.
     *
     * @return the result, when it was the last
     * @throws ProtocolViolationException when it is none to this request, or the peer does not heed C-CANCEL
     */
    Optional<RetrieveResult> take(Message message) throws IOException {
        Status status = DimseResponse.to(commandField, messageId, message).status();
        SubOperations counts = SubOperations.of(message.command());
        if (!status.isPending()) {
            return Optional.of(new RetrieveResult(status, counts, failed(message)));
        }
        message.dataSet().drain();
        if (!cancellation.isSent() && !progress.progress(counts)) {
            cancellation.send();
        }
        keepTime();
        return Optional.empty();
    }

    /** Cancels a retrieval that takes too long, and ends one that does not heed it. */
    void keepTime() throws IOException {
        cancellation.requireObedience();
        if (end.remainingMillis() == 0) {
            cancellation.send();
        }
    }

    private List<String> failed(Message message) throws IOException {
        if (!message.command().hasDataSet()) {
            return List.of();
        }
        try {
            List<String> failed = DataSets.read(message, context, LIMITS).strings(Tag.FAILED_SOP_INSTANCE_UID_LIST);
            message.dataSet().drain();
            return failed;
        } catch (DicomFormatException e) {
            throw new ProtocolViolationException(
                    AAbort.BY_USER, "sent a list of failures that cannot be read (" + e.getMessage() + ")");
        }
    }
}
