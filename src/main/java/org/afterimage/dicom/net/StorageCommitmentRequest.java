package org.afterimage.dicom.net;

import java.security.SecureRandom;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.Uid;

/**
 * The question whether instances are safe: the action information of a Storage Commitment Request (PS3.4 J.3.2.1).
 *
 * @param transactionUid Transaction UID, by which its result is recognised
 * @param references the instances, at least one
 */
public record StorageCommitmentRequest(String transactionUid, List<SopReference> references) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * Copies the list and checks both.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    public StorageCommitmentRequest {
        references = List.copyOf(references);
        if (!Uid.isTolerable(transactionUid)) {
            throw new IllegalArgumentException("Transaction UID is missing or not a UID.");
        }
        if (references.isEmpty()) {
            throw new IllegalArgumentException("The storage commitment request names no instances.");
        }
        if (references.stream().anyMatch(StorageCommitmentRequest::isDamaged)) {
            throw new IllegalArgumentException("The storage commitment request has a reference that is not a UID.");
        }
    }

    /** Returns a request with a transaction UID of its own, which nobody can guess. */
    public static StorageCommitmentRequest of(List<SopReference> references) {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        return new StorageCommitmentRequest(Uid.fromHash(random), references);
    }

    /** Reads the action information of an N-ACTION-RQ; {@link IllegalArgumentException} as the constructor. */
    static StorageCommitmentRequest of(DataSet dataSet) {
        return new StorageCommitmentRequest(
                dataSet.string(Tag.TRANSACTION_UID).orElse(""),
                dataSet.items(Tag.REFERENCED_SOP_SEQUENCE).stream()
                        .map(StorageCommitmentItems::reference)
                        .toList());
    }

    /** Returns the action information. */
    DataSet toDataSet() {
        return new DataSet()
                .putString(Tag.TRANSACTION_UID, transactionUid)
                .putItems(
                        Tag.REFERENCED_SOP_SEQUENCE,
                        references.stream().map(StorageCommitmentItems::item).toArray(DataSet[]::new));
    }

    private static boolean isDamaged(SopReference reference) {
        return !Uid.isTolerable(reference.sopClassUid()) || !Uid.isTolerable(reference.sopInstanceUid());
    }
}
