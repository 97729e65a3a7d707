package org.afterimage.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.afterimage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lists of studies and jobs on a real database of 120 studies with a job each, three of which came in the same moment. */
class QueriesTest {
    @TempDir
    private static Path folder;

    private static TestDatabase database;
    private static StudyList studies;
    private static JobList jobs;

    @BeforeAll
    static void start() throws Exception {
        database = new TestDatabase(folder.resolve("postgresql"));
        database.execute("insert into study (study_instance_uid, patient_id, patient_name, accession_number, state,"
                + " first_received_at, last_received_at, due_at, opened_at) select '2.25.' || n, 'P' || n, 'N_me' || n || '^X',"
                + " 'A' || n, 'ROUTED', t, t, t, t from (select n, timestamptz '2026-01-31 12:00:00.123456+00'"
                + " + (n / 3) * interval '1 hour' as t from generate_series(1, 120) n) numbered");
        database.execute(
                "insert into series (study_id, series_instance_uid, modality) select id, 'x' || id, 'CT' from study");
        database.execute(
                "insert into job (series_id, route, model, destination, input_digest, state, created_at, updated_at,"
                        + " ended_at) select id, 'r' || id % 2, 'm', 'PACS', id::text,"
                        + " case when id % 40 = 0 then 'FAILED' when id % 40 = 1 then 'QUEUED' else 'CONFIRMED' end, now(), now(),"
                        + " case when id % 40 = 1 then null else now() end from series");
        studies = new StudyList(database.source());
        jobs = new JobList(database.source());
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @Test
    void pagesFollowOneAnotherWithoutAGapAndWithoutARepetition() throws SQLException {
        List<Long> seen = new ArrayList<>();
        StudyQuery place = new StudyQuery();
        List<StudyRow> page = studies.read(place, 7);
        while (!page.isEmpty()) {
            page.forEach(row -> seen.add(row.id()));
            StudyRow last = page.get(page.size() - 1);
            page = studies.read(new StudyQuery().startingAfter(last.lastReceivedAt(), last.id()), 7);
        }
        assertThat(seen).hasSize(120).doesNotHaveDuplicates();
        assertThat(seen.get(0)).isEqualTo(120);
    }

    @Test
    void aPatientIsFoundByTheBeginningOfIdOrNameAndWildcardsAreLetters() throws SQLException {
        assertThat(studies.read(new StudyQuery().ofPatient("P12"), 50))
                .extracting(StudyRow::patientId)
                .containsExactly("P120", "P12");
        assertThat(studies.read(new StudyQuery().ofPatient("n_ME7^"), 50))
                .extracting(StudyRow::patientId)
                .containsExactly("P7");
        assertThat(studies.read(new StudyQuery().ofPatient("n%"), 50)).isEmpty();
        assertThat(studies.read(new StudyQuery().ofPatient("' or true --"), 50)).isEmpty();
    }

    @Test
    void statesOfJobsNarrowBothLists() throws SQLException {
        assertThat(studies.read(new StudyQuery().inState("FAILED"), 50))
                .hasSize(3)
                .allSatisfy(row -> assertThat(row.jobs()).containsExactly("FAILED"));
        assertThat(jobs.read(new JobQuery().inState("OPEN"), 50))
                .extracting(JobRow::state)
                .containsOnly("QUEUED");
        assertThat(jobs.read(new JobQuery().inState("DELIVERED"), 500)).hasSize(114);
        assertThat(jobs.read(new JobQuery().inState("no such state"), 50)).isEmpty();
        assertThat(jobs.read(new JobQuery().startingAfter(11), 50)).hasSize(10);
    }

    @Test
    void aPlaceThatIsNoneIsTheBeginning() throws SQLException {
        StudyQuery asked = new StudyQuery();
        asked.after = "1.2.3; drop table study";
        assertThat(studies.read(asked, 1)).extracting(StudyRow::id).containsExactly(120L);
        asked.from = "not a date";
        assertThat(studies.read(asked, 1)).hasSize(1);
        asked.from = Instant.now().toString().substring(0, 10);
        assertThat(asked.words()).isEqualTo("from=" + asked.from);
    }
}
