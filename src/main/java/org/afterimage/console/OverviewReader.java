package org.afterimage.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.RemoteSettings.Remote;

/** Reads what the overview shows; for all who look at it at once, no more often than every two seconds. */
@ApplicationScoped
public class OverviewReader {
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final int HOURS = 24;
    private static final int HIGHEST = 40;
    private static final int FAILURES = 6;
    private static final int DAYS_BEFORE = 6; // with today a week
    private static final int HELD = 5;

    private static final String TODAY = """
            select (select count(*) from study where last_received_at >= ?),
            (select count(*) from study where state = 'RECEIVING'), (select max(last_received_at) from study)
            """;
    private static final String ENDED =
            "select state, count(*) from job where ended_at >= ? group by state order by count(*) desc";
    private static final String BY_HOUR = """
            select extract(epoch from date_trunc('hour', last_received_at))::bigint, count(*) from study
            where last_received_at >= ? group by 1
            """;
    private static final String WAITING =
            "select state, count(*), min(created_at) from job where ended_at is null group by state";
    private static final String FAILED = """
            select coalesce(reason_code, ''), count(*), max(updated_at), max(id) from job
            where state = 'FAILED' and ended_at >= ? group by 1 order by 2 desc, 4 desc limit ?
            """;
    private static final String ALL_FAILED = "select count(*) from job where state = 'FAILED' and ended_at >= ?";
    private static final String HELD_JOBS = """
            select j.id, j.route, j.reason, j.updated_at from job j where j.state = 'HELD' order by j.id limit ?
            """;
    private static final String DESTINATIONS = "select ae_title, down_since, reason, answered_at from destination";
    private static final String FOR_DESTINATION =
            "select destination, count(*) from job where state = 'DELIVERING' group by destination";

    private final DataSource database;
    private final NodeConfiguration configuration;
    private final MachineState machine;
    private Overview latest;

    /** For the container. */
    public OverviewReader(DataSource database, NodeConfiguration configuration, MachineState machine) {
        this.database = database;
        this.configuration = configuration;
        this.machine = machine;
    }

    /** As of now, or a moment ago. */
    public synchronized Overview read() throws SQLException {
        Instant now = Instant.now();
        if (latest == null || latest.at().plus(FRESH).isBefore(now)) {
            latest = read(now);
        }
        return latest;
    }

    private Overview read(Instant now) throws SQLException {
        long asked = System.nanoTime();
        try (Connection connection = database.getConnection()) {
            LocalDate day = LocalDate.now();
            LocalDate week = day.minusDays(DAYS_BEFORE);
            Overview.Today today = today(connection, midnight(day));
            double millis = (System.nanoTime() - asked) / 1e6;
            return new Overview(
                    now,
                    day.toString(),
                    week.toString(),
                    today,
                    hours(connection, now),
                    waiting(connection),
                    failed(connection, midnight(week)),
                    failures(connection, midnight(week), FAILURES),
                    held(connection),
                    destinations(connection),
                    machine.read(connection, millis));
        }
    }

    private static Timestamp midnight(LocalDate day) {
        return Timestamp.from(day.atStartOfDay(ZoneId.systemDefault()).toInstant());
    }

    private static Overview.Today today(Connection connection, Timestamp midnight) throws SQLException {
        List<Overview.Count> ended = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(ENDED)) {
            query.setTimestamp(1, midnight);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    ended.add(new Overview.Count(rows.getString(1), rows.getLong(2)));
                }
            }
        }
        try (PreparedStatement query = connection.prepareStatement(TODAY)) {
            query.setTimestamp(1, midnight);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                Timestamp last = row.getTimestamp(3);
                return new Overview.Today(
                        row.getLong(1), row.getLong(2), last == null ? null : last.toInstant(), ended);
            }
        }
    }

    private static List<Overview.Hour> hours(Connection connection, Instant now) throws SQLException {
        Instant first = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(HOURS - 1L));
        Map<Long, Long> counts = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(BY_HOUR)) {
            query.setTimestamp(1, Timestamp.from(first));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    counts.put(rows.getLong(1), rows.getLong(2));
                }
            }
        }
        long most = Math.max(
                1, counts.values().stream().mapToLong(Long::longValue).max().orElse(1));
        List<Overview.Hour> hours = new ArrayList<>();
        for (int i = 0; i < HOURS; i++) {
            Instant hour = first.plus(Duration.ofHours(i));
            long studies = counts.getOrDefault(hour.getEpochSecond(), 0L);
            int height = (int) Math.ceil((double) HIGHEST * studies / most);
            String name =
                    "%02d:00".formatted(hour.atZone(ZoneId.systemDefault()).getHour());
            hours.add(new Overview.Hour(i, name, studies, height));
        }
        return hours;
    }

    private static List<Overview.Waiting> waiting(Connection connection) throws SQLException {
        List<Overview.Waiting> waiting = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(WAITING);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                waiting.add(new Overview.Waiting(
                        rows.getString(1), rows.getLong(2), rows.getTimestamp(3).toInstant()));
            }
        }
        return waiting;
    }

    static long failed(Connection connection, Timestamp since) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(ALL_FAILED)) {
            query.setTimestamp(1, since);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    static List<Overview.Failure> failures(Connection connection, Timestamp since, int most) throws SQLException {
        List<Overview.Failure> failures = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(FAILED);
                PreparedStatement sentence = connection.prepareStatement("select reason from job where id = ?")) {
            query.setTimestamp(1, since);
            query.setInt(2, most);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    sentence.setLong(1, rows.getLong(4));
                    try (ResultSet why = sentence.executeQuery()) {
                        why.next();
                        failures.add(new Overview.Failure(
                                rows.getString(1),
                                rows.getLong(2),
                                rows.getTimestamp(3).toInstant(),
                                rows.getLong(4),
                                why.getString(1)));
                    }
                }
            }
        }
        return failures;
    }

    private static List<Overview.Held> held(Connection connection) throws SQLException {
        List<Overview.Held> held = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(HELD_JOBS)) {
            query.setInt(1, HELD);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    held.add(new Overview.Held(
                            rows.getLong(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getTimestamp(4).toInstant()));
                }
            }
        }
        return held;
    }

    /** The remotes of the configuration, in its order. */
    private List<Overview.DestinationState> destinations(Connection connection) throws SQLException {
        Map<String, Instant> down = new HashMap<>();
        Map<String, String> reasons = new HashMap<>();
        Map<String, Instant> answered = new HashMap<>();
        Map<String, Long> waiting = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(DESTINATIONS);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                Timestamp since = rows.getTimestamp(2);
                if (since != null) {
                    down.put(rows.getString(1), since.toInstant());
                    reasons.put(rows.getString(1), rows.getString(3));
                }
                Timestamp at = rows.getTimestamp(4);
                if (at != null) {
                    answered.put(rows.getString(1), at.toInstant());
                }
            }
        }
        try (PreparedStatement query = connection.prepareStatement(FOR_DESTINATION);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                waiting.put(rows.getString(1), rows.getLong(2));
            }
        }
        List<Overview.DestinationState> states = new ArrayList<>();
        for (Remote remote : configuration.remotes().remotes()) {
            String title = remote.aeTitle();
            states.add(new Overview.DestinationState(
                    title,
                    remote.description(),
                    down.get(title),
                    reasons.get(title),
                    answered.get(title),
                    waiting.getOrDefault(title, 0L)));
        }
        return states;
    }
}
