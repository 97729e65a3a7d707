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

    private final SchedulerClient client;

    /** For the container. */
    public JobQueue(DataSource dataSource) {
        this.client = SchedulerClient.Builder.create(dataSource).build();
    }

    /** Queues a job to run as soon as there is a slot; one that is queued already stays as it is. */
    public void enqueue(long jobId) {
        client.scheduleIfNotExists(JOB.instance(Long.toString(jobId)).scheduledTo(Instant.now()));
    }
}
