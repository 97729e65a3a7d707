package org.afterimage.provenance.story;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * What a rejection note is about, and how it came to a destination. Nothing in it says who the patient is.
 *
 * @param sopInstanceUid of the note
 * @param seriesInstanceUid of its series
 * @param studyInstanceUid of the study that it belongs to
 * @param sha256 of its file
 * @param madeAt when
 * @param retraction the number of the retraction
 * @param person who withdrew what it lists
 * @param reason why
 * @param selection in words: what was meant by that
 * @param decidedAt when it was decided
 * @param jobId the job that brings it to its destination
 * @param destination AE title
 * @param state of the job
 * @param stateReason why it is there; null where there is nothing to say
 * @param rejected SOP Instance UIDs of what it lists
 * @param deliveries where it was sent
 */
public record NoteStory(
        String sopInstanceUid,
        String seriesInstanceUid,
        String studyInstanceUid,
        String sha256,
        OffsetDateTime madeAt,
        long retraction,
        String person,
        String reason,
        String selection,
        OffsetDateTime decidedAt,
        long jobId,
        String destination,
        String state,
        String stateReason,
        List<String> rejected,
        List<DerivedStory.Delivery> deliveries) {}
