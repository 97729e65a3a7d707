package org.afterimage.cluster;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.afterimage.node.ConfigurationException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Keeps a start from changing the database's schema under nodes that work with the old one, and an old program from working with a newer schema.
 */
@Singleton
public class SchemaGuard implements FlywayConfigurationCustomizer {
    private static final long MARGIN_MILLIS = 1500;

    @Override
    public void customize(FluentConfiguration configuration) {
        // By default, migrations that only a newer program knows are ignored.
        configuration.ignoreMigrationPatterns(new String[0]);
        configuration.callbacks(new BeforeAnyChange());
    }

    /** Asked once before the migrations of a start, if there are any to make. */
    private static final class BeforeAnyChange implements Callback {
        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.BEFORE_EACH_MIGRATE;
        }

        @Override
        public boolean canHandleInTransaction(Event event, Context context) {
            return true;
        }

        @Override
        public String getCallbackName() {
            return "no migration under nodes that work";
        }

        @Override
        public void handle(Event event, Context context) {
            try {
                requireNobody(context.getConnection());
            } catch (SQLException e) {
                throw new IllegalStateException("the database does not say which nodes live", e);
            }
        }
    }

    static void requireNobody(Connection connection) throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery("select to_regclass('node') is not null")) {
            row.next();
            if (!row.getBoolean(1)) {
                return;
            }
        }
        List<NodeRow> living = living(connection);
        if (!living.isEmpty()) {
            throw new ConfigurationException("This version of the program changes the schema of the database, on which "
                    + living.stream().map(NodeRow::described).collect(Collectors.joining(", "))
                    + (living.size() == 1 ? " works" : " work")
                    + " with another version. Stop all nodes, then start the new version on each.");
        }
    }

    /** Those that renew their row while one looks: a node that was killed a moment ago, this one before its start maybe, does not. */
    private static List<NodeRow> living(Connection connection) throws SQLException {
        List<NodeRow> seen =
                NodeRows.all(connection).stream().filter(NodeRow::lives).toList();
        if (seen.isEmpty()) {
            return seen;
        }
        try {
            TimeUnit.MILLISECONDS.sleep(NodeRows.RENEWED.toMillis() + MARGIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return seen;
        }
        return NodeRows.all(connection).stream()
                .filter(node -> seen.stream().anyMatch(before -> before.isBefore(node)))
                .toList();
    }
}
