package org.afterimage.dicom.net;

import java.io.IOException;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.Limits;

/** Asks by C-FIND in the study root (PS3.4 C.4.1, PS3.7 9.1.2). Holds one match at a time. */
final class FindScu {

    static final SupportedService DESCRIPTION = new SupportedService(
            "Query/Retrieve",
            SupportedService.Role.SCU,
            List.of(SopClass.STUDY_ROOT_FIND),
            List.of("C-FIND"),
            "PS3.4 Annex C");

    private static final int MAX_DEPTH = 8;
    private static final int MAX_ELEMENTS = 10_000;
    private static final int MAX_INFLATE_RATIO = 100;

    private final DimseServiceUser user;
    private final Query query;

    /**
     * Makes it.
     *
     * @param user an association for which {@link StudyRoot#proposal} was proposed
     * @param query what to ask
     */
    FindScu(DimseServiceUser user, Query query) {
        this.user = user;
        this.query = query;
    }

    /** Asks and hands over the matches. */
    FindResult find(MatchReceiver matches) throws IOException {
        NegotiatedContext context = StudyRoot.context(user, SopClass.STUDY_ROOT_FIND, query.relational());
        int messageId = user.nextMessageId();
        DataSet identifier = StudyRoot.identifier(query.level(), query.keys());
        return user.converse(association -> {
            association.send(
                    context.id(),
                    new CFindRq(messageId, SopClass.STUDY_ROOT_FIND).toCommandSet(),
                    DataSets.encode(identifier, context));
            return take(matches, context, messageId, new Cancellation(association, context.id(), messageId));
        });
    }

    private FindResult take(MatchReceiver matches, NegotiatedContext context, int messageId, Cancellation cancellation)
            throws IOException {
        int count = 0;
        while (true) {
            Message message = user.awaitMessage();
            Status status =
                    DimseResponse.to(CommandField.C_FIND_RQ, messageId, message).status();
            if (!status.isPending()) {
                message.dataSet().drain();
                return new FindResult(status, count, cancellation.isSent());
            }
            if (cancellation.isSent() || count == query.maxMatches()) {
                message.dataSet().drain();
                cancellation.requireObedience();
                cancellation.send();
                continue;
            }
            count++;
            if (!matches.match(read(message, context))) {
                cancellation.send();
            }
        }
    }

    private DataSet read(Message message, NegotiatedContext context) throws IOException {
        if (!message.command().hasDataSet()) {
            throw new ProtocolViolationException(AAbort.BY_USER, "sent a match without an identifier");
        }
        int bytes = query.maxMatchBytes();
        Limits limits =
                new Limits(bytes, MAX_DEPTH, MAX_ELEMENTS, MAX_ELEMENTS, bytes, bytes, MAX_INFLATE_RATIO, bytes);
        try {
            return DataSets.read(message, context, limits);
        } catch (DicomFormatException e) {
            throw new ProtocolViolationException(
                    AAbort.BY_USER, "sent a match that cannot be read (" + e.getMessage() + ")");
        }
    }
}
