package org.afterimage.work;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Jobs that are to be made and that the queue does not have: none, unless a person tries one again in the moment in which it ends. */
final class LostJobs {
    private static final String QUERY = """
            select j.id, j.priority from job j where j.state in ('QUEUED', 'RUNNING') and j.ended_at is null
            and j.updated_at < now() - interval '10 seconds'
            and not exists (select from scheduled_tasks t where t.task_name = 'job' and t.task_instance = j.id::text)
            limit 1000
            """;

    private final DataSource dataSource;

    LostJobs(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** A job and what it is worth. */
    record Lost(long jobId, int priority) {}

    List<Lost> find() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(QUERY);
                ResultSet rows = query.executeQuery()) {
            List<Lost> lost = new ArrayList<>();
            while (rows.next()) {
                lost.add(new Lost(rows.getLong(1), rows.getInt(2)));
            }
            return lost;
        }
    }
}
