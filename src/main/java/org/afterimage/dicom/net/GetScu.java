package org.afterimage.dicom.net;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;

/**
 * Fetches instances by C-GET in the study root: they come as C-STORE requests over the same association, in which this
 * side is their SCP (PS3.4 C.4.3, PS3.7 9.1.3).
 */
final class GetScu {

    static final SupportedService DESCRIPTION = new SupportedService(
            "Query/Retrieve",
            SupportedService.Role.SCU,
            List.of(SopClass.STUDY_ROOT_GET),
            List.of("C-GET", "C-STORE"),
            "PS3.4 Annex C");

    private final DimseServiceUser user;
    private final Retrieval retrieval;
    private final StorageScp storage;

    /**
     * Makes it.
     *
     * @param user an association for which {@link StudyRoot#proposal} was proposed
     * @param retrieval what to fetch
     * @param storage takes the instances
     */
    GetScu(DimseServiceUser user, Retrieval retrieval, StorageScp storage) {
        this.user = user;
        this.retrieval = retrieval;
        this.storage = storage;
    }

    /** Asks, takes what comes, and waits for the end. */
    RetrieveResult get(RetrieveObserver progress) throws IOException {
        NegotiatedContext context = StudyRoot.context(user, SopClass.STUDY_ROOT_GET, retrieval.relational());
        requireRole(context);
        int messageId = user.nextMessageId();
        DataSet identifier = StudyRoot.identifier(retrieval.level(), retrieval.keys());
        CommandSet command = new CGetRq(messageId, SopClass.STUDY_ROOT_GET).toCommandSet();
        return user.converse(association -> {
            association.send(context.id(), command, DataSets.encode(identifier, context));
            RetrieveResponses responses = new RetrieveResponses(
                    context,
                    CommandField.C_GET_RQ,
                    messageId,
                    retrieval,
                    progress,
                    new Cancellation(association, context.id(), messageId));
            Optional<RetrieveResult> result = Optional.empty();
            while (result.isEmpty()) {
                Message message = user.awaitMessage();
                if (message.command().integer(Tag.COMMAND_FIELD).orElse(0) == CommandField.C_STORE_RQ) {
                    store(association, message);
                    responses.keepTime();
                } else {
                    result = responses.take(message);
                }
            }
            return result.get();
        });
    }

    private void store(Association association, Message message) throws IOException {
        if (message.command().integer(Tag.MESSAGE_ID).isEmpty()) {
            throw new ProtocolViolationException(AAbort.BY_USER, "sent a request without a Message ID");
        }
        Status status = storage.perform(association, message);
        message.dataSet().drain();
        association.send(
                message.contextId(), DimseResponse.to(message.command(), status).toCommandSet());
    }

    private void requireRole(NegotiatedContext own) throws NotNegotiatedException {
        boolean canStore = user.context(
                        context -> context.id() != own.id() && user.mayBeScp(context.abstractSyntaxUid()))
                .isPresent();
        if (!canStore) {
            throw new NotNegotiatedException(
                    user.peer() + " accepted C-GET but none of the storage SOP classes with this"
                            + " node as their SCP, so nothing could be sent.");
        }
    }
}
