package org.afterimage.console.people;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What people changed. Entries are added, in the transaction of the change where there is one, and the database refuses to change them. */
@ApplicationScoped
public class AuditLog {
    private static final int LONGEST = 2_000;

    private final DataSource database;
    private final String node;

    /** For the container. */
    public AuditLog(DataSource database, @ConfigProperty(name = "afterimage.node") String node) {
        this.database = database;
        this.node = node;
    }

    /** Who does something, and from where. */
    public record Who(String person, String address) {}

    /**
     * What is done.
     *
     * @param action such as {@code job.retry}
     * @param subject to what
     * @param before how that was
     * @param after how that is since
     * @param reason why
     */
    public record What(String action, String subject, String before, String after, String reason) {
        /** Of which no reason is asked. */
        public What(String action, String subject, String before, String after) {
            this(action, subject, before, after, "");
        }
    }

    /** Adds an entry. */
    public void add(Who who, What what) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into audit_entry"
                        + " (at, node, person, address, action, subject, before, after, reason)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setTimestamp(1, Timestamp.from(Instant.now()));
            insert.setString(2, node);
            insert.setString(3, who.person());
            insert.setString(4, who.address());
            insert.setString(5, what.action());
            insert.setString(6, bounded(what.subject()));
            insert.setString(7, bounded(what.before()));
            insert.setString(8, bounded(what.after()));
            insert.setString(9, bounded(what.reason()));
            insert.executeUpdate();
        } catch (SQLException e) {
            // What can't be told is not done: the caller's transaction does not survive this.
            throw new IllegalStateException("the audit log can't be written", e);
        }
    }

    /**
     * Entries, newest first.
     *
     * @param person whose; empty for everybody's
     * @param before those with lower numbers alone; 0 for the newest
     */
    public List<AuditEntry> list(String person, long before, int most) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("select * from audit_entry where id < ?"
                        + (person.isEmpty() ? "" : " and person = ?") + " order by id desc limit ?")) {
            int place = 1;
            query.setLong(place++, before == 0 ? Long.MAX_VALUE : before);
            if (!person.isEmpty()) {
                query.setString(place++, person);
            }
            query.setInt(place, most);
            List<AuditEntry> entries = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    entries.add(entry(row));
                }
            }
            return entries;
        }
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                row.getString("node"),
                row.getString("person"),
                row.getString("address"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("before"),
                row.getString("after"),
                row.getString("reason"));
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
