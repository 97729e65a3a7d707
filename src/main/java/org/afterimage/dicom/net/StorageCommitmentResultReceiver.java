package org.afterimage.dicom.net;

import java.io.IOException;
import java.util.List;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.DicomFormatException;

/**
 * Takes storage commitment results by N-EVENT-REPORT, as the SCU that asked for them (PS3.4 J.3.3, PS3.7 10.1.1).
 */
final class StorageCommitmentResultReceiver implements DimseService {

    static final SupportedService DESCRIPTION = new SupportedService(
            "Storage Commitment",
            SupportedService.Role.SCU,
            List.of(SopClass.STORAGE_COMMITMENT_PUSH_MODEL),
            List.of("N-ACTION", "N-EVENT-REPORT"),
            "PS3.4 Annex J");

    private final StorageCommitmentTransactions transactions;

    StorageCommitmentResultReceiver(StorageCommitmentTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Status perform(Association association, Message message) throws IOException {
        NEventReportRq event = NEventReportRq.of(message.command());
        NegotiatedContext context = association.contexts().get(message.contextId());
        if (!event.sopClassUid().equals(SopClass.STORAGE_COMMITMENT_PUSH_MODEL)
                || !context.abstractSyntaxUid().equals(SopClass.STORAGE_COMMITMENT_PUSH_MODEL)) {
            return DimseRefusal.EVENT_OF_ANOTHER_CLASS.status();
        }
        if (event.eventTypeId() != StorageCommitmentResult.SUCCESS_EVENT
                && event.eventTypeId() != StorageCommitmentResult.FAILURES_EVENT) {
            return DimseRefusal.NO_SUCH_EVENT.status();
        }
        if (!message.command().hasDataSet()) {
            return DimseRefusal.EVENT_WITHOUT_DATA_SET.status();
        }
        try {
            StorageCommitmentResult result =
                    StorageCommitmentResult.of(DataSets.read(message, context, StorageCommitmentItems.LIMITS));
            return transactions.complete(result) ? Status.SUCCESS : DimseRefusal.NO_SUCH_TRANSACTION.status();
        } catch (DicomFormatException | IllegalArgumentException e) {
            return DimseRefusal.BAD_EVENT_REPORT.status().withComment(e.getMessage());
        }
    }
}
