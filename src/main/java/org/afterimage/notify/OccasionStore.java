package org.afterimage.notify;

import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.afterimage.node.Occasion;

/** What happened and no message tells yet. Jobs that fail or are held are put there by the database itself. */
@Singleton
public class OccasionStore {
    /** That many go into one message at most; more go into the next. */
    private static final int MOST = 10_000;

    private static final String TAKE = """
            with taken as (delete from occasion where id in
                (select id from occasion where kind = any (?) order by id limit ? for update skip locked) returning *)
            select t.at, t.kind, t.subject, t.is_over, t.sentence, j.id, j.route, j.model, j.destination, j.reason_code,
            s.study_instance_uid, s.patient_id, s.patient_name, s.accession_number
            from taken t left join job j on j.id = t.job_id left join series r on r.id = j.series_id
            left join study s on s.id = r.study_id order by t.id
            """;

    private final DataSource database;

    /** For the container. */
    public OccasionStore(DataSource database) {
        this.database = database;
    }

    /** Notes what happened once. */
    void add(Happened happened) throws SQLException {
        try (Connection connection = database.getConnection()) {
            add(connection, happened);
        }
    }

    /** Notes whether something holds that lasts: when that changes, it is told. */
    void observe(Happened state, boolean holds) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement change = connection.prepareStatement(
                    holds
                            ? "insert into occasion_open (kind, subject, since) values (?, ?, ?) on conflict do nothing"
                            : "delete from occasion_open where kind = ? and subject = ? and since <= ?")) {
                change.setString(1, state.kind().name());
                change.setString(2, state.subject());
                change.setTimestamp(3, Timestamp.from(state.at()));
                if (change.executeUpdate() > 0) {
                    add(connection, state);
                }
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    /** The subjects of what lasts, of a kind. */
    Set<String> open(Occasion kind) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select subject from occasion_open where kind = ?")) {
            query.setString(1, kind.name());
            Set<String> subjects = new TreeSet<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    subjects.add(rows.getString(1));
                }
            }
            return subjects;
        }
    }

    /** When the oldest occasion of each of some kinds was. */
    Map<Occasion, Instant> first(Connection connection, Set<Occasion> wanted) throws SQLException {
        Map<Occasion, Instant> first = times(connection, "select kind, min(at) from occasion group by kind");
        first.keySet().retainAll(wanted);
        return first;
    }

    /** When a message last had each kind. */
    Map<Occasion, Instant> told(Connection connection) throws SQLException {
        return times(connection, "select kind, at from occasion_told");
    }

    /** Takes all occasions of some kinds, up to ten thousand, oldest first; they are gone when the transaction ends well. */
    List<Happened> take(Connection connection, Set<Occasion> kinds) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(TAKE)) {
            query.setArray(1, names(connection, kinds));
            query.setInt(2, MOST);
            List<Happened> taken = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    taken.add(happened(row));
                }
            }
            taken.sort(Comparator.comparing(Happened::at));
            return taken;
        }
    }

    /** Notes that a message has these kinds. */
    void tell(Connection connection, Set<Occasion> kinds, Instant now) throws SQLException {
        try (PreparedStatement told = connection.prepareStatement("insert into occasion_told (kind, at) values (?, ?)"
                + " on conflict (kind) do update set at = excluded.at")) {
            for (Occasion kind : kinds) {
                told.setString(1, kind.name());
                told.setTimestamp(2, Timestamp.from(now));
                told.executeUpdate();
            }
        }
    }

    /** Forgets those that nobody was told for so long, whatever this node is to tell: another one may be about to tell them. */
    void forget(Connection connection, Instant now, Duration old) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from occasion where at < ?")) {
            delete.setTimestamp(1, Timestamp.from(now.minus(old)));
            delete.executeUpdate();
        }
    }

    private static void add(Connection connection, Happened happened) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into occasion (at, kind, subject, is_over, sentence) values (?, ?, ?, ?, ?)")) {
            insert.setTimestamp(1, Timestamp.from(happened.at()));
            insert.setString(2, happened.kind().name());
            insert.setString(3, happened.subject());
            insert.setBoolean(4, happened.over());
            insert.setString(5, happened.sentence());
            insert.executeUpdate();
        }
    }

    private static Map<Occasion, Instant> times(Connection connection, String sql) throws SQLException {
        Map<Occasion, Instant> times = new EnumMap<>(Occasion.class);
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                times.put(
                        Occasion.valueOf(rows.getString(1)),
                        rows.getTimestamp(2).toInstant());
            }
        }
        return times;
    }

    private static Array names(Connection connection, Set<Occasion> kinds) throws SQLException {
        return connection.createArrayOf(
                "text", kinds.stream().map(Occasion::name).toArray());
    }

    private static Happened happened(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        Optional<Happened.Job> job = row.wasNull()
                ? Optional.empty()
                : Optional.of(new Happened.Job(
                        id,
                        row.getString("route"),
                        row.getString("model"),
                        row.getString("destination"),
                        text(row, "reason_code"),
                        new Happened.Study(
                                text(row, "study_instance_uid"),
                                text(row, "patient_id"),
                                text(row, "patient_name"),
                                text(row, "accession_number"))));
        return new Happened(
                row.getTimestamp("at").toInstant(),
                Occasion.valueOf(row.getString("kind")),
                row.getString("subject"),
                row.getBoolean("is_over"),
                row.getString("sentence"),
                job);
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNullElse(row.getString(column), "");
    }
}
