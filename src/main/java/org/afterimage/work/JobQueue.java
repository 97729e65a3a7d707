package org.afterimage.work;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import javax.sql.DataSource;

/** Puts jobs into the queue; inside a transaction the entry is made with it or not at all. */
@ApplicationScoped
public class JobQueue {
    /** The task of one job; its instance is the job's number. */
    static final TaskDescriptor<Void> JOB = TaskDescriptor.of("job");

    /** The time of what is not to be done until a person says so. */
    static final Instant PARKED = Instant.parse("9999-01-01T00:00:00Z");

    private final SchedulerClient client;

    /** For the container. */
    public JobQueue(DataSource dataSource) {
        this.client =
                SchedulerClient.Builder.create(dataSource).enablePriority().build();
    }

    /** Queues a job to run as soon as there is a slot; one that is queued already stays as it is. */
    public void enqueue(long jobId) {
        enqueue(jobId, 0, Instant.now());
    }

    /**
     * Queues a job; one that is queued already stays as it is.
     *
     * @param priority what is higher is taken up first
     * @param earliest before this it is not taken up
     */
    public void enqueue(long jobId, int priority, Instant earliest) {
        client.scheduleIfNotExists(
                JOB.instance(Long.toString(jobId)).priority(priority).scheduledTo(earliest));
    }

    /** Takes a job out of the queue, where it is; one that a slot has taken up is not in it. */
    void withdraw(long jobId) {
        client.getScheduledExecution(JOB.instanceId(Long.toString(jobId)))
                .filter(found -> !found.isPicked())
                .ifPresent(found -> client.cancel(found.getTaskInstance()));
    }
}
