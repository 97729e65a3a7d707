package org.afterimage.dicom.net;

import java.io.IOException;
import java.util.Optional;
import org.afterimage.dicom.data.Uid;
import org.afterimage.dicom.io.DicomFormatException;

/** Answers C-STORE with what the node's store service says (PS3.4 Annex B, PS3.7 9.1.1). */
final class StorageScp implements DimseService {

    private static final System.Logger LOG = System.getLogger(StorageScp.class.getName());

    private final StoreService store;
    private final long associationId;

    StorageScp(StoreService store, long associationId) {
        this.store = store;
        this.associationId = associationId;
    }

    @Override
    public Status perform(Association association, Message message) throws IOException {
        CStoreRq request = CStoreRq.of(message.command());
        NegotiatedContext context = association.contexts().get(message.contextId());
        Optional<Status> refusal = refuse(request, context, message);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        StoreRequest storeRequest = new StoreRequest(
                associationId,
                association.request().callingAeTitle(),
                association.request().calledAeTitle(),
                association.connection().peer(),
                request.sopClassUid(),
                request.sopInstanceUid(),
                context.transferSyntax(),
                request.messageId(),
                request.moveOriginatorAeTitle());
        try {
            return store.store(storeRequest, message.dataSet());
        } catch (IOException | RuntimeException e) {
            // When the association broke, the service only saw its data set break, and there is nobody to answer.
            message.dataSet().rethrowFailure();
            return statusOf(e);
        }
    }

    private static Optional<Status> refuse(CStoreRq request, NegotiatedContext context, Message message) {
        if (!message.command().hasDataSet()) {
            return Optional.of(Status.CANNOT_UNDERSTAND.withComment("C-STORE-RQ without a data set."));
        }
        if (!Uid.isTolerable(request.sopClassUid())) {
            return Optional.of(Status.MISTYPED_ARGUMENT.withComment("Affected SOP Class UID is not a UID."));
        }
        if (!request.sopClassUid().equals(context.abstractSyntaxUid())) {
            return Optional.of(
                    Status.SOP_CLASS_NOT_SUPPORTED.withComment("Affected SOP Class UID is not that of the context."));
        }
        if (!Uid.isTolerable(request.sopInstanceUid())) {
            return Optional.of(Status.INVALID_SOP_INSTANCE.withComment("Affected SOP Instance UID is not a UID."));
        }
        return Optional.empty();
    }

    private Status statusOf(Exception failure) {
        if (failure instanceof DicomFormatException) {
            return Status.CANNOT_UNDERSTAND.withComment(failure.getMessage());
        }
        if (failure instanceof IOException) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Association " + associationId + ": an instance could not be stored.",
                    failure);
            return Status.OUT_OF_RESOURCES.withComment("The instance could not be written; see the log of the node.");
        }
        LOG.log(
                System.Logger.Level.ERROR,
                "Association " + associationId + ": storing an instance failed by a bug.",
                failure);
        return Status.PROCESSING_FAILURE.withComment("Internal error; see the log of the node.");
    }
}
