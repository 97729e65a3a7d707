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

    /** Returns the name of the peer, for messages. */
    String peer() {
        return association.peer();
    }

    /** Returns how many requests may be outstanding. */
    int operationsWindow() {
        return association.operationsWindow();
    }

    /** Says whether this side, as requestor, may be the SCU of a SOP class. */
    boolean mayBeScu(String sopClassUid) {
        return association.requestorRoles(sopClassUid).scu();
    }

    /** Says whether this side, as requestor, may be the SCP of a SOP class. */
    boolean mayBeScp(String sopClassUid) {
        return association.requestorRoles(sopClassUid).scp();
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
        return converse(association -> {
            sending.on(association);
            return awaitResponse(id);
        });
    }

    /** An exchange of messages. */
    interface Conversation<T> {
        T over(Association association) throws IOException;
    }

    /**
     * Exchanges messages of any kind; the association goes on when that ends without an exception.
     *
     * @param conversation sends and receives; the exceptions of a broken association may pass through it
     * @return what came of it
     * @throws AssociationException when the association ended, or from the conversation
     * @throws IOException when what was to be sent could not be read; the association is aborted
     */
    <T> T converse(Conversation<T> conversation) throws IOException {
        if (ended) {
            throw new AssociationAbortedException("The association with " + association.peer() + " has ended.", null);
        }
        boolean goesOn = false;
        try {
            T outcome = conversation.over(association);
            goesOn = true;
            return outcome;
        } catch (UnreadableDataSetException e) {
            association.abort(AAbort.BY_USER);
            throw e.original();
        } catch (AssociationException e) {
            association.abort(AAbort.BY_USER);
            throw e;
        } catch (IOException e) {
            association.fail(e);
            throw PeerFailure.sentence(association.peer(), e);
        } catch (RuntimeException | Error e) {
            association.abort(AAbort.BY_USER);
            throw e;
        } finally {
            ended = !goesOn;
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

    /** Waits for the next message. */
    Message awaitMessage() throws IOException {
        return association
                .receive()
                .orElseThrow(() -> new ProtocolViolationException(
                        AAbort.UNEXPECTED_PDU, "asked for the release instead of answering"));
    }

    private Status awaitResponse(int id) throws IOException {
        Message message = awaitMessage();
        DimseResponse response = DimseResponse.of(message.command());
        message.dataSet().drain();
        if (response.messageIdBeingRespondedTo() != id) {
            throw new ProtocolViolationException(
                    AAbort.BY_USER, "answered message " + response.messageIdBeingRespondedTo() + " instead of " + id);
        }
        return response.status();
    }
}
