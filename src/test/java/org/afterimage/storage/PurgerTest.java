package org.afterimage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.NodeFolders;
import org.afterimage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes and what stays, by the rows of a real PostgreSQL and the files of a real folder. */
class PurgerTest {
    @TempDir
    private static Path databaseFolder;

    private static TestDatabase database;

    @TempDir
    private Path folder;

    private NodeFolders folders;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private int files;

    @BeforeAll
    static void start() throws Exception {
        database = new TestDatabase(databaseFolder);
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        database.execute("truncate study, series, instance, purge, job restart identity cascade");
        folders = new NodeFolders(folder.resolve("data"), folder.resolve("models"));
    }

    @Test
    void aStudyWithoutAJobGoesWhenItsTimeIsOverAndItsRowsStayAndSayWhy() throws Exception {
        study(1, "8 days");
        study(2, "6 days");
        Purger.Turn turn = purger("").turn();
        assertThat(turn).isEqualTo(new Purger.Turn(1, 2, 2000, false));
        assertThat(spooled()).isEqualTo(2);
        assertThat(database.ask(
                        "select string_agg(study_instance_uid || ' ' || coalesce(p.rule, '-'), ', ' order by s.id)"
                                + " from study s left join purge p on p.id = s.purge_id"))
                .isEqualTo("1.1 UNROUTED, 1.2 -");
        assertThat(database.ask("select count(*) from instance")).isEqualTo("4");
        assertThat(database.ask(
                        "select files || ' ' || bytes || ' ' || (removed_at >= marked_at) || ' ' || reason from purge"))
                .startsWith("2 2000 true kept as long as storage.keep.unrouted says; no job needed them since ");
        assertThat(meters.counter("afterimage.purged.files", "kind", "STUDY", "rule", "UNROUTED")
                        .count())
                .isEqualTo(2);
        assertThat(database.ask("select instances from purge"))
                .as("which they were")
                .isEqualTo("{[1,3)}");
        assertThat(purger("").turn()).as("again").isEqualTo(new Purger.Turn(0, 0, 0, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUEUED", "RUNNING", "DELIVERING", "SENT"})
    void nothingGoesWhileAJobGoesOnHoweverOldItIs(String state) throws Exception {
        study(1, "5000 days");
        job(1, 1, state, null);
        job(2, 1, "CONFIRMED", "4000 days");
        Purger.Turn turn = purger("keep: { sent: 1s }, keepWhenShort: { sent: 0s }, warnBelow: 100%")
                .turn();
        assertThat(turn.purges()).as("only what the other job made").isEqualTo(1);
        assertThat(spooled()).isEqualTo(2);
        assertThat(derived(1)).isTrue();
        assertThat(derived(2)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "CONFIRMED, 15 days, true", "CONFIRMED, 13 days, false", "SENT, 4000 days, false", "HELD, 4000 days, false",
        "FAILED, 91 days, true", "FAILED, 89 days, false", "CANCELLED, 31 days, true", "REJECTED, 91 days, true",
        "SHADOWED, 91 days, true"
    })
    void whatEndedGoesAsItsStateSays(String state, String age, boolean goes) throws Exception {
        study(1, "5000 days");
        job(1, 1, state, age);
        purger("").turn();
        assertThat(derived(1)).isEqualTo(!goes);
        assertThat(spooled()).isEqualTo(goes ? 0 : 2);
        assertThat(database.ask("select count(*) from purge")).isEqualTo(goes ? "2" : "0");
    }

    @Test
    void aStudyStaysAsLongAsTheJobOfItThatIsKeptForLongest() throws Exception {
        study(1, "100 days");
        job(1, 1, "CONFIRMED", "99 days");
        job(2, 1, "FAILED", "50 days");
        purger("").turn();
        assertThat(derived(1)).isFalse();
        assertThat(derived(2)).isTrue();
        assertThat(spooled()).isEqualTo(2);
    }

    @Test
    void anInstanceThatCameLatelyKeepsItsStudy() throws Exception {
        study(1, "1 day");
        job(1, 1, "CONFIRMED", "99 days");
        purger("").turn();
        assertThat(spooled()).isEqualTo(2);
    }

    @Test
    void aStudyThatARouteHoldsForAPersonStays() throws Exception {
        study(1, "5000 days");
        database.execute("insert into study_route (study_id, route, state, waits_since, changed_at)"
                + " values (1, 'r', 'HELD', now(), now())");
        purger("").turn();
        assertThat(spooled()).isEqualTo(2);
    }

    @Test
    void aStudyThatIsStillReceivedStays() throws Exception {
        study(1, "5000 days");
        database.execute("update study set state = 'RECEIVING'");
        purger("").turn();
        assertThat(spooled()).isEqualTo(2);
    }

    @Test
    void whileRoomIsShortTheShorterTimesHoldAndTheOldestGoesFirst() throws Exception {
        study(1, "3 days");
        study(2, "2 days");
        assertThat(purger("").turn().purges()).isZero();
        Purger shortOfRoom = purger("keepWhenShort: { unrouted: 1h }, warnBelow: 100%, refuseBelow: 0.001%");
        List<Purgeable> next = shortOfRoom.next(true, 10);
        assertThat(next).extracting(Purgeable::id).containsExactly(1L, 2L);
        assertThat(shortOfRoom.turn().purges()).isEqualTo(2);
        assertThat(database.ask("select min(reason) from purge"))
                .contains("storage.keepWhenShort.unrouted", "room was short");
    }

    @Test
    void aTurnEndsAtItsBoundAndSaysThatThereIsMore() throws Exception {
        for (int i = 1; i <= 5; i++) {
            study(i, (20 - i) + " days");
        }
        assertThat(purger("purgeFiles: 4").turn()).isEqualTo(new Purger.Turn(2, 4, 4000, true));
        assertThat(database.ask("select string_agg(study_id::text, ' ' order by id) from purge"))
                .isEqualTo("1 2");
        assertThat(purger("purgeFiles: 4").turn().more()).isTrue();
        assertThat(purger("purgeFiles: 4").turn()).isEqualTo(new Purger.Turn(1, 2, 2000, false));
        assertThat(spooled()).isZero();
    }

    @Test
    void aPurgeThatWasCutOffGoesOn() throws Exception {
        study(1, "8 days");
        study(2, "16 days");
        job(1, 2, "CONFIRMED", "20 days");
        try (Connection connection = database.source().getConnection()) {
            PurgeStore store = new PurgeStore(connection);
            KeepTimes times = KeepTimes.of(configuration("").node().storage(), false);
            for (Purgeable one : store.oldest(times, 10)) {
                assertThat(store.mark(one, times)).isPresent();
            }
        }
        Files.delete(folders.spool().resolve("instances/1/1.dcm"));
        assertThat(database.ask("select count(*) from purge where removed_at is null"))
                .isEqualTo("3");
        purger("keep: { unrouted: forever, confirmed: forever }").turn();
        assertThat(database.ask("select count(*) from purge where removed_at is null"))
                .isEqualTo("0");
        assertThat(spooled()).isZero();
        assertThat(derived(1)).isFalse();
    }

    @Test
    void whatCameBackWhileItsPurgeWasCutOffStays() throws Exception {
        study(1, "8 days");
        try (Connection connection = database.source().getConnection()) {
            PurgeStore store = new PurgeStore(connection);
            KeepTimes times = KeepTimes.of(configuration("").node().storage(), false);
            store.mark(store.oldest(times, 1).get(0), times);
        }
        database.execute("update instance set purge_id = null where id = 2");
        purger("").turn();
        assertThat(folders.spool().resolve("instances/1/1.dcm")).doesNotExist();
        assertThat(folders.spool().resolve("instances/1/2.dcm")).exists();
    }

    @Test
    void whatChangedSinceItWasFoundIsNotMarked() throws Exception {
        study(1, "8 days");
        study(2, "16 days");
        job(1, 2, "CONFIRMED", "20 days");
        try (Connection connection = database.source().getConnection()) {
            PurgeStore store = new PurgeStore(connection);
            KeepTimes times = KeepTimes.of(configuration("").node().storage(), false);
            List<Purgeable> found = store.oldest(times, 10);
            assertThat(found).hasSize(3);
            job(2, 1, "QUEUED", null); // a person has it done again
            database.execute("update job set state = 'DELIVERING', ended_at = null where id = 1");
            for (Purgeable one : found) {
                assertThat(store.mark(one, times)).isEqualTo(Optional.empty());
            }
        }
        assertThat(database.ask("select count(*) from purge")).isEqualTo("0");
    }

    @Test
    void whatAFailedJobLeftWithoutARowGoesWithIt() throws Exception {
        study(1, "5000 days");
        job(1, 1, "FAILED", "91 days");
        database.execute("delete from derived_instance");
        database.execute("delete from derived_series");
        purger("").turn();
        assertThat(derived(1)).isFalse();
    }

    @Test
    void aReplacedFileGoes() throws Exception {
        study(1, "1 day");
        Path old = Files.writeString(folders.spool().resolve("instances/1/old.dcm"), "old");
        database.execute(
                "insert into other_content (instance_id, sha256, outcome, calling_ae_title, peer, replaced_file)"
                        + " values (1, 'b', 'REPLACED', 'A', 'b', 'instances/1/old.dcm')");
        purger("").turn();
        assertThat(old).doesNotExist();
        assertThat(spooled()).isEqualTo(2);
        assertThat(database.ask("select count(*) from other_content where replaced_file is null"))
                .isEqualTo("1");
    }

    @Test
    void oneNodeAtATimePurges() throws Exception {
        study(1, "8 days");
        try (Connection other = database.source().getConnection()) {
            other.createStatement().execute("select pg_advisory_lock(" + 0x61667465_72707572L + ")");
            assertThat(purger("").turn().purges()).isZero();
        }
        assertThat(purger("").turn().purges()).isEqualTo(1);
    }

    @Test
    void whatIsKeptIsToldByState() throws Exception {
        study(1, "8 days");
        study(2, "8 days");
        job(1, 2, "CONFIRMED", "1 day");
        study(3, "8 days");
        job(2, 3, "DELIVERING", null);
        KeptFiles kept = new KeptFiles(database.source(), configuration(""));
        assertThat(kept.kept())
                .extracting(one -> one.kind() + " " + one.state() + " " + one.count() + " " + one.files() + " "
                        + one.bytes() + " " + one.keep())
                .containsExactlyInAnyOrder(
                        "STUDY UNROUTED 1 2 2000 7d",
                        "STUDY CONFIRMED 1 2 2000 14d",
                        "STUDY IN_WORK 1 2 2000 goes on",
                        "JOB CONFIRMED 1 1 500 14d",
                        "JOB IN_WORK 1 1 500 goes on");
        purger("").turn();
        assertThat(kept.purged().files()).isEqualTo(2);
        assertThat(kept.kept()).extracting(KeptFiles.Kept::state).doesNotContain("UNROUTED");
    }

    private NodeConfiguration configuration(String storage) throws IOException {
        Path conf = Files.createDirectories(folder.resolve("conf" + files++));
        String marks = storage.contains("warnBelow") ? "" : "warnBelow: 0.001%, refuseBelow: 0.001%, ";
        Files.writeString(conf.resolve("node.yaml"), "aeTitles: [A]\nstorage: { " + marks + storage + " }\n");
        Files.writeString(conf.resolve("remotes.yaml"), "remotes: []\n");
        return NodeConfiguration.read(conf);
    }

    private Purger purger(String storage) throws IOException {
        NodeConfiguration configuration = configuration(storage);
        DiskRoom room = new DiskRoom(configuration, folders, new SimpleMeterRegistry());
        return new Purger(database.source(), configuration, folders, room, new StorageMeters(meters));
    }

    /** A study of two instances that is routed. */
    private void study(int id, String age) throws SQLException, IOException {
        database.execute("""
                insert into study (study_instance_uid, state, first_received_at, last_received_at, opened_at, due_at)
                    select '1.%1$d', 'ROUTED', t, t, t, t from (select now() - interval '%2$s' as t) n;
                insert into series (study_id, series_instance_uid) values (%1$d, '1.%1$d.1');
                insert into instance (series_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid, file, bytes, sha256, calling_ae_title,
                    called_ae_title, peer, association_id, received_at, receive_millis)
                    select %1$d, '1.%1$d.1.' || i, 'c', 't', 'instances/%1$d/' || i || '.dcm', 1000, 'a', 'A', 'B', 'p', 1, now(), 1
                    from generate_series(1, 2) i
                """.formatted(id, age));
        for (int i = 1; i <= 2; i++) {
            Path file = folders.spool().resolve("instances/" + id + "/" + i + ".dcm");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "received");
        }
    }

    /** A job that made one instance. */
    private void job(int id, int study, String state, String endedAge) throws SQLException, IOException {
        String ended = endedAge == null ? "null" : "now() - interval '" + endedAge + "'";
        database.execute("""
                insert into job (series_id, route, model, destination, input_digest, state, created_at, updated_at, ended_at)
                    values (%2$d, 'r%1$d', 'm', 'd', 'i', '%3$s', now(), now(), %4$s);
                insert into job_source (job_id, place, series_id) values (%1$d, 0, %2$d);
                insert into derived_series (job_id, series_instance_uid, series_number, description) values (%1$d, '2.%1$d', 1, 'd');
                insert into derived_instance (derived_series_id, sop_instance_uid, sop_class_uid, file, bytes, sha256, made_at)
                    select max(id), '2.%1$d.1', 'c', '%1$d/1.dcm', 500, 'b', now() from derived_series
                """.formatted(id, study, state, ended));
        Path file = folders.derived().resolve(id + "/1.dcm");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "derived");
    }

    private boolean derived(int job) {
        return Files.exists(folders.derived().resolve(job + "/1.dcm"));
    }

    private long spooled() throws IOException {
        Path instances = folders.spool().resolve("instances");
        if (!Files.exists(instances)) {
            return 0;
        }
        try (var walked = Files.walk(instances)) {
            return walked.filter(Files::isRegularFile).count();
        }
    }
}
