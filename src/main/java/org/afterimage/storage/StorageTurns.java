package org.afterimage.storage;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.afterimage.node.NodeConfiguration;
import org.jboss.logging.Logger;

/** Looks at the room on the disk each second, and has removed what may go: now and then, and at once when room gets short. */
@ApplicationScoped
public class StorageTurns {
    private static final Logger LOG = Logger.getLogger(StorageTurns.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration WHILE_SHORT = Duration.ofSeconds(5);
    private static final Duration MEASURED = Duration.ofSeconds(60);
    private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(20);

    private final DiskRoom room;
    private final Purger purger;
    private final KeptFiles kept;
    private final StorageMeters meters;
    private final Duration period;
    private ScheduledExecutorService turns;
    private RoomLevel known = RoomLevel.AMPLE;
    private boolean inTrouble;
    private long nextTurn = System.nanoTime();
    private long nextMeasure = System.nanoTime();

    /** For the container. */
    public StorageTurns(
            DiskRoom room, Purger purger, KeptFiles kept, StorageMeters meters, NodeConfiguration configuration) {
        this.room = room;
        this.purger = purger;
        this.kept = kept;
        this.meters = meters;
        this.period = Duration.ofSeconds(configuration.node().storage().purgeSeconds());
    }

    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER + 2) StartupEvent event) {
        turns = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "storage");
            thread.setPriority(Thread.MIN_PRIORITY);
            return thread;
        });
        turns.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (turns != null) {
            turns.shutdown();
            if (!turns.awaitTermination(SHUTDOWN_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("a purge did not end in time; the next start goes on with it");
            }
        }
    }

    private void look() {
        try {
            RoomLevel level = room.level();
            if (level != known) {
                tell(level);
                nextTurn = level == RoomLevel.AMPLE ? nextTurn : System.nanoTime();
                known = level;
            }
            long now = System.nanoTime();
            if (now - nextTurn >= 0) {
                boolean more = purger.turn().more();
                Duration pause = more ? LOOK : known == RoomLevel.AMPLE ? period : least(period, WHILE_SHORT);
                nextTurn = System.nanoTime() + pause.toNanos();
            }
            if (now - nextMeasure >= 0) {
                meters.kept(kept.kept());
                // Counting millions of rows takes its time, of which it is given a small part.
                long took = System.nanoTime() - now;
                nextMeasure = now
                        + Math.max(
                                took * 50,
                                least(MEASURED, period.multipliedBy(5)).toNanos());
            }
            inTrouble = false;
        } catch (SQLException | RuntimeException | Error e) {
            // An executor drops a task that throws. The disk is looked at again in a second, the database no more often
            // than usual.
            nextTurn = System.nanoTime() + least(period, WHILE_SHORT).toNanos();
            if (!inTrouble) {
                LOG.error("nothing can be purged now; tried again", e);
            }
            inTrouble = true;
        }
    }

    private void tell(RoomLevel level) {
        for (DiskRoom.Disk disk : room.disks()) {
            String state = disk.free() / (1 << 20) + " of " + disk.total() / (1 << 20) + " MB are free for the folder "
                    + disk.folder();
            switch (disk.level()) {
                case AMPLE -> LOG.infof("%s", state);
                case SHORT -> LOG.warnf("%s: less than storage.warnBelow; what may go is purged now", state);
                case FULL ->
                    LOG.errorf(
                            "%s: instances are refused with A700H until %d MB are free",
                            state, disk.watermarks().resumeAbove() / (1 << 20));
            }
        }
        LOG.infof("room on the disk: %s", level);
    }

    private static Duration least(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
