package org.afterimage.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
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
                        + " ended_at, reason_code) select id, 'r' || id % 2,"
                        + " (array['bone', 'bone@0.1.0', 'bone@0.2.0', 'bone_', 'bone-x@1'])[1 + id % 5],"
                        + " case when id % 2 = 0 then 'PACS' else 'ARCHIVE' end, id::text,"
                        + " case when id % 40 = 0 then 'FAILED' when id % 40 = 1 then 'QUEUED' else 'CONFIRMED' end, now(), now(),"
                        + " case when id % 40 = 1 then null else timestamptz '2026-03-10 12:00:00+00' - (id / 40) * interval '1 day'"
                        + " end, case when id % 40 = 0 then nullif('CODE' || id / 40, 'CODE3') end from series");
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

    @Test
    void bothListsAreNarrowedByThePatientAndTheAccession() throws SQLException {
        JobQuery asked = new JobQuery();
        asked.patient = "n_ME7^";
        assertThat(jobs.read(asked, 50)).extracting(JobRow::patientId).containsExactly("P7");
        asked.patient = "n%";
        assertThat(jobs.read(asked, 50)).isEmpty();
        asked.patient = "";
        asked.accession = "A11";
        assertThat(jobs.read(asked, 50)).hasSize(11);
        asked.study = "2.25.115";
        assertThat(jobs.read(asked, 50)).extracting(JobRow::accession).containsExactly("A115");
        assertThat(asked.words()).isEqualTo("accession=A11&study=2.25.115");
    }

    @Test
    void aModelIsFoundInAllItsVersionsAndAVersionInItself() throws SQLException {
        JobQuery asked = new JobQuery();
        asked.model = "bone";
        assertThat(jobs.read(asked, 200))
                .hasSize(72)
                .extracting(JobRow::model)
                .containsOnly("bone", "bone@0.1.0", "bone@0.2.0");
        asked.model = "bone@0.1.0";
        assertThat(jobs.read(asked, 200)).hasSize(24).extracting(JobRow::model).containsOnly("bone@0.1.0");
        asked.model = "bone_";
        assertThat(jobs.read(asked, 200)).hasSize(24).extracting(JobRow::model).containsOnly("bone_");
        asked.model = "bone%";
        assertThat(jobs.read(asked, 200)).isEmpty();
        StudyQuery ofStudies = new StudyQuery();
        ofStudies.model = "bone";
        assertThat(studies.read(ofStudies, 200)).hasSize(72);
        ofStudies.destination = "ARCHIVE";
        assertThat(studies.read(ofStudies, 200)).hasSize(36);
        ofStudies.route = "r0";
        assertThat(studies.read(ofStudies, 200)).isEmpty();
    }

    @Test
    void whatJobsNameCanBeChosenThoughNoConfigurationHasIt() throws SQLException {
        assertThat(Choices.recorded(database.source(), "route")).containsExactly("r0", "r1");
        assertThat(Choices.recorded(database.source(), "destination")).containsExactly("ARCHIVE", "PACS");
        assertThat(Choices.recorded(database.source(), "split_part(model, '@', 1)"))
                .containsExactlyInAnyOrder("bone", "bone-x", "bone_");
        Choices.Names names = new Choices.Names(List.of("OPEN"), List.of("r0"), List.of(), List.of("PACS"));
        assertThat(names.with("", "r0", "old@1", "GONE"))
                .isEqualTo(
                        new Choices.Names(List.of("OPEN"), List.of("r0"), List.of("old@1"), List.of("PACS", "GONE")));
    }

    @Test
    void theListThatTheOverviewLinksHasWhatItCounts() throws SQLException {
        JobQuery asked = new JobQuery();
        asked.state = "FAILED";
        assertThat(jobs.read(asked, 50)).hasSize(3);
        asked.endedFrom = "2026-03-08";
        assertThat(jobs.read(asked, 50)).hasSize(2);
        asked.endedUntil = "2026-03-08";
        assertThat(jobs.read(asked, 50)).hasSize(1);
        asked.endedFrom = "2026-03-01";
        asked.reason = JobQuery.NO_CODE;
        assertThat(jobs.read(asked, 50)).hasSize(1);
        asked.endedUntil = "";
        try (Connection connection = database.source().getConnection()) {
            asked.reason = "";
            Timestamp since = Timestamp.valueOf("2026-03-01 00:00:00");
            assertThat(OverviewReader.failed(connection, since))
                    .isEqualTo(3)
                    .isEqualTo(jobs.read(asked, 50).size());
            assertThat(OverviewReader.failures(connection, since, 2)).hasSize(2);
        }
    }

    @Test
    void anExportHasAllRowsOnceThoughTheyAreReadInPortions() throws Exception {
        List<Long> seen = new ArrayList<>();
        studies.each(new StudyQuery(), row -> seen.add(row.id()), 7);
        assertThat(seen).hasSize(120).doesNotHaveDuplicates();
        seen.clear();
        jobs.each(new JobQuery(), row -> seen.add(row.id()), 120);
        assertThat(seen).hasSize(120).doesNotHaveDuplicates();
    }

    @Test
    void theStudyPageHasSeriesInPartsWithTheirDecisionsAndTheWayOfEachJob() throws SQLException {
        database.execute(
                "insert into study (study_instance_uid, patient_name, state, first_received_at, last_received_at,"
                        + " due_at, opened_at) values ('1.2.3', 'Many^Series', 'ROUTED', '2025-01-01', '2025-01-01', '2025-01-01', '2025-01-01')");
        try {
            database.execute(
                    "insert into series (study_id, series_instance_uid, modality, series_number) select id, 'many' || n, 'MR', n"
                            + " from study, generate_series(1, 5) n where study_instance_uid = '1.2.3'");
            database.execute(
                    "insert into route_decision (series_id, route, taken, sentence, clauses, decided_at) select id, 'r', true,"
                            + " 'taken', '[]', now() from series where series_instance_uid = 'many3'");
            database.execute(
                    "insert into study_route (study_id, route, state, waits_since, changed_at) select id, 'r', 'HELD', now(), now()"
                            + " from study where study_instance_uid = '1.2.3'");
            database.execute(
                    "insert into job (series_id, route, model, destination, input_digest, state, created_at, updated_at)"
                            + " select id, 'r', 'm', 'PACS', 'x', 'RUNNING', now(), now() from series where series_instance_uid = 'many3'");
            database.execute(
                    "insert into job_stage (job_id, stage, attempt, started_at, millis, detail) select j.id, stage, attempt,"
                            + " timestamptz '2025-01-01 00:00:00+00' + attempt * interval '1 hour', 5, 'done' from job j,"
                            + " (values ('RECEIVED', 1), ('ROUTED', 1), ('ROUTED', 2)) done (stage, attempt) where j.input_digest = 'x'");
            StudyReader reader = new StudyReader(database.source());
            assertThat(reader.head("1.2.4")).isEmpty();
            StudyHead head = reader.head("1.2.3").orElseThrow();
            assertThat(head.patientName()).isEqualTo("Many^Series");
            Part<SeriesDecisions> second = reader.series(head.id(), 1, 2);
            assertThat(second.total()).isEqualTo(5);
            assertThat(second.shown())
                    .extracting(one -> one.series().seriesNumber())
                    .containsExactly(3, 4);
            assertThat(second.shown().get(0).decisions())
                    .extracting(SeriesDecisions.Decision::route)
                    .containsExactly("r");
            assertThat(second.shown().get(1).decisions()).isEmpty();
            assertThat(reader.routes(head.id())).singleElement().matches(StudyReader.RouteProgress::forceable);
            assertThat(reader.jobs(head.id())).isEqualTo(1);
            JobWay way = reader.ways(jobs.ofStudy(head.id(), 10)).get(0);
            assertThat(way.job().deeds().cancellable()).isTrue();
            assertThat(way.way())
                    .extracting(JobPageView.Step::done)
                    .containsExactly(true, true, false, false, false, false, false);
            assertThat(way.way().get(1).stage().attempt()).isEqualTo(2);
        } finally {
            database.execute("delete from job_stage; delete from job where input_digest = 'x'; delete from study_route;"
                    + " delete from route_decision; delete from series where series_instance_uid like 'many%';"
                    + " delete from study where study_instance_uid = '1.2.3'");
        }
    }
}
