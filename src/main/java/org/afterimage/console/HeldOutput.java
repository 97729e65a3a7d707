package org.afterimage.console;

import java.time.Instant;

/**
 * A held output as people know it: by its patient and study.
 *
 * @param id number of its job
 * @param route that took the study
 * @param model that made it, with its version where that is known
 * @param destination where it would go
 * @param reason why it is held, in words
 * @param since when
 * @param study whose images it is made of
 */
public record HeldOutput(
        long id, String route, String model, String destination, String reason, Instant since, Study study) {
    /**
     * The study.
     *
     * @param uid Study Instance UID
     * @param patientName Patient's Name
     * @param patientId Patient ID
     * @param accession Accession Number
     * @param date Study Date
     * @param description Study Description
     */
    public record Study(
            String uid, String patientName, String patientId, String accession, String date, String description) {}
}
