package org.afterimage.retract;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Makes the rejection notes that are due, while the node is up, and leaves them to the lanes. */
@ApplicationScoped
public class RejectionNotes {
    private static final Logger LOG = Logger.getLogger(RejectionNotes.class);
    private static final Duration TURN = Duration.ofMillis(500);
    private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(20);

    private final RejectionNoteStore store;
    private ScheduledExecutorService turns;
    private volatile boolean stopping;
    private boolean inTrouble;

    /** For the container. */
    public RejectionNotes(RejectionNoteStore store) {
        this.store = store;
    }

    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER + 1) StartupEvent event) {
        turns = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "rejection-notes"));
        turns.scheduleWithFixedDelay(this::turn, TURN.toMillis(), TURN.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (turns == null) {
            return;
        }
        stopping = true;
        turns.shutdown();
        turns.awaitTermination(SHUTDOWN_LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private void turn() {
        try {
            while (!stopping && store.makeNext()) {
                LOG.debug("a rejection note was made");
            }
            inTrouble = false;
        } catch (IOException | RuntimeException | Error e) {
            // An executor drops a task that throws. What is due stays due until there is room for its note again.
            if (!inTrouble) {
                LOG.error("rejection notes can't be made now; tried again", e);
            }
            inTrouble = true;
        }
    }
}
