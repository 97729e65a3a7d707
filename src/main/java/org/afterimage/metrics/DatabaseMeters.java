package org.afterimage.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * What the database says, asked every few seconds by a thread of its own, so that a scrape waits for nothing: whether it answers, how large it is,
 * and how many outputs are held for a person. While it does not answer, what it said last stays.
 */
@ApplicationScoped
public class DatabaseMeters {
    private static final Logger LOG = Logger.getLogger(DatabaseMeters.class);
    private static final long PERIOD_SECONDS = 5;
    private static final int PATIENCE_SECONDS = 5;
    private static final String STATE = """
            select count(*), coalesce(extract(epoch from now() - min(updated_at)), 0), pg_database_size(current_database())
            from job where state = 'HELD'
            """;

    private final DataSource database;
    private ScheduledExecutorService turns;
    private volatile Seen seen = new Seen(false, 0, 0, 0);

    /** For the container. */
    public DatabaseMeters(DataSource database, MeterRegistry meters) {
        this.database = database;
        Gauge.builder("afterimage.database.up", () -> seen.up() ? 1 : 0)
                .description("1 when the database answered the last question")
                .register(meters);
        Gauge.builder("afterimage.database.size", () -> seen.bytes())
                .description("Size of the database")
                .baseUnit("bytes")
                .register(meters);
        Gauge.builder("afterimage.held", () -> seen.held())
                .description("Outputs that wait for a person to release or reject them, on all nodes of the database")
                .register(meters);
        Gauge.builder("afterimage.held.oldest", () -> seen.oldestSeconds())
                .description("How long the oldest of them has waited")
                .baseUnit("seconds")
                .register(meters);
    }

    private record Seen(boolean up, long held, double oldestSeconds, long bytes) {}

    void start(@Observes StartupEvent event) {
        turns = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "metrics");
            thread.setDaemon(true);
            return thread;
        });
        turns.scheduleWithFixedDelay(this::look, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        if (turns != null) {
            turns.shutdownNow();
        }
    }

    /** Asks; whatever goes wrong is a database that is not up, and is asked again. */
    void look() {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(STATE)) {
            query.setQueryTimeout(PATIENCE_SECONDS);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                seen = new Seen(true, row.getLong(1), row.getDouble(2), row.getLong(3));
            }
        } catch (SQLException | RuntimeException e) {
            if (seen.up()) {
                LOG.warnf("the database does not answer: %s", e.getMessage());
            }
            seen = new Seen(false, seen.held(), seen.oldestSeconds(), seen.bytes());
        }
    }
}
