package org.afterimage.notify;

import java.time.Instant;
import java.util.Optional;
import org.afterimage.node.Occasion;

/**
 * Something that people are to be told.
 *
 * @param at when it was
 * @param kind what it was
 * @param subject to what: a job, an AE title, a disk, a model, a node
 * @param over whether it is the end of something that was told before
 * @param sentence in words; of a job it may tell who the patient is
 * @param job for what happened to a job
 */
record Happened(Instant at, Occasion kind, String subject, boolean over, String sentence, Optional<Job> job) {
    /**
     * The job that it happened to.
     *
     * @param id its number
     * @param route that made it
     * @param model as the route names it
     * @param destination AE title of where its result goes
     * @param reasonCode why, for programs
     * @param study whom it is about; told only where that is asked for
     */
    record Job(long id, String route, String model, String destination, String reasonCode, Study study) {}

    /** The study of a job. */
    record Study(String studyInstanceUid, String patientId, String patientName, String accessionNumber) {}

    /** It happened to something else than a job. */
    static Happened of(Occasion kind, String subject, boolean over, String sentence, Instant at) {
        return new Happened(at, kind, subject, over, sentence, Optional.empty());
    }
}
