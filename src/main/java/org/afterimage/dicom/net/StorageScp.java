package org.afterimage.dicom.net;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.afterimage.dicom.data.Uid;
import org.afterimage.dicom.io.DicomFormatException;

/** Answers C-STORE with what the node's store service says (PS3.4 Annex B, PS3.7 9.1.1). */
final class StorageScp implements DimseService {

    static final SupportedService DESCRIPTION =
            new SupportedService("Storage", SupportedService.Role.SCP, List.of(), List.of("C-STORE"), "PS3.4 Annex B");

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
                association.peerAeTitle(),
                association.ownAeTitle(),
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
            return Optional.of(DimseRefusal.NO_DATA_SET.status());
        }
        if (!Uid.isTolerable(request.sopClassUid())) {
            return Optional.of(DimseRefusal.SOP_CLASS_NOT_A_UID.status());
        }
        if (!request.sopClassUid().equals(context.abstractSyntaxUid())) {
            return Optional.of(DimseRefusal.SOP_CLASS_OF_ANOTHER_CONTEXT.status());
        }
        if (!Uid.isTolerable(request.sopInstanceUid())) {
            return Optional.of(DimseRefusal.SOP_INSTANCE_NOT_A_UID.status());
        }
        return Optional.empty();
    }

    private Status statusOf(Exception failure) {
        if (failure instanceof DicomFormatException) {
            return DimseRefusal.UNREADABLE.status().withComment(failure.getMessage());
        }
        if (failure instanceof IOException) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Association " + associationId + ": an instance could not be stored.",
                    failure);
            return DimseRefusal.NOT_WRITTEN.status();
        }
        LOG.log(
                System.Logger.Level.ERROR,
                "Association " + associationId + ": storing an instance failed by a bug.",
                failure);
        return DimseRefusal.INTERNAL_ERROR.status();
    }
}
