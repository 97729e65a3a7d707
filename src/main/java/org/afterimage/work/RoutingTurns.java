package org.afterimage.work;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.afterimage.dicom.net.DicomNetwork;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.RemoteSettings;
import org.jboss.logging.Logger;

/** What routing needs besides the studies, at its own pace: what sources answer, which may take long. */
@ApplicationScoped
public class RoutingTurns {
    private static final Logger LOG = Logger.getLogger(RoutingTurns.class);
    private static final Duration QUESTIONS = Duration.ofSeconds(1);
    private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(5);

    private final ExpectedCounts expected;
    private final NodeConfiguration configuration;
    private final SourceQuery query;
    private ScheduledExecutorService turns;

    /** For the container. */
    public RoutingTurns(ExpectedCounts expected, NodeConfiguration configuration, DicomNetwork network) {
        this.expected = expected;
        this.configuration = configuration;
        this.query = new SourceQuery(network, configuration.node().ownAeTitle());
    }

    void start(@Observes StartupEvent event) {
        turns = Executors.newScheduledThreadPool(1, work -> {
            Thread thread = new Thread(work, "routing-turns");
            thread.setDaemon(true); // a source that does not answer must not hold the end of the program
            return thread;
        });
        every(QUESTIONS, () -> {
            while (askNext()) {
                LOG.debug("a source was asked");
            }
        });
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (turns != null) {
            turns.shutdownNow();
            if (!turns.awaitTermination(SHUTDOWN_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("a question to a source did not end in time; it is asked again");
            }
        }
    }

    private void every(Duration time, Runnable work) {
        Runnable safe = () -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                // An executor drops a task that throws.
                LOG.error("a turn of routing failed; tried again", e);
            }
        };
        turns.scheduleWithFixedDelay(safe, time.toMillis(), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean askNext() {
        Optional<ExpectedCounts.Question> taken = expected.take();
        taken.ifPresent(this::ask);
        return taken.isPresent();
    }

    private void ask(ExpectedCounts.Question question) {
        Optional<RemoteSettings.Remote> remote = configuration.remote(question.remote());
        if (remote.isEmpty()) {
            expected.failed(question, "remotes.yaml does not list it");
            return;
        }
        try {
            expected.answered(question, query.series(configuration.ae(remote.get()), question.studyInstanceUid()));
        } catch (IOException e) {
            LOG.warnf("%s can't be asked how many instances a study has: %s", question.remote(), e.getMessage());
            expected.failed(question, String.valueOf(e.getMessage()));
        }
    }
}
