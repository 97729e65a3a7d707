package org.afterimage.work;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.RemoteSettings.Remote;
import org.afterimage.provenance.JobEntity.State;
import org.afterimage.provenance.Stage;

/** What is measured of jobs: how many wait and how long, how long each stage takes, how they end, and which destinations are up. */
@ApplicationScoped
public class WorkMeters {
    private static final String WAITING = """
            select state, count(*), coalesce(extract(epoch from now() - min(created_at)), 0) from job
            where ended_at is null group by state
            """;
    private static final String DOWN = "select ae_title from destination where down_since is not null";

    private final MeterRegistry meters;
    private final DataSource dataSource;
    private final NodeConfiguration configuration;
    private final Set<String> shown = ConcurrentHashMap.newKeySet();
    private final Map<State, Waiting> waiting = new ConcurrentHashMap<>();
    private final Map<String, Boolean> down = new ConcurrentHashMap<>();

    /** For the container. */
    public WorkMeters(MeterRegistry meters, DataSource dataSource, NodeConfiguration configuration) {
        this.meters = meters;
        this.dataSource = dataSource;
        this.configuration = configuration;
        for (State state : new State[] {State.QUEUED, State.RUNNING, State.DELIVERING, State.SENT}) {
            Gauge.builder("afterimage.jobs", () -> waiting(state).count())
                    .description("Jobs that have not ended, by state, on all nodes of the database")
                    .tag("state", state.name())
                    .register(meters);
            Gauge.builder("afterimage.jobs.oldest", () -> waiting(state).oldestSeconds())
                    .description("Age of the oldest of them")
                    .baseUnit("seconds")
                    .tag("state", state.name())
                    .register(meters);
        }
        showDestinations();
    }

    /** Those of the configuration in force; one that is no longer there keeps its gauge, and its jobs wait. */
    private void showDestinations() {
        for (Remote remote : configuration.remotes().remotes()) {
            if (!shown.add(remote.aeTitle())) {
                continue;
            }
            Gauge.builder("afterimage.destination.up", () -> down.containsKey(remote.aeTitle()) ? 0 : 1)
                    .description("1 unless the destination takes no associations, when its jobs wait")
                    .tag("destination", remote.aeTitle())
                    .register(meters);
        }
    }

    private record Waiting(long count, double oldestSeconds) {}

    private Waiting waiting(State state) {
        return waiting.getOrDefault(state, new Waiting(0, 0));
    }

    /** Reads from the database what gauges show. */
    void refresh() throws SQLException {
        showDestinations();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(WAITING);
                PreparedStatement downs = connection.prepareStatement(DOWN)) {
            Map<State, Waiting> found = new ConcurrentHashMap<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.put(State.valueOf(rows.getString(1)), new Waiting(rows.getLong(2), rows.getDouble(3)));
                }
            }
            waiting.keySet().retainAll(found.keySet());
            waiting.putAll(found);
            Map<String, Boolean> foundDown = new ConcurrentHashMap<>();
            try (ResultSet rows = downs.executeQuery()) {
                while (rows.next()) {
                    foundDown.put(rows.getString(1), true);
                }
            }
            down.keySet().retainAll(foundDown.keySet());
            down.putAll(foundDown);
        }
    }

    /** A stage is done. */
    void stage(Stage stage, double millis) {
        Timer.builder("afterimage.stage")
                .description("Time that each stage of a job took")
                .tag("stage", stage.name())
                .register(meters)
                .record((long) (millis * 1000), TimeUnit.MICROSECONDS);
    }

    /** A job has ended. */
    void ended(State state, String reasonCode) {
        Counter.builder("afterimage.jobs.ended")
                .description("Jobs that ended on this node, by state and reason")
                .tag("state", state.name())
                .tag("reason", reasonCode == null ? "" : reasonCode)
                .register(meters)
                .increment();
    }
}
