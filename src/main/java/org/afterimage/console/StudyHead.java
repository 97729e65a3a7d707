package org.afterimage.console;

import java.time.Instant;

/**
 * Whose study it is, and how far its reception is.
 *
 * @param id its row
 * @param studyInstanceUid Study Instance UID
 * @param patientId Patient ID
 * @param patientName Patient's Name
 * @param accessionNumber Accession Number
 * @param studyDate Study Date as sent
 * @param description Study Description
 * @param state whether more is waited for
 * @param firstReceivedAt when its first instance came
 * @param lastReceivedAt when its last instance came
 */
public record StudyHead(
        long id,
        String studyInstanceUid,
        String patientId,
        String patientName,
        String accessionNumber,
        String studyDate,
        String description,
        String state,
        Instant firstReceivedAt,
        Instant lastReceivedAt) {}
