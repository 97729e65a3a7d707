package org.afterimage.dicom.net;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.DicomFormatException;

/** Answers N-ACTION of the Storage Commitment Push Model and has its result reported (PS3.4 J.3.2, PS3.7 10.1.4). */
final class StorageCommitmentScp implements DimseService {

    static final SupportedService DESCRIPTION = new SupportedService(
            "Storage Commitment",
            SupportedService.Role.SCP,
            List.of(SopClass.STORAGE_COMMITMENT_PUSH_MODEL),
            List.of("N-ACTION", "N-EVENT-REPORT"),
            "PS3.4 Annex J");

    /** The one instance of the SOP class (PS3.4 J.3.5). */
    static final String SOP_INSTANCE_UID = "1.2.840.10008.1.20.1.1";

    /** Request Storage Commitment (PS3.4 Table J.3-1). */
    static final int REQUEST_ACTION = 1;

    private static final System.Logger LOG = System.getLogger(StorageCommitmentScp.class.getName());

    private final StorageCommitmentService service;
    private final ServedContext served;

    StorageCommitmentScp(StorageCommitmentService service, ServedContext served) {
        this.service = service;
        this.served = served;
    }

    @Override
    public Status perform(Association association, Message message) throws IOException {
        NActionRq action = NActionRq.of(message.command());
        NegotiatedContext context = association.contexts().get(message.contextId());
        Optional<Status> refusal = refuse(action, context, message);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String calling = association.peerAeTitle();
        Optional<RemoteAe> requestor = service.requestor(calling);
        if (requestor.isEmpty()) {
            return DimseRefusal.NOT_A_REMOTE
                    .status()
                    .withComment("AE title " + calling + " is not among this node's remotes.");
        }
        if (!served.reports().haveRoom()) {
            return DimseRefusal.TOO_MANY_COMMITMENTS.status();
        }
        try {
            DataSet information = DataSets.read(message, context, StorageCommitmentItems.LIMITS);
            StorageCommitmentResult result = service.check(StorageCommitmentRequest.of(information));
            served.reports()
                    .add(new StorageCommitmentReport(requestor.get(), association.ownAeTitle(), context.id(), result));
            return Status.SUCCESS;
        } catch (DicomFormatException | IllegalArgumentException e) {
            return DimseRefusal.BAD_COMMITMENT_REQUEST.status().withComment(e.getMessage());
        } catch (IOException | RuntimeException e) {
            message.dataSet().rethrowFailure();
            LOG.log(
                    System.Logger.Level.ERROR,
                    "Association " + served.associationId() + ": storage commitment could not be checked.",
                    e);
            return DimseRefusal.COMMITMENT_NOT_KNOWN_NOW.status();
        }
    }

    private static Optional<Status> refuse(NActionRq action, NegotiatedContext context, Message message) {
        if (!action.sopClassUid().equals(SopClass.STORAGE_COMMITMENT_PUSH_MODEL)
                || !context.abstractSyntaxUid().equals(SopClass.STORAGE_COMMITMENT_PUSH_MODEL)) {
            return Optional.of(DimseRefusal.ACTION_OF_ANOTHER_CLASS.status());
        }
        if (!action.sopInstanceUid().equals(SOP_INSTANCE_UID)) {
            return Optional.of(DimseRefusal.NOT_THE_WELL_KNOWN_INSTANCE.status());
        }
        if (action.actionTypeId() != REQUEST_ACTION) {
            return Optional.of(DimseRefusal.NO_SUCH_ACTION.status());
        }
        return message.command().hasDataSet()
                ? Optional.empty()
                : Optional.of(DimseRefusal.ACTION_WITHOUT_DATA_SET.status());
    }
}
