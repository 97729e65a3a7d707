package org.afterimage.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.afterimage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page of held outputs reads, in a real database. */
class HeldRowsTest {
    private static final String ROWS = """
            insert into study (study_instance_uid, patient_id, patient_name, accession_number, study_date, description, state,
                    first_received_at, last_received_at, due_at, opened_at)
                values ('1.2.1', 'SIM1', 'SIMULATED^ONE', 'A7', '20260131', 'Chest', 'ROUTED', now(), now(), now(), now());
            insert into series (study_id, series_instance_uid) values (1, '1.2.1.1');
            insert into instance (series_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid, file, bytes, sha256, calling_ae_title,
                    called_ae_title, peer, association_id, received_at, receive_millis)
                select 1, '1.2.1.1.' || n, '1', '1', n || '.dcm', 1, 'x', 'A', 'B', '127.0.0.1', 1, now(), 1 from generate_series(1, 2) n;
            insert into job (series_id, route, model, destination, input_digest, state, created_at, updated_at)
                select 1, 'bones', 'chest-bone-suppression', 'PACS', 'd' || n, case n when 2 then 'SENT' else 'HELD' end, now(), now()
                from generate_series(1, 3) n;
            insert into gate_result (job_id, sop_instance_uid, gate, measured, bound, verdict, sentence, place_instance_uid)
                select 1, '1.2.1.1.1', 'gate' || n, n, 'at most 0', case n when 1 then 'PASS' else 'HOLD' end, 'why',
                    case n when 30 then '1.2.1.1.2' end from generate_series(1, 30) n;
            insert into derived_series (job_id, series_instance_uid, series_number, description, role)
                values (1, '2.25.1', 101, 'change', 'bone-change'), (1, '2.25.2', 102, 'bones', 'bone-suppressed');
            insert into derived_instance (derived_series_id, sop_instance_uid, sop_class_uid, file, bytes, sha256, made_at)
                values (1, '2.25.1.1', '1', 'c', 1, 'x', now()), (2, '2.25.2.1', '1', 'a', 1, 'x', now()),
                    (2, '2.25.2.2', '1', 'b', 1, 'x', now());
            insert into derived_source (derived_instance_id, instance_id) values (1, 1), (2, 1), (3, 2);
            insert into review (job_id, decision, person, reason, decided_at, is_first)
                values (1, 'RELEASED', 'Dr. Example', 'old', now(), true)
            """;

    @TempDir
    private static Path folder;

    private static TestDatabase database;
    private static HeldRows rows;

    @BeforeAll
    static void start() throws Exception {
        database = new TestDatabase(folder.resolve("postgresql"));
        rows = new HeldRows(database.source());
        for (String statement : ROWS.split(";\n")) {
            database.execute(statement);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @Test
    void aHeldOutputSaysWhoseItIsAndNoOtherJobIsThere() throws Exception {
        assertThat(rows.after(0, 9)).extracting(HeldOutput::id).containsExactly(1L, 3L);
        assertThat(rows.after(1, 9)).extracting(HeldOutput::id).containsExactly(3L);
        HeldOutput first = rows.after(0, 1).get(0);
        assertThat(first.study())
                .isEqualTo(new HeldOutput.Study("1.2.1", "SIMULATED^ONE", "SIM1", "A7", "20260131", "Chest"));
        assertThat(first.model()).isEqualTo("chest-bone-suppression");
    }

    @Test
    void ofWhatStoppedItThatWithAPlaceComesFirstAndAllAreCounted() throws Exception {
        HeldRows.Stops stops = rows.stops(1, 20);
        assertThat(stops.all()).isEqualTo(29);
        assertThat(stops.shown()).hasSize(20);
        assertThat(stops.shown().get(0).gate()).isEqualTo("gate30");
        assertThat(stops.shown().get(0).place().sopInstanceUid()).isEqualTo("1.2.1.1.2");
        assertThat(stops.shown().get(1).place()).isNull();
        assertThat(rows.stops(3, 20).all()).isZero();
    }

    @Test
    void itsFirstImageIsNoChangeMapAndStandsBesideItsSource() throws Exception {
        assertThat(rows.first(1)).contains(new HeldRows.Pair("1.2.1.1.1", "2.25.2.1"));
        assertThat(rows.madeOf(1, "1.2.1.1.2")).contains(new HeldRows.Pair("1.2.1.1.2", "2.25.2.2"));
        assertThat(rows.first(3)).isEmpty();
    }

    @Test
    void theSecondOfTwoPeopleSeesTheFirstOnesWord() throws Exception {
        assertThat(rows.firstWord(3)).isEmpty();
        Decision decision = Decision.of(1, false, rows.firstWord(1).orElseThrow(), "dr. example");
        assertThat(decision.two()).as("whatever the configuration says since").isTrue();
        assertThat(decision.own()).isTrue();
        Decision anothers = Decision.of(1, false, rows.firstWord(1).orElseThrow(), "another");
        assertThat(anothers.own()).isFalse();
        assertThat(Decision.of(3, false, null, "another").two()).isFalse();
    }
}
