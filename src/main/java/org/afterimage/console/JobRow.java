package org.afterimage.console;

import java.time.Instant;

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
 * @param deeds what a person may do to it
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
        Instant endedAt,
        JobDeeds deeds) {}
