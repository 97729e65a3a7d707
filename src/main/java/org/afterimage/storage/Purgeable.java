package org.afterimage.storage;

import java.time.Instant;

/**
 * What may go.
 *
 * @param kind what it is
 * @param id number of the study or of the job
 * @param studyInstanceUid the study
 * @param rule the entry of {@code storage.keep} that allows it
 * @param since from when its time counts
 * @param files how many there are
 * @param bytes of them together
 */
public record Purgeable(
        Kind kind, long id, String studyInstanceUid, String rule, Instant since, int files, long bytes) {
    /** What is purged as a whole. */
    public enum Kind {
        /** The received instances of a study. */
        STUDY,
        /** What a job made. */
        JOB
    }
}
