package org.afterimage.console;

import java.time.Instant;
import org.afterimage.provenance.JobEntity;

/**
 * A job in the list.
 *
 * @param id its number
 * @param state how far it came
 * @param reasonCode why, for programs
 * @param reason why, in words
 * @param route by which it is
 * @param model that does the work
 * @param destination where its result goes
 * @param studyUid Study Instance UID
 * @param patientId Patient ID
 * @param patientName Patient's Name
 * @param accession Accession Number
 * @param createdAt when it was made
 * @param updatedAt when it last changed
 * @param endedAt when it ended; null while it has not
 */
public record JobRow(
        long id,
        String state,
        String reasonCode,
        String reason,
        String route,
        String model,
        String destination,
        String studyUid,
        String patientId,
        String patientName,
        String accession,
        Instant createdAt,
        Instant updatedAt,
        Instant endedAt) {
    /** Whether a person may have it tried again. */
    public boolean retryable() {
        return state.equals("FAILED")
                || state.equals("CANCELLED")
                || state.equals("SENT") && endedAt != null && "UNCONFIRMED".equals(reasonCode);
    }

    /** Whether its work can be done again with another model. */
    public boolean reprocessable() {
        return endedAt != null && !JobEntity.REJECTION_NOTE.equals(route);
    }

    /** Whether a person may call it off. */
    public boolean cancellable() {
        return state.equals("QUEUED") || state.equals("RUNNING") || state.equals("DELIVERING");
    }
}
