package org.afterimage.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * A connection to a node's database for a command beside the node: to the server that its environment names, to the one of a node that runs
 * on the data folder, or to the folder's own, which is started for as long as this is open.
 */
public final class OpenedDatabase implements AutoCloseable {
    private static final int PORT_LINE = 3;
    private static final int READY_LINE = 7;

    private final Connection connection;
    private final Optional<EmbeddedPostgres> started;

    private OpenedDatabase(Connection connection, Optional<EmbeddedPostgres> started) {
        this.connection = connection;
        this.started = started;
    }

    /**
     * Opens the database.
     *
     * @param home the folder that {@link EmbeddedPostgres} was given
     * @throws IOException with a sentence, if there is no database there, or it can't be started
     */
    public static OpenedDatabase open(Path home) throws IOException, InterruptedException, SQLException {
        String url = System.getenv("QUARKUS_DATASOURCE_JDBC_URL");
        if (url != null) {
            return new OpenedDatabase(
                    connect(
                            url,
                            System.getenv("QUARKUS_DATASOURCE_USERNAME"),
                            System.getenv("QUARKUS_DATASOURCE_PASSWORD")),
                    Optional.empty());
        }
        if (!Files.exists(home.resolve("cluster").resolve("PG_VERSION"))) {
            throw new IOException("There is no node's database in " + home + "; --data names a node's data folder.");
        }
        Optional<String> running = running(home.resolve("cluster").resolve("postmaster.pid"));
        if (running.isPresent()) {
            String password = Files.readString(home.resolve("superuser.password"));
            return new OpenedDatabase(connect(running.get(), "postgres", password), Optional.empty());
        }
        EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
        try {
            return new OpenedDatabase(
                    connect(postgres.jdbcUrl(), postgres.user(), postgres.password()), Optional.of(postgres));
        } catch (SQLException e) {
            postgres.close();
            throw e;
        }
    }

    /** The connection. */
    public Connection connection() {
        return connection;
    }

    /** Ends the connection, and the server where this started it. */
    @Override
    public void close() throws SQLException, IOException {
        try {
            connection.close();
        } finally {
            if (started.isPresent()) {
                started.get().close();
            }
        }
    }

    private static Connection connect(String url, String user, String password) throws SQLException {
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        // Not by DriverManager, which knows the drivers of its own class loader alone.
        Connection connection = new Driver().connect(url, properties);
        if (connection == null) {
            throw new SQLException(url + " is no address of a PostgreSQL.");
        }
        return connection;
    }

    /** The address of a server that lives, from its pid file: process, folder, start, port, and in the eighth line whether it is ready. */
    private static Optional<String> running(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.size() <= READY_LINE || !lines.get(READY_LINE).trim().equals("ready")) {
            return Optional.empty();
        }
        boolean alive = ProcessHandle.of(Long.parseLong(lines.get(0).trim()))
                .flatMap(process -> process.info().command())
                .map(command -> command.contains("postgres"))
                .orElse(false);
        return alive
                ? Optional.of(
                        "jdbc:postgresql://127.0.0.1:" + lines.get(PORT_LINE).trim() + "/postgres")
                : Optional.empty();
    }
}
