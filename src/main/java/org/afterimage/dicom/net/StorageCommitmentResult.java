package org.afterimage.dicom.net;

import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;

/**
 * Which instances are safe and which are not: the event information of a Storage Commitment Result (PS3.4 J.3.3.1). Only
 * what stands in {@code committed} is safe; what an SCP mentions nowhere is not.
 *
 * @param transactionUid Transaction UID of the request
 * @param committed what the SCP has taken responsibility for
 * @param failed what it has not, and why
 */
public record StorageCommitmentResult(
        String transactionUid, List<SopReference> committed, List<StorageCommitmentFailure> failed) {

    /** All instances are committed (PS3.4 Table J.3-2). */
    static final int SUCCESS_EVENT = 1;

    /** There are failures. */
    static final int FAILURES_EVENT = 2;

    /** Copies the lists. */
    public StorageCommitmentResult {
        committed = List.copyOf(committed);
        failed = List.copyOf(failed);
    }

    /** Reads the event information of an N-EVENT-REPORT-RQ; a failure without a reason is a processing failure. */
    static StorageCommitmentResult of(DataSet dataSet) {
        return new StorageCommitmentResult(
                dataSet.string(Tag.TRANSACTION_UID).orElse(""),
                dataSet.items(Tag.REFERENCED_SOP_SEQUENCE).stream()
                        .map(StorageCommitmentItems::reference)
                        .toList(),
                dataSet.items(Tag.FAILED_SOP_SEQUENCE).stream()
                        .map(StorageCommitmentResult::failure)
                        .toList());
    }

    /** Returns the event information; a sequence without items is left out. */
    DataSet toDataSet() {
        DataSet dataSet = new DataSet().putString(Tag.TRANSACTION_UID, transactionUid);
        if (!failed.isEmpty()) {
            dataSet.putItems(
                    Tag.FAILED_SOP_SEQUENCE,
                    failed.stream().map(StorageCommitmentResult::item).toArray(DataSet[]::new));
        }
        if (!committed.isEmpty()) {
            dataSet.putItems(
                    Tag.REFERENCED_SOP_SEQUENCE,
                    committed.stream().map(StorageCommitmentItems::item).toArray(DataSet[]::new));
        }
        return dataSet;
    }

    /** Returns the Event Type ID. */
    int eventTypeId() {
        return failed.isEmpty() ? SUCCESS_EVENT : FAILURES_EVENT;
    }

    private static DataSet item(StorageCommitmentFailure failure) {
        return StorageCommitmentItems.item(failure.reference())
                .putIntegers(Tag.FAILURE_REASON, VR.US, failure.reason().code());
    }

    private static StorageCommitmentFailure failure(DataSet item) {
        int code = item.integer(Tag.FAILURE_REASON).orElse(FailureReason.PROCESSING_FAILURE.code());
        return new StorageCommitmentFailure(StorageCommitmentItems.reference(item), new FailureReason(code));
    }
}
