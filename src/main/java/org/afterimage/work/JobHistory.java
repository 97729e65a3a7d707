package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.afterimage.check.GateResult;
import org.afterimage.provenance.JobEntity;
import org.afterimage.provenance.JobStageEntity;
import org.afterimage.provenance.Stage;

/** Records what jobs went through, counts it, and tells those who observe {@link JobEvent}; in the transaction of the caller. */
@ApplicationScoped
public class JobHistory {
    private final EntityManager entities;
    private final WorkMeters meters;
    private final Event<JobEvent> events;

    /** For the container. */
    public JobHistory(EntityManager entities, WorkMeters meters, Event<JobEvent> events) {
        this.entities = entities;
        this.meters = meters;
        this.events = events;
    }

    /** A stage is done. */
    void done(JobEntity job, Stage stage, Instant startedAt, double millis, String detail) {
        entities.persist(new JobStageEntity(job, stage, startedAt, millis, detail));
        meters.stage(stage, millis);
        Duration took = Duration.ofNanos(Math.round(millis * 1e6));
        events.fire(new JobEvent.StageDone(JobEvent.Subject.of(job), stage, startedAt, took, detail));
    }

    /** Its gates were applied. */
    void checked(JobEntity job, List<GateResult> gates) {
        events.fire(new JobEvent.Checked(JobEvent.Subject.of(job), gates));
    }

    /** The job has ended as it now is. */
    void ended(JobEntity job) {
        meters.ended(job.state(), job.reasonCode());
        events.fire(new JobEvent.Ended(
                JobEvent.Subject.of(job),
                job.state(),
                Objects.requireNonNullElse(job.reasonCode(), ""),
                job.state() == JobEntity.State.FAILED,
                job.endedAt()));
    }
}
