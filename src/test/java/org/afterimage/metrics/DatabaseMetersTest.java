package org.afterimage.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.SQLException;
import org.afterimage.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a database of its own, whose start takes its time. */
class DatabaseMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    @Test
    void heldOutputsAreCountedAndADatabaseThatIsGoneIsDown(@TempDir Path folder) throws Exception {
        DatabaseMeters meters;
        try (TestDatabase database = new TestDatabase(folder.resolve("postgresql"))) {
            job(database, "a", "HELD", 90);
            job(database, "b", "HELD", 3_600);
            job(database, "c", "CONFIRMED", 7_200);
            meters = new DatabaseMeters(database.source(), registry);
            assertThat(gauge("afterimage.database.up")).isZero();

            meters.look();
            assertThat(gauge("afterimage.database.up")).isEqualTo(1);
            assertThat(gauge("afterimage.held")).isEqualTo(2);
            assertThat(gauge("afterimage.held.oldest")).isBetween(3_600.0, 3_700.0);
            assertThat(gauge("afterimage.database.size")).isGreaterThan(1_000_000);
        }
        meters.look();
        assertThat(gauge("afterimage.database.up")).isZero();
        assertThat(gauge("afterimage.held")).isEqualTo(2);
    }

    private static void job(TestDatabase database, String uid, String state, int secondsAgo) throws SQLException {
        database.execute("""
                with s as (insert into study (study_instance_uid, state, first_received_at, last_received_at, due_at, opened_at)
                        values ('%1$s', 'ROUTED', now(), now(), now(), now()) returning id),
                    r as (insert into series (study_id, series_instance_uid) select id, '%1$s' from s returning id)
                insert into job (series_id, route, model, destination, input_digest, state, created_at, updated_at)
                    select id, 'route', 'model', 'PACS', '%1$s', '%2$s', now(), now() - interval '%3$d seconds' from r
                """.formatted(uid, state, secondsAgo));
    }
}
