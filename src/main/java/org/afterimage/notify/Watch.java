package org.afterimage.notify;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.afterimage.node.NotificationSettings;
import org.afterimage.node.Occasion;

/** Looks for what lasts: destinations that are down, disks that are short of room, models of whose results gates warn. */
@Singleton
public class Watch {
    private static final Duration BETWEEN_GATES = Duration.ofMinutes(10);
    private static final long BYTES_OF_GIB = 1L << 30;

    /** Of fewer results a share says little. */
    private static final int FEWEST = 20;

    private static final String DOWN =
            "select ae_title, down_since, reason from destination where down_since is not null";

    /** The last results of a day, as many as tell the share well and are counted quickly. */
    private static final String WARNED = """
            select model, count(*), count(*) filter (where exists
                (select from gate_result g where g.job_id = j.id and g.verdict in ('WARN', 'HOLD')))
            from (select id, model from job where ended_at > ? and state in ('SENT', 'CONFIRMED', 'HELD', 'SHADOWED', 'REJECTED')
                and note_of is null and copy_of is null order by ended_at desc limit 500) j
            group by model
            """;

    private final DataSource database;
    private final OccasionStore occasions;
    private Instant gatesAt = Instant.MIN;

    /** For the container. */
    public Watch(DataSource database, OccasionStore occasions) {
        this.database = database;
        this.occasions = occasions;
    }

    /**
     * The room on a disk.
     *
     * @param name which of the node's folders lie on it
     * @param isShort whether the watermarks say so
     * @param free in bytes
     */
    record Disk(String name, boolean isShort, long free) {}

    /** Looks at all of it, and notes what has changed. */
    void look(NotificationSettings settings, String node, List<Disk> disks, Instant now) throws SQLException {
        if (settings.on().contains(Occasion.DESTINATION_DOWN)) {
            destinations(settings.patience(), now);
        }
        if (settings.on().contains(Occasion.DISK_SHORT)) {
            for (Disk disk : disks) {
                String sentence = "The disk of " + disk.name() + " of node " + node
                        + (disk.isShort() ? " is short of room: " : " has room again: ") + disk.free() / BYTES_OF_GIB
                        + " GiB are free.";
                occasions.observe(
                        Happened.of(
                                Occasion.DISK_SHORT,
                                "the disk of " + disk.name() + " of " + node,
                                !disk.isShort(),
                                sentence,
                                now),
                        disk.isShort());
            }
        }
        if (settings.on().contains(Occasion.GATE_WARNINGS)
                && (gatesAt.equals(Instant.MIN) || !gatesAt.plus(BETWEEN_GATES).isAfter(now))) {
            gatesAt = now;
            gates(settings.gateWarningsPercent(), now);
        }
    }

    private void destinations(Duration patience, Instant now) throws SQLException {
        Map<String, String> down = new HashMap<>();
        Set<String> open = occasions.open(Occasion.DESTINATION_DOWN);
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(DOWN);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                Instant since = row.getTimestamp(2).toInstant();
                String title = row.getString(1);
                if (open.contains(title) || !since.plus(patience).isAfter(now)) {
                    down.put(title, title + " is down since " + since + ": " + row.getString(3));
                }
            }
        }
        for (Map.Entry<String, String> one : down.entrySet()) {
            occasions.observe(Happened.of(Occasion.DESTINATION_DOWN, one.getKey(), false, one.getValue(), now), true);
        }
        for (String title : open) {
            if (!down.containsKey(title)) {
                occasions.observe(
                        Happened.of(Occasion.DESTINATION_DOWN, title, true, title + " is up again.", now), false);
            }
        }
    }

    private void gates(int percent, Instant now) throws SQLException {
        List<Happened> states = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(WARNED)) {
            query.setTimestamp(1, Timestamp.from(now.minus(Duration.ofDays(1))));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    long all = row.getLong(2);
                    long warned = row.getLong(3);
                    if (all >= FEWEST) {
                        boolean over = warned * 100 < all * percent;
                        String sentence =
                                "Gates warn of " + warned + " of the last " + all + " results of " + row.getString(1)
                                        + " within a day, or hold them; " + percent + "% is where this is told.";
                        states.add(
                                Happened.of(Occasion.GATE_WARNINGS, "model " + row.getString(1), over, sentence, now));
                    }
                }
            }
        }
        for (Happened state : states) {
            occasions.observe(state, !state.over());
        }
    }
}
