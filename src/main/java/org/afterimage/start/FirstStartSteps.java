package org.afterimage.start;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import javax.sql.DataSource;

/** What an administrator has done of the first start. Kept, so that it can be left and come back to, on another node, too. */
@ApplicationScoped
public class FirstStartSteps {
    private final DataSource database;

    /** For the container. */
    public FirstStartSteps(DataSource database) {
        this.database = database;
    }

    /** A step of the first start, in their order. */
    public enum Step {
        /** What this node is called and where it listens. */
        NODE,
        /** Who may send. */
        CALLERS,
        /** Where results go; the subject is the AE title of a destination that answered. */
        DESTINATION,
        /** Which model for which studies; the subject is a route. */
        ROUTE,
        /** A test study; the subject is its Study Instance UID. */
        TEST
    }

    /**
     * That a step was done.
     *
     * @param subject for what; empty where the step has none
     */
    public record Done(String subject, String person, Instant at) {}

    /** What was done so far. */
    public Map<Step, Done> all() throws SQLException {
        Map<Step, Done> done = new EnumMap<>(Step.class);
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("select * from first_start_step");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                done.put(
                        Step.valueOf(row.getString("step")),
                        new Done(
                                row.getString("subject"),
                                row.getString("person"),
                                row.getTimestamp("done_at").toInstant()));
            }
        }
        return done;
    }

    /** Notes that a step was done, or done again for something else. */
    public void done(Step step, String subject, String person) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement upsert = connection.prepareStatement("""
                        insert into first_start_step (step, subject, person, done_at) values (?, ?, ?, ?)
                        on conflict (step) do update set subject = excluded.subject, person = excluded.person,
                        done_at = excluded.done_at
                        """)) {
            upsert.setString(1, step.name());
            upsert.setString(2, subject);
            upsert.setString(3, person);
            upsert.setTimestamp(4, Timestamp.from(Instant.now()));
            upsert.executeUpdate();
        }
    }

    /** Whether any study ever came. */
    public boolean anyStudy() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("select exists (select 1 from study)");
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
