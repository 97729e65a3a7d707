package org.afterimage.cluster;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * The rows of the nodes. All times are the database's, so that the clocks of machines need not agree.
 *
 * @param database where they are
 */
record NodeRows(DataSource database) {
    /** How often a node renews its row. */
    static final Duration RENEWED = Duration.ofSeconds(1);

    /** A node that has not renewed its row for so long may have ended. */
    static final Duration SILENT = Duration.ofSeconds(3);

    /** A node that has not renewed its row for so long has ended, or has lost the database. */
    static final Duration LEASE = Duration.ofSeconds(10);

    /** What a silent node may have is not waited for any longer than this: it may be paused for days. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Of PostgreSQL's advisory locks, the one under which names are taken. */
    private static final long NAME_LOCK = 0x4146_5445_5249_4E4EL;

    private static final String ALIVE = "renewed_at > now() - interval '" + LEASE.toSeconds() + " seconds'";

    /** Another process that lives under a name; one on the same data folder does not, or this one had not got it. */
    private static final String TAKEN =
            "select from node where name = ? and process <> ? and " + ALIVE + " and not (host = ? and data_folder = ?)";

    private static final String INSERT = """
            insert into node (process, name, host, pid, data_folder, version, started_at, renewed_at)
            values (?, ?, ?, ?, ?, ?, now(), now()) on conflict (process) do update set renewed_at = now()
            """;

    private static final String COLUMNS =
            "select process, name, host, pid, data_folder, version, started_at, renewed_at, " + ALIVE + " from node";

    private static final String MISSING = "select from node where renewed_at < now() - interval '" + SILENT.toSeconds()
            + " seconds' and renewed_at > now() - interval '" + PATIENCE.toSeconds() + " seconds' limit 1";

    /** Takes a name; false if another process lives under it. */
    boolean take(NodeRow node) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                boolean free = isFree(connection, node);
                if (free) {
                    insert(connection, node);
                }
                connection.commit();
                return free;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static boolean isFree(Connection connection, NodeRow node) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            lock.setLong(1, NAME_LOCK);
            lock.execute();
        }
        try (PreparedStatement query = connection.prepareStatement(TAKEN)) {
            query.setString(1, node.name());
            query.setString(2, node.process());
            query.setString(3, node.host());
            query.setString(4, node.dataFolder());
            try (ResultSet row = query.executeQuery()) {
                return !row.next();
            }
        }
    }

    private static void insert(Connection connection, NodeRow node) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, node.process());
            insert.setString(2, node.name());
            insert.setString(3, node.host());
            insert.setLong(4, node.pid());
            insert.setString(5, node.dataFolder());
            insert.setString(6, node.version());
            insert.executeUpdate();
        }
    }

    /** Says that a process lives; false if it has no row any more. */
    boolean renew(String process) throws SQLException {
        return execute("update node set renewed_at = now() where process = ?", process) == 1;
    }

    /** A process ends, or one that ended has left nothing that is not filed. */
    void remove(String process) throws SQLException {
        execute("delete from node where process = ?", process);
    }

    /** Whether a node is silent that may have received what is not in the index yet. */
    boolean isOneMissing() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(MISSING);
                ResultSet row = query.executeQuery()) {
            return row.next();
        }
    }

    private int execute(String sql, String process) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, process);
            return statement.executeUpdate();
        }
    }

    /** All of them, by name. */
    List<NodeRow> all() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return all(connection);
        }
    }

    static List<NodeRow> all(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(COLUMNS + " order by name, started_at");
                ResultSet row = query.executeQuery()) {
            List<NodeRow> nodes = new ArrayList<>();
            while (row.next()) {
                nodes.add(new NodeRow(
                        row.getString(2),
                        row.getString(1),
                        row.getString(3),
                        row.getLong(4),
                        row.getString(5),
                        row.getString(6),
                        time(row, 7),
                        time(row, 8),
                        row.getBoolean(9)));
            }
            return nodes;
        }
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
