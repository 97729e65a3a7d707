package org.afterimage.web;

import java.time.Instant;
import java.util.List;
import org.afterimage.provenance.DerivedInstanceEntity;
import org.afterimage.provenance.JobEntity;
import org.afterimage.provenance.RetractionEntity;
import org.afterimage.retract.Output;
import org.afterimage.retract.Retractions;

/**
 * A retraction as {@code /api/retractions} shows it.
 *
 * @param id its number; null for a dry run
 * @param selection in words: which outputs were meant
 * @param person who withdrew them; null where a dry run names nobody
 * @param reason why; null where a dry run names none
 * @param decidedAt when; null for a dry run
 * @param series what is withdrawn, or would be; null in a list of retractions
 * @param unfinishedJobs of the same selection, which have made nothing yet and may still do so
 * @param notes what the destinations are told
 */
public record RetractionView(
        Long id,
        String selection,
        String person,
        String reason,
        Instant decidedAt,
        List<Output> series,
        long unfinishedJobs,
        List<Note> notes) {
    /**
     * A rejection note on its way to a destination.
     *
     * @param jobId the job that sends it
     * @param state of that job
     * @param stateReason why it is there; null where there is nothing to say
     * @param sopInstanceUid of the note
     * @param studyInstanceUid of the study that it concerns
     * @param destination AE title
     */
    public record Note(
            long jobId,
            JobEntity.State state,
            String stateReason,
            String sopInstanceUid,
            String studyInstanceUid,
            String destination) {
        static Note of(JobEntity job) {
            DerivedInstanceEntity document = job.derived().get(0).instances().get(0);
            return new Note(
                    job.id(),
                    job.state(),
                    job.reason(),
                    document.sopInstanceUid(),
                    job.series().study().studyInstanceUid(),
                    job.destination());
        }
    }

    static RetractionView dryRun(String selection, String person, String reason, Retractions.Meant meant) {
        return new RetractionView(
                null, selection, person, reason, null, meant.outputs(), meant.unfinishedJobs(), List.of());
    }

    static RetractionView of(RetractionEntity retraction, List<Output> series, long unfinishedJobs) {
        return new RetractionView(
                retraction.id(),
                retraction.selection(),
                retraction.person(),
                retraction.reason(),
                retraction.decidedAt(),
                series,
                unfinishedJobs,
                retraction.notes().stream().map(Note::of).toList());
    }
}
