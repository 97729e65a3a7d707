package org.afterimage.dicom.net;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import org.afterimage.dicom.data.SopClass;

/**
 * The requesting side of DIMSE on one association: requests go out and their responses are waited for, one at a time
 * (PS3.7 8.1).
 */
final class DimseServiceUser implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(DimseServiceUser.class.getName());
    private static final int LAST_MESSAGE_ID = 0xFFFF;

    private final Association association;
    private int messageId;
    private boolean ended;

    DimseServiceUser(Association association) {
        this.association = association;
    }

    /** Sends a request. */
    interface Sending {
        void on(Association association) throws IOException;
    }

    /** Returns an ID for the next message, unique among those under way. */
    int nextMessageId() {
        messageId = messageId == LAST_MESSAGE_ID ? 1 : messageId + 1;
        return messageId;
    }

    /** Returns what the peer answered to the request for the association. */
    AAssociateAc answer() {
        return association.answer();
    }

    /** Returns the first accepted presentation context that fits. */
    Optional<NegotiatedContext> context(Predicate<NegotiatedContext> fits) {
        return association.contexts().values().stream().filter(fits).findFirst();
    }

    /** Makes the exception for a SOP class without an accepted presentation context. */
    PresentationContextNotAcceptedException notAccepted(String sopClassUid, String transferSyntaxName) {
        return new PresentationContextNotAcceptedException(association.peer() + " does not accept "
                + SopClass.nameOf(sopClassUid) + " in " + transferSyntaxName + ".");
    }

    /**
     * Performs one operation.
     *
     * @param id Message ID of the request
     * @param sending sends the request
     * @return the status that the peer answered
     * @throws AssociationAbortedException when the association ended
     * @throws IOException when what was to be sent could not be read; the association is aborted
     */
    Status request(int id, Sending sending) throws IOException {
        if (ended) {
            throw new AssociationAbortedException("The association with " + association.peer() + " has ended.", null);
        }
        boolean answered = false;
        try {
            sending.on(association);
            Status status = awaitResponse(id);
            answered = true;
            return status;
        } catch (UnreadableDataSetException e) {
            association.abort(AAbort.BY_USER);
            throw e.original();
        } catch (IOException e) {
            association.fail(e);
            throw PeerFailure.sentence(association.peer(), e);
        } catch (RuntimeException | Error e) {
            association.abort(AAbort.BY_USER);
            throw e;
        } finally {
            ended = !answered;
        }
    }

    /** Releases the association, if it has not ended. */
    @Override
    public void close() {
        if (ended) {
            return;
        }
        ended = true;
        try {
            association.release();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "An association was not released in order.", e);
        }
    }

    private Status awaitResponse(int id) throws IOException {
        Message message = association
                .receive()
                .orElseThrow(() -> new ProtocolViolationException(
                        AAbort.UNEXPECTED_PDU, "asked for the release instead of answering"));
        DimseResponse response = DimseResponse.of(message.command());
        message.dataSet().drain();
        if (response.messageIdBeingRespondedTo() != id) {
            throw new ProtocolViolationException(
                    AAbort.BY_USER, "answered message " + response.messageIdBeingRespondedTo() + " instead of " + id);
        }
        return response.status();
    }
}
