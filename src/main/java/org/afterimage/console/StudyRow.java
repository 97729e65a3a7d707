package org.afterimage.console;

import java.time.Instant;
import java.util.List;

/**
 * A study in the list.
 *
 * @param id its row
 * @param uid Study Instance UID
 * @param patientId Patient ID
 * @param patientName Patient's Name
 * @param accession Accession Number
 * @param studyDate Study Date as sent
 * @param description Study Description
 * @param modalities of its series, with commas
 * @param state whether more is waited for
 * @param lastReceivedAt when its last instance came
 * @param jobs states of its jobs, oldest first
 */
public record StudyRow(
        long id,
        String uid,
        String patientId,
        String patientName,
        String accession,
        String studyDate,
        String description,
        String modalities,
        String state,
        Instant lastReceivedAt,
        List<String> jobs) {}
