package org.afterimage.receive;

import java.io.Closeable;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Looks for what nodes left that have ended: often enough that the work of a node which died goes on within half a minute. */
final class RecoveryWatch implements Closeable {
    private static final Logger LOG = Logger.getLogger(RecoveryWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final Recovery recovery;
    private volatile boolean inTrouble;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "receive-recovery");
        made.setDaemon(true);
        return made;
    });

    RecoveryWatch(Recovery recovery) {
        this.recovery = recovery;
    }

    /** Looks once, and then again and again. */
    void start() {
        look();
        thread.scheduleWithFixedDelay(this::look, PERIOD.toSeconds(), PERIOD.toSeconds(), TimeUnit.SECONDS);
    }

    private void look() {
        try {
            recovery.run();
            inTrouble = false;
        } catch (IOException | SQLException | RuntimeException e) {
            if (!inTrouble) {
                LOG.warnf(
                        e,
                        "what another node left could not be filed; it is tried again every %d s",
                        PERIOD.toSeconds());
            }
            inTrouble = true;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
