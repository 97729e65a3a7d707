package org.afterimage.receive;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Looks for {@link Leftovers} when the node starts and every ten minutes, so that those of another node that is gone are found as well. */
final class SpoolSweeper implements Closeable {
    private static final Logger LOG = Logger.getLogger(SpoolSweeper.class);
    private static final Duration PERIOD = Duration.ofMinutes(10);

    private final Spool spool;
    private final Leftovers.Rows rows;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "spool-sweeper");
        made.setDaemon(true);
        return made;
    });

    SpoolSweeper(Spool spool, Leftovers.Rows rows) {
        this.spool = spool;
        this.rows = rows;
        thread.scheduleWithFixedDelay(this::sweep, 0, PERIOD.toSeconds(), TimeUnit.SECONDS);
    }

    private void sweep() {
        try {
            Leftovers.Swept swept = spool.leftovers().sweep(rows, Instant.now().minus(Leftovers.SAFE_AGE));
            if (!swept.equals(Leftovers.Swept.NOTHING)) {
                LOG.infof(
                        "spool: of the files that a process left in the middle of a commit, %d have a row and stay, %d had none and are"
                                + " removed, %d are too young to say",
                        swept.kept(), swept.removed(), swept.tooYoung());
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("the spool could not be swept; it is tried again in " + PERIOD.toMinutes() + " minutes", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
