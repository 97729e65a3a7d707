package org.afterimage.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.afterimage.cluster.NodeRegister;
import org.afterimage.fault.FaultPoint;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.NodeSettings;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Keeps work going while the node is up: routes studies that are due, and gives queued jobs to free slots. */
@ApplicationScoped
public class WorkLoop {
    private static final Logger LOG = Logger.getLogger(WorkLoop.class);
    private static final Duration POLL = Duration.ofMillis(500);
    static final Duration HEARTBEAT = Duration.ofSeconds(3);
    static final int MISSED_HEARTBEATS = 4;
    private static final Duration LOST = Duration.ofSeconds(30);
    private static final Duration UNWELL = Duration.ofSeconds(10);
    private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(20);

    private final DataSource dataSource;
    private final StudyRouter router;
    private final JobRunner runner;
    private final LoadedModels models;
    private final SynthesisThreads threads;
    private final JobQueue queue;
    private final NodeRegister register;
    private final NodeConfiguration configuration;
    private final LaneLoop lanes;
    private final boolean ownDatabase;
    private ScheduledExecutorService routing;
    private ScheduledFuture<?> routingTurns;
    private Scheduler scheduler;

    /** For the container. */
    public WorkLoop(
            DataSource dataSource,
            StudyRouter router,
            JobRunner runner,
            LoadedModels models,
            SynthesisThreads threads,
            JobQueue queue,
            NodeRegister register,
            NodeConfiguration configuration,
            LaneLoop lanes,
            @ConfigProperty(name = "afterimage.database.own", defaultValue = "false") boolean ownDatabase) {
        this.dataSource = dataSource;
        this.router = router;
        this.runner = runner;
        this.models = models;
        this.threads = threads;
        this.queue = queue;
        this.register = register;
        this.configuration = configuration;
        this.lanes = lanes;
        this.ownDatabase = ownDatabase;
    }

    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event) throws SQLException {
        FaultPoint.armed().ifPresent(point -> LOG.warnf("the node is going to kill itself at %s", point));
        reclaim();
        CustomTask<Void> job = Tasks.custom(JobQueue.JOB).onFailure(this::retry).execute((instance, context) -> {
            if (threads.stuck() > 0 || !models.ready()) {
                return reschedule(Instant.now().plus(UNWELL)); // another node may take it
            }
            Optional<Instant> again = runner.run(Long.parseLong(instance.getId()));
            lanes.lookSoon(); // what was derived need not wait for the next look of the lanes
            return again.isPresent() ? reschedule(again.get()) : new CompletionHandler.OnCompleteRemove<>();
        });
        scheduler = Scheduler.create(dataSource, job)
                .schedulerName(new SchedulerName.Fixed(register.name()))
                .threads(configuration.node().work().slots())
                .pollingInterval(POLL)
                .enablePriority()
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(SHUTDOWN_LIMIT)
                .build();
        models.chooseEngines();
        scheduler.start();
        routing = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "routing"));
        routing.execute(() -> models.warmUp(router.routedModels()));
        routingTurns = routing.scheduleWithFixedDelay(this::turn, 0, POLL.toMillis(), TimeUnit.MILLISECONDS);
        routing.scheduleWithFixedDelay(this::queueLost, LOST.toSeconds(), LOST.toSeconds(), TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (routing == null) {
            return;
        }
        routingTurns.cancel(false);
        routing.shutdown();
        if (!routing.awaitTermination(SHUTDOWN_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            LOG.warn("routing did not end in time; its transaction is rolled back");
        }
        scheduler.stop();
    }

    /** What the runner could not record itself: the database was away, most likely. */
    private void retry(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        int failures = complete.getExecution().consecutiveFailures + 1;
        NodeSettings.Work work = configuration.node().work();
        long seconds = RetryDelay.seconds(failures, work.firstRetrySeconds(), work.longestRetrySeconds());
        operations.reschedule(complete, Instant.now().plusSeconds(seconds));
    }

    private static CompletionHandler<Void> reschedule(Instant time) {
        return (complete, operations) -> operations.reschedule(complete, time);
    }

    /**
     * What this node had taken up before it ended goes on at once: its name belongs to one process at a time, so that one is gone. An own
     * database has no other node on it, whatever it was called.
     */
    private void reclaim() throws SQLException {
        String release =
                "update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null, version = version + 1"
                        + " where picked and (picked_by = ? or ?)";
        String close = "delete from scheduled_lanes where picked_by = ? or ?";
        try (Connection connection = dataSource.getConnection()) {
            int reclaimed = reclaim(connection, release);
            reclaim(connection, close);
            if (reclaimed > 0) {
                LOG.infof("%d jobs of the last run go on", reclaimed);
            }
        }
    }

    private int reclaim(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, register.name());
            statement.setBoolean(2, ownDatabase);
            return statement.executeUpdate();
        }
    }

    /** Routes what is due, and takes care that what is due before the next turn does not wait for that. */
    private void turn() {
        routeDue();
        try {
            Instant now = Instant.now();
            router.nextDue(now, now.plus(POLL)).ifPresent(due -> {
                long millis = Duration.between(now, due).toMillis() + 1;
                routing.schedule(this::routeDue, millis, TimeUnit.MILLISECONDS);
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the node stops");
        } catch (RuntimeException | Error e) {
            LOG.debug("the next study is found at the next turn", e); // which says what is wrong
        }
    }

    private void routeDue() {
        try {
            while (!register.isOneMissing() && router.routeNext()) {
                LOG.debug("a study was routed");
                scheduler.triggerCheckForDueExecutions();
            }
        } catch (SQLException | RuntimeException | Error e) {
            // The loop must go on, whatever it was: an executor drops a task that throws, and nobody would route any
            // more.
            LOG.error("due studies could not be routed; tried again", e);
        }
    }

    private void queueLost() {
        try {
            for (LostJobs.Lost lost : new LostJobs(dataSource).find()) {
                LOG.warnf("job %d was not in the queue; it is now", lost.jobId());
                queue.enqueue(lost.jobId(), lost.priority(), Instant.now());
            }
        } catch (SQLException | RuntimeException e) {
            LOG.error("jobs that the queue lacks could not be looked for; tried again", e);
        }
    }
}
