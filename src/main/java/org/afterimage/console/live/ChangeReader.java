package org.afterimage.console.live;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.afterimage.receive.LastCalls;

/**
 * Finds out what changed since it was last asked, with one or two queries that take a few index entries each, however much is in the database. The
 * chain of provenance has every change of jobs, deliveries and routes of all nodes in the order in which they were committed, half a second late;
 * what it does not record is compared as it stands.
 */
@ApplicationScoped
public class ChangeReader {
    private static final Duration CLOCK = Duration.ofSeconds(30);

    /** When the chain has grown by more events than that, all of it counts as changed. */
    private static final int LONGEST_TAIL = 2_000;

    private static final String STATE = """
            select (select coalesce(max(sequence), 0) from provenance_event),
            (select max(last_received_at)::text from study),
            (select string_agg(concat_ws('|', ae_title, down_since, reason, answered_at is null), ';' order by ae_title) from destination),
            (select string_agg(concat_ws('|', step, done_at), ';' order by step) from first_start_step),
            (select string_agg(concat_ws('|', process, renewed_at > now() - interval '10 seconds'), ';' order by process)
            from node)
            """;
    private static final String TAIL = """
            select distinct relation from (select relation from provenance_event where sequence > ? order by sequence limit ?) tail
            """;
    private static final String HELD = "select count(*) || ' ' || coalesce(sum(id), 0) from job where state = 'HELD'";

    private final DataSource database;
    private final LastCalls calls;
    private final Map<Kind, Object> states = new EnumMap<>(Kind.class);
    private long sequence = -1;
    private long clock = System.nanoTime();

    /** For the container. */
    public ChangeReader(DataSource database, LastCalls calls) {
        this.database = database;
        this.calls = calls;
    }

    /** What changed since the last time; the first time nothing did. For one thread. */
    Set<Kind> read() throws SQLException {
        Set<Kind> changed = EnumSet.noneOf(Kind.class);
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(STATE);
                ResultSet row = query.executeQuery()) {
            row.next();
            changed.addAll(recorded(connection, row.getLong(1)));
            compare(changed, Kind.ARRIVALS, row.getString(2));
            compare(changed, Kind.DESTINATIONS, row.getString(3));
            compare(changed, Kind.START, row.getString(4));
            compare(changed, Kind.NODES, row.getString(5));
            if (changed.contains(Kind.JOBS) || !states.containsKey(Kind.HELD)) {
                compare(changed, Kind.HELD, held(connection));
            }
        }
        List<LastCalls.Call> newest = calls.newest(1);
        compare(changed, Kind.CALLS, newest.isEmpty() ? "" : newest.get(0));
        if (System.nanoTime() - clock > CLOCK.toNanos()) {
            clock = System.nanoTime();
            changed.add(Kind.CLOCK);
        }
        return changed;
    }

    private void compare(Collection<Kind> changed, Kind kind, Object state) {
        boolean known = states.containsKey(kind);
        if (!Objects.equals(states.put(kind, state), state) && known) {
            changed.add(kind);
        }
    }

    /** What the chain has of it since the last time. */
    private Set<Kind> recorded(Connection connection, long end) throws SQLException {
        long from = sequence;
        sequence = end;
        Set<Kind> changed = EnumSet.noneOf(Kind.class);
        if (from < 0 || end == from) {
            return changed;
        }
        if (end < from || end - from > LONGEST_TAIL) {
            return EnumSet.complementOf(EnumSet.of(Kind.CLOCK, Kind.CALLS));
        }
        try (PreparedStatement query = connection.prepareStatement(TAIL)) {
            query.setLong(1, from);
            query.setInt(2, LONGEST_TAIL);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    changed.addAll(Kind.of(rows.getString(1)));
                }
            }
        }
        return changed;
    }

    private static String held(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(HELD);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }
}
