package org.afterimage.console;

import java.util.List;
import org.afterimage.provenance.JobEntity.State;
import org.afterimage.web.JobView;

/**
 * What the page of a job shows.
 *
 * @param job the job, without the lists that stand here by themselves
 * @param way its stages in their order, each with its last time
 * @param derived the series that it made
 * @param gates what its gates found, those first that stopped it, as many as are shown
 * @param deliveries attempts to deliver what it made, as many as are shown
 */
public record JobDetail(
        JobView job,
        List<JobPageView.Step> way,
        List<Derived> derived,
        List<JobView.Gate> gates,
        List<JobView.Delivery> deliveries) {
    /** A series that it made, with how many instances there are of it. */
    public record Derived(String seriesInstanceUid, int seriesNumber, String description, int instances) {}

    /** Its state by name. */
    public String state() {
        return job.state().name();
    }

    /** Whether a person decides on it. */
    public boolean held() {
        return job.state() == State.HELD;
    }

    /** What a person may do to it. */
    public JobDeeds deeds() {
        return JobDeeds.of(
                job.id(),
                job.destination(),
                new JobDeeds.Facts(
                        job.state(),
                        job.reasonCode(),
                        job.endedAt() != null,
                        !derived.isEmpty() && job.purged() == null,
                        job.copyOf() != null,
                        job.noteOfRetraction() != null));
    }
}
