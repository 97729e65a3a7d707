package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.OffPeak;
import org.afterimage.provenance.JobEntity;
import org.afterimage.route.Priority;

/** In which order and when jobs are taken up: what is urgent first, what can wait in its hours, and nothing of a paused route. */
@ApplicationScoped
public class WorkOrder {
    private static final int STEP = 10;

    private final JobQueue queue;
    private final RouteSwitches switches;
    private final NodeConfiguration configuration;

    /** For the container. */
    public WorkOrder(JobQueue queue, RouteSwitches switches, NodeConfiguration configuration) {
        this.queue = queue;
        this.switches = switches;
        this.configuration = configuration;
    }

    /** What a route's priority is in the queue; higher is first. */
    static int number(Priority priority) {
        return (Priority.NORMAL.ordinal() - priority.ordinal()) * STEP;
    }

    /** Queues a new job as its route wants it; in the transaction that makes it. */
    public void enqueue(JobEntity job, Priority priority) {
        job.prioritise(number(priority));
        Instant now = Instant.now();
        if (switches.of(job.route()).paused()) {
            job.explain("ROUTE_PAUSED", "Waits: route " + job.route() + " is paused.", now);
            queue.enqueue(job.id(), job.priority(), JobQueue.PARKED);
            return;
        }
        Instant earliest = priority == Priority.OFF_PEAK ? offPeak(now) : now;
        if (earliest.isAfter(now)) {
            job.explain("OFF_PEAK", "Waits for the hours of work that can wait, " + offPeakText() + ".", now);
        }
        queue.enqueue(job.id(), job.priority(), earliest);
    }

    private Instant offPeak(Instant now) {
        OffPeak hours = configuration.node().work().offPeak();
        return hours == null ? now : hours.next(now, ZoneId.systemDefault());
    }

    private String offPeakText() {
        return configuration.node().work().offPeak().toString();
    }
}
