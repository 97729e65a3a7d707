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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * The messages in the database. One is taken for a time; a node that dies with it leaves it to be taken again, so that each goes at least
 * once.
 */
@Singleton
public class Outbox {
    /** Longer than one attempt can take. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final Duration KEPT = Duration.ofDays(90);
    private static final int LONGEST = 1_000;

    private static final String TAKE = """
            update notification set attempts = attempts + 1, next_at = ?, node = ? where id =
                (select id from notification where state = 'WAITING' and next_at <= ? and channel = any (?)
                order by next_at, id limit 1 for update skip locked)
            returning id, made_at, channel, title, content, attempts
            """;

    private final DataSource database;

    /** For the container. */
    public Outbox(DataSource database) {
        this.database = database;
    }

    /** What became of a message. */
    public enum State {
        /** It goes at its time. */
        WAITING,
        /** The other side has taken it. */
        SENT,
        /** It was tried often enough. */
        GIVEN_UP
    }

    /**
     * A message as the page of notifications shows it.
     *
     * @param id its number
     * @param madeAt when it was made
     * @param channel by which way it goes
     * @param title of it
     * @param state what became of it
     * @param attempts so far
     * @param nextAt when it is tried next
     * @param endedAt when it was sent or given up; null before
     * @param failure why it did not go, or whom it did not reach; empty for none
     */
    public record Row(
            long id,
            Instant madeAt,
            ChannelName channel,
            String title,
            State state,
            int attempts,
            Instant nextAt,
            Instant endedAt,
            String failure) {}

    /** A message that this node is to send now. */
    record Taken(long row, ChannelName channel, int attempts, Message message) {}

    /** Adds a message; it is there when the transaction ends well. */
    void add(Connection connection, ChannelName channel, String title, String content, String node, Instant now)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into notification"
                + " (made_at, channel, title, content, state, next_at, node) values (?, ?, ?, ?, 'WAITING', ?, ?)")) {
            insert.setTimestamp(1, Timestamp.from(now));
            insert.setString(2, channel.name());
            insert.setString(3, title);
            insert.setString(4, content);
            insert.setTimestamp(5, Timestamp.from(now));
            insert.setString(6, node);
            insert.executeUpdate();
        }
    }

    /** Takes the next message that is due and goes by one of these ways. */
    Optional<Taken> take(Set<ChannelName> channels, String node, Instant now) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(TAKE)) {
            update.setTimestamp(1, Timestamp.from(now.plus(LEASE)));
            update.setString(2, node);
            update.setTimestamp(3, Timestamp.from(now));
            update.setArray(
                    4,
                    connection.createArrayOf(
                            "text", channels.stream().map(ChannelName::name).toArray()));
            try (ResultSet row = update.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                long id = row.getLong("id");
                Instant made = row.getTimestamp("made_at").toInstant();
                return Optional.of(new Taken(
                        id,
                        ChannelName.valueOf(row.getString("channel")),
                        row.getInt("attempts"),
                        new Message(
                                "afterimage-" + id + "-" + made.toEpochMilli(),
                                made,
                                row.getString("title"),
                                row.getString("content"))));
            }
        }
    }

    /** It went; the remark says whom it did not reach. */
    void sent(Taken taken, String remark, Instant now) throws SQLException {
        end(taken.row(), State.SENT, remark, now);
    }

    /** It did not go, and is tried again unless that was the last attempt. */
    void failed(Taken taken, String sentence, int most, Instant now) throws SQLException {
        if (taken.attempts() >= most) {
            end(taken.row(), State.GIVEN_UP, sentence, now);
            return;
        }
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update notification set next_at = ?, failure = ? where id = ? and state = 'WAITING'")) {
            update.setTimestamp(1, Timestamp.from(now.plus(Backoff.after(taken.attempts()))));
            update.setString(2, bounded(sentence));
            update.setLong(3, taken.row());
            update.executeUpdate();
        }
    }

    private void end(long id, State state, String sentence, Instant now) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update notification set state = ?, failure = ?, ended_at = ? where id = ? and state = 'WAITING'")) {
            update.setString(1, state.name());
            update.setString(2, bounded(sentence));
            update.setTimestamp(3, Timestamp.from(now));
            update.setLong(4, id);
            update.executeUpdate();
        }
    }

    /** Tries a message again that was given up; false when there is none of that number. */
    public boolean again(long id, Instant now) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement("update notification set state = 'WAITING',"
                        + " attempts = 0, next_at = ?, ended_at = null where id = ? and state = 'GIVEN_UP'")) {
            update.setTimestamp(1, Timestamp.from(now));
            update.setLong(2, id);
            return update.executeUpdate() > 0;
        }
    }

    /**
     * The messages, newest first.
     *
     * @param before number of the last of the page before; 0 for the first page
     */
    public List<Row> list(long before, int most) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("select id, made_at, channel, title, state,"
                        + " attempts, next_at, ended_at, failure from notification where ? = 0 or id < ?"
                        + " order by id desc limit ?")) {
            query.setLong(1, before);
            query.setLong(2, before);
            query.setInt(3, most);
            List<Row> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Timestamp ended = row.getTimestamp("ended_at");
                    found.add(new Row(
                            row.getLong("id"),
                            row.getTimestamp("made_at").toInstant(),
                            ChannelName.valueOf(row.getString("channel")),
                            row.getString("title"),
                            State.valueOf(row.getString("state")),
                            row.getInt("attempts"),
                            row.getTimestamp("next_at").toInstant(),
                            ended == null ? null : ended.toInstant(),
                            row.getString("failure")));
                }
            }
            return found;
        }
    }

    /** Forgets messages that ended long ago. */
    void forget(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from notification where made_at < ? and state <> 'WAITING'")) {
            delete.setTimestamp(1, Timestamp.from(now.minus(KEPT)));
            delete.executeUpdate();
        }
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
