package org.afterimage.dicom.net;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;

/** Has instances sent elsewhere by C-MOVE in the study root (PS3.4 C.4.2, PS3.7 9.1.4). */
final class MoveScu {

    static final SupportedService DESCRIPTION = new SupportedService(
            "Query/Retrieve",
            SupportedService.Role.SCU,
            List.of(SopClass.STUDY_ROOT_MOVE),
            List.of("C-MOVE"),
            "PS3.4 Annex C");

    private final DimseServiceUser user;
    private final Retrieval retrieval;

    /**
     * Makes it.
     *
     * @param user an association for which {@link StudyRoot#proposal} was proposed
     * @param retrieval what to send
     */
    MoveScu(DimseServiceUser user, Retrieval retrieval) {
        this.user = user;
        this.retrieval = retrieval;
    }

    /** Asks and waits for the end. */
    RetrieveResult move(String destinationAeTitle, RetrieveObserver progress) throws IOException {
        NegotiatedContext context = StudyRoot.context(user, SopClass.STUDY_ROOT_MOVE, retrieval.relational());
        int messageId = user.nextMessageId();
        DataSet identifier = StudyRoot.identifier(retrieval.level(), retrieval.keys());
        CommandSet command =
                new CMoveRq(messageId, SopClass.STUDY_ROOT_MOVE, AeTitle.require(destinationAeTitle)).toCommandSet();
        return user.converse(association -> {
            association.send(context.id(), command, DataSets.encode(identifier, context));
            RetrieveResponses responses = new RetrieveResponses(
                    context,
                    CommandField.C_MOVE_RQ,
                    messageId,
                    retrieval,
                    progress,
                    new Cancellation(association, context.id(), messageId));
            Optional<RetrieveResult> result = Optional.empty();
            while (result.isEmpty()) {
                result = responses.take(user.awaitMessage());
            }
            return result.get();
        });
    }
}
