package org.afterimage.configuration;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** The versions of the configuration in the database, which are added and never changed. */
@Singleton
public class VersionStore {
    private static final String COLUMNS = "id, node, digest, taken_at, origin, person, previous_id, difference";
    private static final String LATEST =
            "select " + COLUMNS + " from configuration_version where node = ? order by id desc limit 1";

    /** One change after the other, on whichever node; the number is this table's alone. */
    private static final String LOCK = "select pg_advisory_xact_lock(5417809)";

    private final DataSource database;

    /** For the container. */
    public VersionStore(DataSource database) {
        this.database = database;
    }

    /** What is said of a change when it is recorded. */
    record Change(String node, ConfigurationFiles files, Origin origin, String person, Instant takenAt) {}

    /** A version with its texts. */
    public record Stored(ConfigurationVersion version, ConfigurationFiles files) {}

    /** Records what comes into force on a node; what is in force already is not recorded again. */
    ConfigurationVersion record(Change change) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                ConfigurationVersion recorded = record(connection, change);
                connection.commit();
                return recorded;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static ConfigurationVersion record(Connection connection, Change change) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.execute();
        }
        Optional<ConfigurationVersion> latest = latest(connection, change.node());
        if (latest.isPresent() && latest.get().digest().equals(change.files().digest())) {
            return latest.get();
        }
        String difference = "";
        if (latest.isPresent()) {
            ConfigurationFiles before =
                    find(connection, latest.get().id()).orElseThrow().files();
            difference = LineDifference.of(before, change.files());
        }
        insert(connection, change, latest.map(ConfigurationVersion::id).orElse(null), difference);
        return latest(connection, change.node()).orElseThrow();
    }

    private static void insert(Connection connection, Change change, Long previous, String difference)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into configuration_version (node, digest, taken_at, origin, person, previous_id, difference,
                node_yaml, remotes_yaml, routes_yaml) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
            Map<String, String> texts = change.files().texts();
            insert.setString(1, change.node());
            insert.setString(2, change.files().digest());
            insert.setTimestamp(3, Timestamp.from(change.takenAt()));
            insert.setString(4, change.origin().name());
            insert.setString(5, change.person());
            insert.setObject(6, previous);
            insert.setString(7, difference);
            insert.setString(8, texts.get("node.yaml"));
            insert.setString(9, texts.get("remotes.yaml"));
            insert.setString(10, texts.get("routes.yaml"));
            insert.executeUpdate();
        }
    }

    private static Optional<ConfigurationVersion> latest(Connection connection, String node) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(LATEST)) {
            query.setString(1, node);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(version(row)) : Optional.empty();
            }
        }
    }

    /** The versions of all nodes of the database, newest first. */
    public List<ConfigurationVersion> list(int first, int most) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "select " + COLUMNS + " from configuration_version order by id desc offset ? limit ?")) {
            query.setInt(1, first);
            query.setInt(2, most);
            List<ConfigurationVersion> versions = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    versions.add(version(rows));
                }
            }
            return versions;
        }
    }

    /** A version by its number. */
    public Optional<Stored> find(long id) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return find(connection, id);
        }
    }

    private static Optional<Stored> find(Connection connection, long id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select " + COLUMNS
                + ", node_yaml, remotes_yaml, routes_yaml from configuration_version where id = ?")) {
            query.setLong(1, id);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                ConfigurationFiles files = new ConfigurationFiles(Map.of(
                        "node.yaml", row.getString("node_yaml"),
                        "remotes.yaml", row.getString("remotes_yaml"),
                        "routes.yaml", row.getString("routes_yaml")));
                return Optional.of(new Stored(version(row), files));
            }
        }
    }

    private static ConfigurationVersion version(ResultSet row) throws SQLException {
        return new ConfigurationVersion(
                row.getLong("id"),
                row.getString("node"),
                row.getString("digest"),
                row.getTimestamp("taken_at").toInstant(),
                Origin.valueOf(row.getString("origin")),
                row.getString("person"),
                row.getObject("previous_id", Long.class),
                row.getString("difference"));
    }
}
