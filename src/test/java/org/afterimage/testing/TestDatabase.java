package org.afterimage.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.afterimage.database.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** A real database with the node's schema. */
public final class TestDatabase implements AutoCloseable {
    private final EmbeddedPostgres postgres;
    private final PGSimpleDataSource source = new PGSimpleDataSource();

    /** Starts a server in a folder and migrates it. */
    public TestDatabase(Path folder) throws IOException, InterruptedException {
        postgres = EmbeddedPostgres.start(folder);
        source.setUrl(postgres.jdbcUrl());
        source.setUser(postgres.user());
        source.setPassword(postgres.password());
        Flyway.configure().dataSource(source).load().migrate();
    }

    /** Connections of somebody. */
    public DataSource source() {
        return source;
    }

    /** Connections of a node, whose writing is recorded in the provenance chain. */
    public DataSource nodeSource(String node) {
        PGSimpleDataSource own = new PGSimpleDataSource();
        own.setUrl(postgres.jdbcUrl());
        own.setUser(postgres.user());
        own.setPassword(postgres.password());
        own.setOptions("-c afterimage.node=" + node);
        return own;
    }

    /** Kills the server, which then starts again by itself. */
    public void kill() {
        ProcessHandle.of(postgres.pid()).orElseThrow().destroyForcibly();
    }

    /** Runs a statement. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row, as text. */
    public String ask(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Forgets what was received. */
    public void empty() throws SQLException {
        execute("truncate study, series, instance cascade");
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
