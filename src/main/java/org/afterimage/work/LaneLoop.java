package org.afterimage.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.afterimage.cluster.NodeRegister;
import org.afterimage.node.NodeConfiguration;
import org.jboss.logging.Logger;

/**
 * Opens the lanes to destinations while they have something to do. Each lane is an entry of a queue that all nodes share, so that one node at
 * a time has it, and another takes it over when that one dies.
 */
@ApplicationScoped
public class LaneLoop {
    private static final Logger LOG = Logger.getLogger(LaneLoop.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration LOOKED_OVER = Duration.ofSeconds(5);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(2);
    private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(20);
    private static final String TABLE = "scheduled_lanes";

    private static final TaskDescriptor<Void> SEND = TaskDescriptor.of("send");
    private static final TaskDescriptor<Void> CONFIRM = TaskDescriptor.of("confirm");
    private static final TaskDescriptor<Void> PROBE = TaskDescriptor.of("probe");
    private static final Map<String, TaskDescriptor<Void>> TASKS =
            Map.of("send", SEND, "confirm", CONFIRM, "probe", PROBE);

    private final DataSource dataSource;
    private final DeliveryLane deliveries;
    private final ConfirmationLane confirmations;
    private final NodeConfiguration configuration;
    private final DestinationWatch destinationWatch;
    private final Destinations destinations;
    private final DueLanes due;
    private final WorkMeters meters;
    private final NodeRegister register;
    private volatile ScheduledExecutorService watch;
    private Scheduler scheduler;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile boolean stopping;

    /** For the container. */
    public LaneLoop(
            DataSource dataSource,
            DeliveryLane deliveries,
            ConfirmationLane confirmations,
            NodeConfiguration configuration,
            DestinationWatch destinationWatch,
            Destinations destinations,
            WorkMeters meters,
            NodeRegister register) {
        this.register = register;
        this.dataSource = dataSource;
        this.deliveries = deliveries;
        this.confirmations = confirmations;
        this.configuration = configuration;
        this.destinationWatch = destinationWatch;
        this.destinations = destinations;
        this.meters = meters;
        this.due = new DueLanes(dataSource);
    }

    /** One way to work on a lane, until there is nothing to do or it is to end. */
    @FunctionalInterface
    private interface Work {
        void on(Lane lane, BooleanSupplier ending) throws IOException;
    }

    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER + 1) StartupEvent event) {
        scheduler = Scheduler.create(
                        dataSource,
                        task(SEND, deliveries::run),
                        task(CONFIRM, (lane, ending) -> confirmations.run(lane.destination(), ending)),
                        task(PROBE, (lane, ending) -> destinationWatch.again(lane.destination())))
                .tableName(TABLE)
                .schedulerName(new SchedulerName.Fixed(register.name()))
                .threads(configuration.node().work().lanes())
                .pollingInterval(POLL)
                .enableImmediateExecution()
                .heartbeatInterval(WorkLoop.HEARTBEAT)
                .missedHeartbeatsLimit(WorkLoop.MISSED_HEARTBEATS)
                .shutdownMaxWait(SHUTDOWN_LIMIT)
                .build();
        scheduler.start();
        watch = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "lanes"));
        watch.scheduleWithFixedDelay(this::open, 0, POLL.toMillis(), TimeUnit.MILLISECONDS);
        watch.scheduleWithFixedDelay(this::lookOver, 0, LOOKED_OVER.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (watch == null) {
            return;
        }
        stopping = true;
        watch.shutdown();
        watch.awaitTermination(SHUTDOWN_LIMIT.toSeconds(), TimeUnit.SECONDS);
        scheduler.stop();
    }

    /** Looks for lanes with something to do now, and not at the next turn only: something was just derived, or sent. */
    void lookSoon() {
        ScheduledExecutorService looking = watch;
        // Jobs of the last run may end before the lanes are watched; the first look finds theirs.
        if (stopping || looking == null || !asked.compareAndSet(false, true)) {
            return;
        }
        try {
            looking.execute(() -> {
                asked.set(false);
                open();
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the node stops");
        }
    }

    /** The node stops, or another may have the lane: this one was paused, or could not say for a while that it lives. */
    private boolean isToEnd(ExecutionContext context) {
        return stopping || context.getCurrentlyExecuting().getHeartbeatState().hasStaleHeartbeat();
    }

    private CustomTask<Void> task(TaskDescriptor<Void> descriptor, Work work) {
        return Tasks.custom(descriptor)
                .onFailure((complete, operations) ->
                        operations.reschedule(complete, Instant.now().plus(AFTER_TROUBLE)))
                .execute((instance, context) -> {
                    Lane lane = Lane.of(instance.getId());
                    try {
                        work.on(lane, () -> isToEnd(context));
                    } catch (IOException e) {
                        throw new IllegalStateException("lane " + lane, e);
                    }
                    lookSoon();
                    return new CompletionHandler.OnCompleteRemove<>();
                });
    }

    private void open() {
        try {
            for (DueLanes.Due found : due.find(configuration.remotes().remotes())) {
                scheduler.scheduleIfNotExists(TASKS.get(found.task())
                        .instance(found.lane().instance())
                        .scheduledTo(Instant.now()));
            }
        } catch (SQLException | RuntimeException e) {
            // The loop must go on, whatever it was: an executor drops a task that throws, and nothing would be sent.
            LOG.error("deliveries could not be looked for; tried again", e);
        }
    }

    private void lookOver() {
        try {
            meters.refresh();
            destinations.explainUnlisted();
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("what waits could not be counted or explained: %s", e.getMessage());
        }
    }
}
