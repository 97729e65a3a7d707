package org.afterimage.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.node.OtherContent;
import org.afterimage.node.StudyTimes;
import org.afterimage.receive.InstanceIndex.Outcome;
import org.afterimage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real PostgreSQL, which is started once. */
class InstanceIndexTest {
    private static final StudyTimes TEN_SECONDS = StudyTimes.of(Duration.ofSeconds(10), Optional.empty());

    @TempDir
    private static Path folder;

    private static TestDatabase database;
    private static InstanceIndex index;

    @BeforeAll
    static void start() throws Exception {
        database = new TestDatabase(folder);
        index = new InstanceIndex(database.source(), TEN_SECONDS, OtherContent.KEEP_FIRST);
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        database.empty();
    }

    @Test
    void aGroupOfSeveralStudiesAndSeriesHasOneRowEach() throws SQLException {
        List<Outcome> results = add(List.of(
                TestInstances.received("1.1", "1.1.1", "1.1.1.1", "a"),
                TestInstances.received("1.1", "1.1.1", "1.1.1.2", "b"),
                TestInstances.received("1.1", "1.1.2", "1.1.2.1", "c"),
                TestInstances.received("1.2", "1.2.1", "1.2.1.1", "d")));
        assertThat(results).hasSize(4).containsOnly(Outcome.NEW);
        assertThat(database.ask("select count(*) from study")).isEqualTo("2");
        assertThat(database.ask("select count(*) from series")).isEqualTo("3");
        assertThat(database.ask("select string_agg(i.sop_instance_uid || ' ' || series_instance_uid || ' '"
                        + " || study_instance_uid, ', ' order by sop_instance_uid)"
                        + " from instance i join series r on r.id = series_id join study s on s.id = study_id"))
                .isEqualTo("1.1.1.1 1.1.1 1.1, 1.1.1.2 1.1.1 1.1, 1.1.2.1 1.1.2 1.1, 1.2.1.1 1.2.1 1.2");
    }

    @Test
    void everyColumnIsWhatCame() throws SQLException {
        add(List.of(TestInstances.received("1.1", "1.1.1", "1.1.1.1", "a")));
        assertThat(database.ask(
                        "select concat_ws('|', patient_id, patient_name, accession_number, study_date, description,"
                                + " state, extract(epoch from due_at - last_received_at)::integer,"
                                + " last_received_at - first_received_at) from study"))
                .isEqualTo("SIM1|SIMULATED^RECEIVE|Simulated|RECEIVING|10|00:00:00");
        assertThat(database.ask("select concat_ws('|', modality, series_number, description, routing) from series"))
                .isEqualTo("CT|3");
        assertThat(database.ask(
                        "select concat_ws('|', sop_class_uid, transfer_syntax_uid, instance_number, file, bytes,"
                                + " sha256, calling_ae_title, called_ae_title, peer, association_id, receive_millis,"
                                + " other_content_count, extract(epoch from received_at)) from instance"))
                .isEqualTo("1.2.840.10008.5.1.4.1.1.2|1.2.840.10008.1.2.1|7|instances/20260101/1200/1.1.1.1-a.dcm|1000|"
                        + TestInstances.sha256(new byte[] {'a'})
                        + "|SENDER|AFTERIMAGE|127.0.0.1|1|1.5|0|1767268800.250000");
    }

