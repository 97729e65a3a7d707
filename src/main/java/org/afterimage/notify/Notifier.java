package org.afterimage.notify;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.NotificationSettings;
import org.afterimage.node.Occasion;
import org.afterimage.storage.DiskRoom;
import org.afterimage.storage.RoomLevel;
import org.jboss.logging.Logger;

/** Takes its turns: looks, makes messages, sends those that are due. */
@Singleton
public class Notifier {
    private static final Logger LOG = Logger.getLogger(Notifier.class);
    private static final int PERIOD_SECONDS = 5;
    private static final int MOST_IN_A_TURN = 10;

    private final NodeConfiguration configuration;
    private final DiskRoom room;
    private final Watch watch;
    private final MessageMaker maker;
    private final OccasionStore occasions;
    private final Outbox outbox;
    private final Channels channels;
    private final DatabaseAway away = new DatabaseAway();
    private final ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "notifications");
        thread.setDaemon(true);
        thread.setContextClassLoader(Notifier.class.getClassLoader()); // mail finds its parts by it
        return thread;
    });

    /** For the container. */
    public Notifier(
            NodeConfiguration configuration,
            DiskRoom room,
            Watch watch,
            MessageMaker maker,
            OccasionStore occasions,
            Outbox outbox,
            Channels channels) {
        this.configuration = configuration;
        this.room = room;
        this.watch = watch;
        this.maker = maker;
        this.occasions = occasions;
        this.outbox = outbox;
        this.channels = channels;
    }

    void start(@Observes StartupEvent event) {
        turns.scheduleWithFixedDelay(this::turn, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        turns.shutdownNow();
    }

    private void turn() {
        try {
            NotificationSettings settings = configuration.node().notifications();
            String node = configuration.node().name();
            Instant now = Instant.now();
            maker.make(settings, node, now);
            Optional<Instant> was = away.answered(now);
            if (was.isPresent()) {
                occasions.add(Happened.of(
                        Occasion.DATABASE_AWAY,
                        "node " + node,
                        true,
                        "The database of node " + node + " did not answer from " + was.get() + " to " + now + ".",
                        now));
            }
            if (!Channels.configured(settings).isEmpty()) {
                watch.look(settings, node, disks(), now);
            }
            send(settings, node);
        } catch (SQLException e) {
            databaseFailed(e);
        } catch (RuntimeException | Error e) {
            // An executor drops a task that throws.
            LOG.errorf(e, "notifications had a bad turn");
        }
    }

    private void send(NotificationSettings settings, String node) throws SQLException {
        Set<ChannelName> ways = Channels.configured(settings);
        for (int i = 0; i < MOST_IN_A_TURN && !ways.isEmpty(); i++) {
            Optional<Outbox.Taken> taken = outbox.take(ways, node, Instant.now());
            if (taken.isEmpty()) {
                return;
            }
            send(taken.get(), settings.attempts());
        }
    }

    private void send(Outbox.Taken taken, int most) throws SQLException {
        Optional<Channel> channel = channels.named(taken.channel());
        if (channel.isEmpty()) {
            return; // taken out of the configuration just now; it waits until the way is there again
        }
        try {
            String remark = channel.get().send(taken.message());
            outbox.sent(taken, remark, Instant.now());
        } catch (NotSentException | RuntimeException e) {
            boolean last = taken.attempts() >= most;
            LOG.warnf(
                    "notification %d by %s %s: %s",
                    taken.row(),
                    taken.channel(),
                    last ? "is given up" : "did not go, and is tried again",
                    e.getMessage());
            outbox.failed(taken, e.getMessage(), most, Instant.now());
        }
    }

    private void databaseFailed(SQLException failure) {
        Instant now = Instant.now();
        LOG.debugf(failure, "notifications can't reach the database");
        Optional<Instant> since = away.failed(now);
        if (since.isEmpty()) {
            return;
        }
        String node = configuration.node().name();
        String sentence = "The database of node " + node + " does not answer since " + since.get()
                + "; its jobs wait until it does.";
        try {
            channels.tellDatabaseAway(
                    Happened.of(Occasion.DATABASE_AWAY, "node " + node, false, sentence, since.get()));
            away.told();
        } catch (NotSentException | RuntimeException e) {
            LOG.warnf("nobody could be told that the database is away: %s", e.getMessage());
            away.notTold(now);
        }
    }

    private List<Watch.Disk> disks() {
        return room.disks().stream()
                .map(disk -> new Watch.Disk(disk.folder(), disk.level() != RoomLevel.AMPLE, disk.free()))
                .toList();
    }
}
