package org.afterimage.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.afterimage.receive.LastCalls;
import org.afterimage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found to have changed, in a real database, whose start takes the test's time. */
class ChangeReaderTest {
    @TempDir
    private static Path folder;

    private static TestDatabase database;
    private static long sequence;

    private ChangeReader reader;

    @BeforeAll
    static void start() throws Exception {
        database = new TestDatabase(folder.resolve("postgresql"));
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @BeforeEach
    void look() throws SQLException {
        reader = new ChangeReader(database.source(), new LastCalls());
        assertThat(reader.read()).as("nothing changed since nothing was seen").isEmpty();
    }

    @Test
    void whatTheChainRecordsIsToldOnce() throws Exception {
        record("job", 1);
        record("audit_entry", 1);
        assertThat(reader.read()).containsExactly(Kind.JOBS);
        assertThat(reader.read()).isEmpty();
        record("delivery_attempt", 1);
        record("review", 1);
        assertThat(reader.read()).containsExactlyInAnyOrder(Kind.JOBS, Kind.HELD, Kind.DELIVERIES);
        record("configuration_version", 1);
        assertThat(reader.read()).containsExactly(Kind.CONFIGURATION);
    }

    @Test
    void afterALongTimeAllOfTheChainCountsAsChanged() throws Exception {
        record("audit_entry", 2_001);
        assertThat(reader.read()).contains(Kind.JOBS, Kind.HELD, Kind.ARRIVALS, Kind.CONFIGURATION);
        assertThat(reader.read()).isEmpty();
    }

    @Test
    void imagesOfAStudyThatIsNotCompleteAreAnArrival() throws Exception {
        database.execute("insert into study (study_instance_uid, state, first_received_at, last_received_at, due_at,"
                + " opened_at) values ('1.2.3', 'RECEIVING', now(), now(), now(), now())");
        assertThat(reader.read()).containsExactly(Kind.ARRIVALS);
        database.execute("update study set last_received_at = now() + interval '1 second'");
        assertThat(reader.read()).containsExactly(Kind.ARRIVALS);
        assertThat(reader.read()).isEmpty();
    }

    @Test
    void whatIsNotRecordedIsCompared() throws Exception {
        database.execute("insert into destination (ae_title, down_since, reason) values ('PACS', now(), 'refused')");
        assertThat(reader.read()).containsExactly(Kind.DESTINATIONS);
        database.execute("update destination set down_since = null, reason = null");
        assertThat(reader.read()).containsExactly(Kind.DESTINATIONS);
        database.execute("insert into first_start_step values ('NODE', '', 'admin', now())");
        assertThat(reader.read()).containsExactly(Kind.START);
        database.execute("insert into node (process, name, host, pid, data_folder, version, started_at, renewed_at)"
                + " values ('p', 'SECOND', 'h', 1, '/d', '1', now(), now())");
        assertThat(reader.read()).containsExactly(Kind.NODES);
        database.execute("update node set renewed_at = now() + interval '1 second'");
        assertThat(reader.read()).as("it still lives").isEmpty();
        database.execute("update node set renewed_at = now() - interval '1 minute'");
        assertThat(reader.read()).containsExactly(Kind.NODES);
    }

    private static void record(String relation, int rows) throws SQLException {
        database.execute(
                "insert into provenance_event (sequence, recorded_at, node, operation, relation, row_id, row_part,"
                        + " content, hash) select " + sequence + " + n, now(), 'OTHER', 'INSERT', '" + relation
                        + "', 1, 0, '{}', ''::bytea from generate_series(1, " + rows + ") n");
        sequence += rows;
    }
}
