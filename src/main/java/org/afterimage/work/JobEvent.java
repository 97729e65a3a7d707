package org.afterimage.work;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.afterimage.check.GateResult;
import org.afterimage.provenance.JobEntity;
import org.afterimage.provenance.Stage;

/** What happened to a job; fired in the transaction that records it, so that observers choose whether they hear of what is not yet committed. */
public sealed interface JobEvent {
    /** Which job. */
    Subject job();

    /**
     * The job that something happened to.
     *
     * @param id of the job
     * @param studyInstanceUid of the study that it works on
     * @param route that made it
     * @param destination AE title of where its result goes
     * @param model as the route names it
     * @param createdAt when it was filed
     */
    record Subject(
            long id, String studyInstanceUid, String route, String destination, String model, Instant createdAt) {
        static Subject of(JobEntity job) {
            return new Subject(
                    job.id(),
                    job.series().study().studyInstanceUid(),
                    job.route(),
                    job.destination(),
                    job.model(),
                    job.createdAt());
        }
    }

    /**
     * A stage is done.
     *
     * @param job which job
     * @param stage which stage
     * @param startedAt when it began
     * @param took how long it took
     * @param detail what it did, in words
     */
    record StageDone(Subject job, Stage stage, Instant startedAt, Duration took, String detail) implements JobEvent {}

    /**
     * Its result was checked.
     *
     * @param job which job
     * @param gates each gate that was applied, to each of its instances
     */
    record Checked(Subject job, List<GateResult> gates) implements JobEvent {}

    /**
     * Nothing more will happen to the job by itself.
     *
     * @param job which job
     * @param state its last
     * @param reasonCode why, for programs; empty where the state says all
     * @param failed whether it came to nothing
     * @param at when
     */
    record Ended(Subject job, JobEntity.State state, String reasonCode, boolean failed, Instant at)
            implements JobEvent {}
}
