package org.afterimage.notify;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.afterimage.node.NotificationSettings;
import org.afterimage.node.Occasion;

/** Makes messages of occasions, on one node at a time: the occasions go and the messages come in one transaction. */
@Singleton
public class MessageMaker {
    /** One node makes messages; the number is this task's alone. */
    private static final String LOCK = "select pg_try_advisory_xact_lock(5417817)";

    private static final Duration OLD = Duration.ofDays(2);

    private final DataSource database;
    private final OccasionStore occasions;
    private final Outbox outbox;

    /** For the container. */
    public MessageMaker(DataSource database, OccasionStore occasions, Outbox outbox) {
        this.database = database;
        this.occasions = occasions;
        this.outbox = outbox;
    }

    /**
     * Makes what is due.
     *
     * @param node that tells it
     * @return how many messages were made
     */
    int make(NotificationSettings settings, String node, Instant now) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                int made = locked(connection) ? make(connection, settings, node, now) : 0;
                connection.commit();
                return made;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private int make(Connection connection, NotificationSettings settings, String node, Instant now)
            throws SQLException {
        Set<ChannelName> channels = Channels.configured(settings);
        Set<Occasion> wanted = EnumSet.noneOf(Occasion.class);
        wanted.addAll(settings.on());
        occasions.forget(connection, now, OLD);
        outbox.forget(connection, now);
        if (channels.isEmpty()) {
            return 0;
        }
        Set<Occasion> due = new Grouping(settings.grouping(), settings.pause())
                .due(occasions.first(connection, wanted), occasions.told(connection), now);
        List<Happened> taken = due.isEmpty() ? List.of() : occasions.take(connection, due);
        if (taken.isEmpty()) {
            return 0;
        }
        occasions.tell(connection, due, now);
        MessageText writer = new MessageText(node, settings.console(), settings.patientData());
        for (ChannelName channel : channels) {
            String content = channel == ChannelName.WEBHOOK ? writer.json(taken, now) : writer.text(taken);
            outbox.add(connection, channel, writer.title(taken), content, node, now);
        }
        return channels.size();
    }

    private static boolean locked(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK);
                ResultSet row = lock.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