    @Test
    void theSameContentAgainChangesNothing() throws SQLException {
        add(List.of(TestInstances.received("1.1", "1.1.1", "1.1.1.1", "a")));
        database.execute("update study set state = 'ROUTED'");
        String before = everything();
        assertThat(add(List.of(TestInstances.received("1.1", "1.1.1", "1.1.1.1", "a"))))
                .containsExactly(Outcome.SAME_CONTENT);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void otherContentIsCountedAndTheFirstCopyStays() throws SQLException {
        add(List.of(TestInstances.received("1.1", "1.1.1", "1.1.1.1", "a")));
        assertThat(add(List.of(
                        TestInstances.received("1.1", "1.1.1", "1.1.1.1", "b"),
                        TestInstances.received("1.1", "1.1.1", "1.1.1.2", "c"))))
                .containsExactly(Outcome.OTHER_CONTENT, Outcome.NEW);
        assertThat(database.ask("select file || ' ' || other_content_count from instance"
                        + " where sop_instance_uid = '1.1.1.1'"))
                .isEqualTo("instances/20260101/1200/1.1.1.1-a.dcm 1");
    }

    @Test
    void theSameInstanceTwiceInAGroupIsOneRow() throws SQLException {
        assertThat(add(List.of(
                        TestInstances.received("1.1", "1.1.1", "1.1.1.1", "a"),
                        TestInstances.received("1.1", "1.1.1", "1.1.1.1", "b"))))
                .containsExactlyInAnyOrder(Outcome.NEW, Outcome.OTHER_CONTENT);
        assertThat(database.ask("select count(*) from instance")).isEqualTo("1");
    }

    @Test
    void aNewInstancePushesTheDueTimeOfItsStudyBackAndOpensItAgain() throws SQLException {
        add(List.of(TestInstances.received("1.1", "1.1.1", "1.1.1.1", "a")));
        database.execute("update study set state = 'ROUTED', due_at = '2020-01-01', first_received_at = '2020-01-01'");
        add(List.of(TestInstances.received("1.1", "1.1.1", "1.1.1.2", "b")));
        assertThat(database.ask("select state || ' ' || (due_at > now()) || ' ' || (first_received_at = '2020-01-01')"
                        + " from study"))
                .isEqualTo("RECEIVING true true");
    }

    @Test
    void aStudyIsLookedAtAtItsCapEvenIfInstancesKeepComing() throws SQLException {
        InstanceIndex capped = new InstanceIndex(
                database.source(),
                StudyTimes.of(Duration.ofSeconds(10), Optional.of(Duration.ofSeconds(30))),
                OtherContent.KEEP_FIRST);
        add(capped, List.of(TestInstances.received("1.1", "1.1.1", "1.1.1.1", "a")));
        assertThat(times()).isEqualTo("10 30");
        database.execute("update study set opened_at = opened_at - interval '25 s', cap_at = cap_at - interval '25 s'");
        add(capped, List.of(TestInstances.received("1.1", "1.1.1", "1.1.1.2", "b")));
        assertThat(database.ask("select due_at = cap_at and due_at < now() + interval '6 s' from study"))
                .isEqualTo("t");
        database.execute("update study set state = 'ROUTED', cap_at = null");
        add(capped, List.of(TestInstances.received("1.1", "1.1.1", "1.1.1.3", "c")));
        assertThat(times()).isEqualTo("10 30");
        assertThat(database.ask("select opened_at = last_received_at from study"))
                .isEqualTo("t");
    }

    private String times() throws SQLException {
        return database.ask("select extract(epoch from due_at - last_received_at)::integer || ' '"
                + " || extract(epoch from cap_at - opened_at)::integer from study");
    }

    @Test
    void twoNodesThatAddTheSameInstancesAtOnceMakeOneRowEach() throws Exception {
        InstanceIndex other = new InstanceIndex(database.source(), TEN_SECONDS, OtherContent.KEEP_FIRST);
        List<IndexedFile> up = new ArrayList<>();
        List<IndexedFile> down = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            up.add(TestInstances.received("1." + (i % 3 + 1), "1.9." + (i % 5 + 1), "1.8." + i, "a"));
            down.add(0, TestInstances.received("1." + (i % 3 + 1), "1.9." + (i % 5 + 1), "1.8." + i, "a"));
        }
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Callable<List<Outcome>>> adding = List.of(() -> add(up), () -> add(other, down));
        List<Outcome> results = new ArrayList<>();
        for (Future<List<Outcome>> added : threads.invokeAll(adding)) {
            results.addAll(added.get());
        }
        threads.shutdown();
        assertThat(results.stream().filter(Outcome.NEW::equals)).hasSize(40);
        assertThat(database.ask("select count(*) from instance")).isEqualTo("40");
    }

    @Test
    void aNulOfABrokenCharacterSetIsLeftOut() throws SQLException {
        IndexedFile plain = TestInstances.received("1.1", "1.1.1", "1.1.1.1", "a");
        DataSet dataSet = TestInstances.dataSet("1.1", "1.1.1", "1.1.1.1", new byte[2])
                .putBytes(Tag.PATIENT_NAME, VR.PN, new byte[] {'A', 0, 'B', ' '});
        ReceivedInstance instance = plain.instance();
        ReceivedInstance broken = new ReceivedInstance(
                instance.request(),
                IndexedHeader.of(dataSet),
                instance.file(),
                instance.bytes(),
                instance.dataSetOffset(),
                instance.receivedAt(),
                instance.millis());
        add(List.of(new IndexedFile(broken, plain.sha256())));
        assertThat(database.ask("select patient_name from study")).isEqualTo("AB");
    }

    @Test
    void whatIsNotCommittedIsUndone() throws SQLException {
        try (IndexTransaction transaction =
                index.insert(List.of(TestInstances.received("1.1", "1.1.1", "1.1.1.1", "a")))) {
            assertThat(transaction.outcomes()).containsExactly(Outcome.NEW);
            assertThat(database.ask("select count(*) from study")).isEqualTo("0");
        }
        assertThat(database.ask("select count(*) from study")).isEqualTo("0");
    }

    private static List<Outcome> add(List<IndexedFile> group) throws SQLException {
        return add(index, group);
    }

    private static List<Outcome> add(InstanceIndex index, List<IndexedFile> group) throws SQLException {
        try (IndexTransaction transaction = index.insert(group)) {
            transaction.commit();
            return transaction.outcomes();
        }
    }

    private static String everything() throws SQLException {
        return database.ask(
                "select (select string_agg(s::text, ' ') from study s)"
                        + " || (select string_agg(r::text, ' ') from series r) || (select string_agg(i::text, ' ') from instance i)");
    }
}
