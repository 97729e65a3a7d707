package org.afterimage.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.net.Status;
import org.afterimage.node.OtherContent;
import org.afterimage.node.StudyTimes;
import org.afterimage.receive.journal.JournalSize;
import org.afterimage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Success only after the bytes are durable; then file and row follow, whatever happens between. Against a real PostgreSQL and a real folder. */
class StoreReceiverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private static Path databaseFolder;

    private static TestDatabase database;

    @TempDir
    private Path folder;

    private final TestDisk disk = new TestDisk();
    private Spool spool;
    private DurableStore store;
    private StoreReceiver receiver;

    @BeforeAll
    static void startDatabase() throws Exception {
        database = new TestDatabase(databaseFolder);
    }

    @AfterAll
    static void stopDatabase() throws Exception {
        database.close();
    }

    @BeforeEach
    void start() throws Exception {
        database.empty();
        spool = new Spool(folder, disk);
        store = new DurableStore(spool, index(), "first", new JournalSize(8 << 20, 4), 8, PATIENCE);
        receiver = new StoreReceiver(store, new Admission(() -> true, Optional.empty()), (status, nanos) -> {});
    }

    @AfterEach
    void stop() throws IOException {
        receiver.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {300_000, 3_000_000})
    void anInstanceIsKeptByteForByteWithItsRow(int pixelBytes) throws Exception {
        byte[] dataSet = encoded("1.1.1.1", pixelBytes);
        assertThat(send("1.1.1.1", dataSet)).isEqualTo(Status.SUCCESS);
        settle();
        String name = database.ask("select file from instance");
        byte[] file = Files.readAllBytes(folder.resolve(name));
        assertThat(file).endsWith(dataSet);
        assertThat(name).matches("instances/[0-9]{8}/[0-9]{4}/[0-9a-f-]{36}\\.dcm");
        assertThat(database.ask("select bytes || ' ' || sha256 from instance"))
                .isEqualTo(file.length + " " + TestInstances.sha256(dataSet));
        DicomObject read = Part10.read(folder.resolve(name), Limits.defaults());
        assertThat(read.sopInstanceUid()).isEqualTo("1.1.1.1");
        assertThat(read.fileMeta().string(Tag.SOURCE_APPLICATION_ENTITY_TITLE)).contains("SENDER");
        assertThat(files()).hasSize(1);
        assertThat(arriving()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 3_000_000})
    void nothingIsAnsweredBeforeTheBytesAreSynced(int pixelBytes) throws Exception {
        disk.closeGate();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<Status> status = thread.submit(() -> send("1.1.1.1", encoded("1.1.1.1", pixelBytes)));
        assertThatThrownBy(() -> status.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(rows()).isZero();
        disk.openGate();
        assertThat(status.get()).isEqualTo(Status.SUCCESS);
        settle();
        assertThat(rows()).isEqualTo(1);
        thread.shutdown();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 3_000_000})
    void aFullDiskAnswersOutOfResourcesAndTheNextIsStored(int pixelBytes) throws Exception {
        disk.fail(true);
        Status status = send("1.1.1.1", encoded("1.1.1.1", pixelBytes));
        assertThat(status.code()).isEqualTo(Status.OUT_OF_RESOURCES.code());
        assertThat(status.comment()).contains("disk");
        disk.fail(false);
        settle();
        assertThat(rows()).isZero();
        assertThat(files()).isEmpty();
        assertThat(arriving()).isEmpty();
        assertThat(send("1.1.1.1", encoded("1.1.1.1", pixelBytes))).isEqualTo(Status.SUCCESS);
    }

    @Test
    void whatTheDatabaseRefusesForItsContentIsSetAsideAlone() throws Exception {
        database.execute("alter table instance add constraint test check (sop_instance_uid <> '1.1.1.2')");
        try {
            for (int i = 1; i <= 4; i++) {
                assertThat(send("1.1.1." + i, encoded("1.1.1." + i, 100))).isEqualTo(Status.SUCCESS);
            }
            settle();
            assertThat(rows()).isEqualTo(3);
            assertThat(files()).hasSize(3);
            try (Stream<Path> aside = Files.list(folder.resolve("unindexed"))) {
                assertThat(aside.toList())
                        .singleElement()
                        .satisfies(file -> assertThat(
                                        Part10.read(file, Limits.defaults()).sopInstanceUid())
                                .isEqualTo("1.1.1.2"));
            }
        } finally {
            database.execute("alter table instance drop constraint test");
        }
    }

    @Test
    void aDatabaseInTroubleKeepsNothingFromBeingStoredAndIsCaughtUpWith() throws Exception {
        database.execute("alter table instance rename to away");
        try {
            assertThat(send("1.1.1.1", encoded("1.1.1.1", 100))).isEqualTo(Status.SUCCESS);
            assertThat(send("1.1.1.2", encoded("1.1.1.2", 3_000_000))).isEqualTo(Status.SUCCESS);
            assertThat(store.filer().awaitFiled(Duration.ofMillis(300))).isFalse();
            assertThat(store.filer().trouble()).containsInstanceOf(SQLException.class);
            assertThat(store.filer().waiting()).isEqualTo(2);
        } finally {
            database.execute("alter table away rename to instance");
        }
        settle();
        assertThat(rows()).isEqualTo(2);
        assertThat(store.filer().trouble()).isEmpty();
    }

    @Test
    void aFullJournalSaysThatTheDatabaseDoesNotAnswerAndTakesAgainWhenItDoes() throws Exception {
        database.execute("alter table instance rename to away");
        int sent = 0;
        try {
            Status status = Status.SUCCESS;
            while (status.isSuccess()) {
                String uid = "1.1.1." + (sent + 1);
                status = send(uid, encoded(uid, 900_000));
                sent += status.isSuccess() ? 1 : 0;
                assertThat(sent).isLessThan(1000);
            }
            assertThat(status.code()).isEqualTo(Status.OUT_OF_RESOURCES.code());
            assertThat(status.comment()).contains("database");
            assertThat(sent).isGreaterThan(10);
        } finally {
            database.execute("alter table away rename to instance");
        }
        settle();
        assertThat(rows()).isEqualTo(sent);
        assertThat(send("1.1.2.1", encoded("1.1.2.1", 900_000))).isEqualTo(Status.SUCCESS);
    }

    @Test
    void aKilledDatabaseLosesNothing() throws Exception {
        assertThat(send("1.1.1.1", encoded("1.1.1.1", 100))).isEqualTo(Status.SUCCESS);
        database.kill();
        for (int i = 2; i <= 50; i++) {
            assertThat(send("1.1.1." + i, encoded("1.1.1." + i, 100))).isEqualTo(Status.SUCCESS);
        }
        settle();
        assertThat(rows()).isEqualTo(50);
        assertThat(files()).hasSize(50);
    }

    @Test
    void aCommitWhoseConnectionBreaksIsDoneAgain() throws Exception {
        // A deferred trigger waits inside the commit itself, and its connection is ended there.
        database.execute("create function hang() returns trigger language plpgsql as"
                + " $$ begin perform pg_advisory_xact_lock(77); return null; end $$");
        database.execute("create constraint trigger hang after insert on instance initially deferred for each row"
                + " execute function hang()");
        try (var blocking = database.source().getConnection();
                var statement = blocking.createStatement()) {
            statement.execute("select pg_advisory_lock(77)");
            assertThat(send("1.1.1.1", encoded("1.1.1.1", 100))).isEqualTo(Status.SUCCESS);
            String waiting = " from pg_stat_activity where wait_event = 'advisory' and query ilike 'commit%'";
            while (!database.ask("select count(*)" + waiting).equals("1")) {
                Thread.sleep(10);
            }
            database.ask("select pg_terminate_backend(pid)" + waiting);
        } finally {
            database.execute("drop trigger hang on instance");
            database.execute("drop function hang");
        }
        settle();
        assertThat(rows()).isEqualTo(1);
        assertThat(files()).hasSize(1);
    }

    @Test
    void whatAKilledNodeAcknowledgedIsFiledByTheNext() throws Exception {
        database.execute("alter table instance rename to away");
        byte[] first = encoded("1.1.1.1", 100);
        byte[] second = encoded("1.1.1.2", 3_000_000);
        send("1.1.1.1", first);
        send("1.1.1.2", second);
        Path copy = folder.resolveSibling(folder.getFileName() + "-copy");
        copy(folder, copy);
        Files.write(copy.resolve(arrivingFolder().resolve("half.dcm")), new byte[100]);
        database.execute("alter table away rename to instance");
        settle();
        database.empty();
        Recovery recovery = new Recovery(new Spool(copy), index(), process -> false);
        assertThat(recovery.run()).isEqualTo(2);
        assertThat(database.ask("select string_agg(sha256, ' ' order by sop_instance_uid) from instance"))
                .isEqualTo(TestInstances.sha256(first) + " " + TestInstances.sha256(second));
        String columns = "select concat_ws('|', calling_ae_title, called_ae_title, peer, association_id) from instance";
        assertThat(database.ask(columns)).isEqualTo("SENDER|AFTERIMAGE|127.0.0.1|1");
        assertThat(copy.resolve(database.ask("select file from instance where sop_instance_uid = '1.1.1.2'")))
                .exists();
        try (Stream<Path> left = Files.list(copy.resolve("incoming"))) {
            assertThat(left).isEmpty();
        }
        assertThat(recovery.run()).isZero();
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void anInstanceThatWasSentToAnotherNodeAfterTheKillIsThereOnceAndLeavesNoFileBehind() throws Exception {
        database.execute("alter table instance rename to away");
        byte[] dataSet = encoded("1.1.1.1", 100);
        send("1.1.1.1", dataSet);
        Path copy = folder.resolveSibling(folder.getFileName() + "-strays");
        copy(folder, copy);
        database.execute("alter table away rename to instance");
        settle();
        // As the killed node may have made it, before it could commit its row.
        String first = database.ask("select file from instance");
        database.empty();
        Files.createDirectories(copy.resolve(first).getParent());
        Files.copy(folder.resolve(first), copy.resolve(first));
        send("1.1.1.1", dataSet);
        settle();
        assertThat(new Recovery(new Spool(copy), index(), process -> false).run())
                .isEqualTo(1);
        assertThat(database.ask("select count(*) || ' ' || sum(other_content_count) from instance"))
                .isEqualTo("1 0");
        assertThat(copy.resolve(first)).doesNotExist();
    }

    @Test
    void aNodeWhoseJournalWasTakenOverAcknowledgesNothingMore() throws Exception {
        assertThat(send("1.1.1.1", encoded("1.1.1.1", 100))).isEqualTo(Status.SUCCESS);
        settle();
        // Another node found the lock free, since the file system has lost it, and filed all that was there.
        Path journal = folder.resolve("incoming/first");
        Path away = Files.move(journal, folder.resolve("away"));
        Status status = send("1.1.1.2", encoded("1.1.1.2", 100));
        assertThat(status.code()).isEqualTo(Status.OUT_OF_RESOURCES.code());
        Files.move(away, journal);
    }

    @Test
    void aLivingNodesJournalIsLeftAlone() throws Exception {
        database.execute("alter table instance rename to away");
        send("1.1.1.1", encoded("1.1.1.1", 100));
        assertThat(new Recovery(new Spool(folder), index(), process -> false).run())
                .isZero();
        database.execute("alter table away rename to instance");
        settle();
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void aNodeThatEndsInOrderFilesEverythingAndLeavesNothing() throws Exception {
        for (int i = 1; i <= 30; i++) {
            send("1.1.1." + i, encoded("1.1.1." + i, 1000));
        }
        receiver.close();
        assertThat(rows()).isEqualTo(30);
        try (Stream<Path> left = Files.list(folder.resolve("incoming"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void theSameInstanceOnManyAssociationsAtOnceIsOneFileAndOneRow() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Status>> statuses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            statuses.add(threads.submit(() -> send("1.1.1.1", encoded("1.1.1.1", 100))));
        }
        for (Future<Status> status : statuses) {
            assertThat(status.get()).isEqualTo(Status.SUCCESS);
        }
        threads.shutdown();
        settle();
        assertThat(files()).hasSize(1);
        assertThat(arriving()).isEmpty();
        assertThat(database.ask("select count(*) || ' ' || max(other_content_count) from instance"))
                .isEqualTo("1 0");
    }

    @Test
    void otherContentKeepsTheFirstFileAndIsCounted() throws Exception {
        send("1.1.1.1", encoded("1.1.1.1", 100));
        settle();
        String first = database.ask("select file from instance");
        assertThat(send("1.1.1.1", encoded("1.1.1.1", 200))).isEqualTo(Status.SUCCESS);
        settle();
        assertThat(files()).containsExactly(folder.resolve(first));
        assertThat(database.ask("select other_content_count from instance")).isEqualTo("1");
    }

    @Test
    void otherContentIsRefusedWhereThatIsConfiguredAndRecorded() throws Exception {
        receiver = new StoreReceiver(
                store,
                new Admission(() -> true, Optional.of(new OtherContents(database.source()))),
                (status, nanos) -> {});
        for (int pixelBytes : new int[] {100, 3_000_000}) {
            assertThat(send("1.1.1.1", encoded("1.1.1.1", 102))).isEqualTo(Status.SUCCESS);
            Status refused =
                    send("1.1.1.1", encoded("1.1.1.1", pixelBytes)); // while the first is maybe in the journal alone
            assertThat(refused).isEqualTo(ReceiveRefusal.OTHER_CONTENT.status());
            assertThat(send("1.1.1.1", encoded("1.1.1.1", pixelBytes)).isSuccess())
                    .isFalse();
        }
        settle();
        assertThat(files()).hasSize(1);
        assertThat(arriving()).isEmpty();
        assertThat(database.ask("select count(*) || ' ' || min(times) || ' ' || min(outcome) from other_content"))
                .isEqualTo("2 2 REFUSED");
    }

    @Test
    void whereNothingElseIsKnownOfTheUidRefusingChangesNothing() throws Exception {
        receiver = new StoreReceiver(
                store,
                new Admission(() -> true, Optional.of(new OtherContents(database.source()))),
                (status, nanos) -> {});
        for (int i = 0; i < 2; i++) {
            assertThat(send("1.1.1.1", encoded("1.1.1.1", 3_000_000))).isEqualTo(Status.SUCCESS);
        }
        settle();
        assertThat(files()).hasSize(1);
        assertThat(Files.readAllBytes(files().get(0))).endsWith(encoded("1.1.1.1", 3_000_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 3_000_000})
    void otherContentTakesThePlaceOfTheFirstWhereThatIsConfigured(int pixelBytes) throws Exception {
        receiver.close();
        store = new DurableStore(spool, index(OtherContent.REPLACE), "first", new JournalSize(8 << 20, 4), 8, PATIENCE);
        receiver = receiver(() -> true);
        send("1.1.1.1", encoded("1.1.1.1", 100));
        settle();
        String first = database.ask("select file from instance");
        byte[] second = encoded("1.1.1.1", pixelBytes);
        assertThat(send("1.1.1.1", second)).isEqualTo(Status.SUCCESS);
        settle();
        String now = database.ask("select file from instance");
        assertThat(Files.readAllBytes(folder.resolve(now))).endsWith(second);
        assertThat(database.ask("select (bytes = " + Files.size(folder.resolve(now)) + ") || ' ' || (sha256 = '"
                        + TestInstances.sha256(second) + "') || ' ' || other_content_count from instance"))
                .isEqualTo("true true 1");
        assertThat(database.ask("select outcome || ' ' || replaced_file from other_content"))
                .as("the storage room removes the first")
                .isEqualTo("REPLACED " + first);
    }

    @Test
    void nothingIsReplacedOnceARouteHasLookedAtIt() throws Exception {
        receiver.close();
        store = new DurableStore(spool, index(OtherContent.REPLACE), "first", new JournalSize(8 << 20, 4), 8, PATIENCE);
        receiver = receiver(() -> true);
        send("1.1.1.1", encoded("1.1.1.1", 100));
        settle();
        database.execute("insert into route_decision (series_id, route, taken, sentence, clauses, decided_at)"
                + " select id, 'r', false, 's', '[]', now() from series");
        String before = database.ask("select file || sha256 from instance");
        assertThat(send("1.1.1.1", encoded("1.1.1.1", 200))).isEqualTo(Status.SUCCESS);
        settle();
        assertThat(database.ask("select file || sha256 from instance")).isEqualTo(before);
        assertThat(database.ask("select outcome from other_content")).isEqualTo("KEPT_FIRST");
        assertThat(files()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 3_000_000})
    void aPurgedInstanceThatComesAgainHasItsFileAgainAndOpensItsStudy(int pixelBytes) throws Exception {
        byte[] dataSet = encoded("1.1.1.1", pixelBytes);
        send("1.1.1.1", dataSet);
        settle();
        Path file = files().get(0);
        Files.delete(file);
        Files.delete(file.getParent());
        database.execute("with p as (insert into purge (study_id, rule, reason, files, bytes, marked_at, instances)"
                + " select id, 'UNROUTED', 'r', 1, 1, now(), (select range_agg(int8range(i.id, i.id + 1)) from instance i) from study"
                + " returning id), i as (update instance set purge_id = p.id from p)"
                + " update study set purge_id = p.id, state = 'ROUTED', cap_at = null from p");
        assertThat(send("1.1.1.1", encoded("1.1.1.1", pixelBytes + 2))).isEqualTo(Status.SUCCESS);
        settle();
        assertThat(files()).as("other content than was purged").isEmpty();
        assertThat(send("1.1.1.1", dataSet)).isEqualTo(Status.SUCCESS);
        settle();
        assertThat(files()).containsExactly(file);
        assertThat(Files.readAllBytes(file)).endsWith(dataSet);
        assertThat(arriving()).isEmpty();
        assertThat(database.ask("select instances from purge"))
                .as("it is none of those that the purge took any more")
                .isEqualTo("{}");
        assertThat(database.ask("select i.purge_id is null and s.purge_id is null and state = 'RECEIVING'"
                        + " from instance i, study s"))
                .isEqualTo("t");
    }

    @Test
    void withoutRoomNothingIsTakenUntilThereIsSome() throws Exception {
        AtomicBoolean room = new AtomicBoolean();
        receiver = receiver(room::get);
        assertThat(send("1.1.1.1", encoded("1.1.1.1", 100))).isEqualTo(ReceiveRefusal.ROOM.status());
        room.set(true);
        assertThat(send("1.1.1.1", encoded("1.1.1.1", 100))).isEqualTo(Status.SUCCESS);
        settle();
        assertThat(rows()).isEqualTo(1);
    }

    private StoreReceiver receiver(BooleanSupplier room) {
        return new StoreReceiver(store, new Admission(room, Optional.empty()), (status, nanos) -> {});
    }

    @Test
    void manyAssociationsLoseNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        List<Future<Integer>> sent = new ArrayList<>();
        for (int association = 0; association < 16; association++) {
            int number = association;
            sent.add(threads.submit(() -> {
                int stored = 0;
                for (int i = 1; i <= 20; i++) {
                    String uid = "1.1." + (number + 1) + "." + i;
                    stored += send(uid, encoded(uid, 1000)).isSuccess() ? 1 : 0;
                }
                return stored;
            }));
        }
        for (Future<Integer> stored : sent) {
            assertThat(stored.get()).isEqualTo(20);
        }
        threads.shutdown();
        settle();
        assertThat(rows()).isEqualTo(320);
        assertThat(files()).hasSize(320);
        assertThat(arriving()).isEmpty();
    }

    @Test
    void aTruncatedDataSetIsRefusedAndLeavesNothing() throws Exception {
        byte[] whole = encoded("1.1.1.1", 300_000);
        for (int length : new int[] {1, 10, 200, 1000, whole.length - 1}) {
            byte[] part = Arrays.copyOf(whole, length);
            Status status = send("1.1.1.1", part);
            assertThat(status.code()).isEqualTo(Status.CANNOT_UNDERSTAND.code());
            assertThat(status.comment()).isNotBlank();
        }
        assertThat(files()).isEmpty();
        assertThat(arriving()).isEmpty();
        assertThat(rows()).isZero();
    }

    @Test
    void aSenderThatBreaksOffLeavesNothingAndItsFailurePasses() throws Exception {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("hung up");
            }
        };
        byte[] half = Arrays.copyOf(encoded("1.1.1.1", 300_000), 200_000);
        assertThatThrownBy(() -> receiver.store(
                        TestInstances.request("1.1.1.1"),
                        new SequenceInputStream(new ByteArrayInputStream(half), broken)))
                .isInstanceOf(IOException.class)
                .hasMessage("hung up");
        assertThat(files()).isEmpty();
        assertThat(arriving()).isEmpty();
    }

    @Test
    void uidsThatDifferFromTheCommandsOrAreMissingAreRefused() throws Exception {
        assertThat(send("1.1.1.2", encoded("1.1.1.1", 100)).code()).isEqualTo(Status.DATA_SET_DOES_NOT_MATCH.code());
        DataSet noStudy =
                TestInstances.dataSet("1.1", "1.1.1", "1.1.1.1", new byte[10]).remove(Tag.STUDY_INSTANCE_UID);
        assertThat(send("1.1.1.1", TestInstances.encoded(noStudy)).comment()).contains("Study Instance UID");
        DataSet noSeries = TestInstances.dataSet("1.1", "1.1.1", "1.1.1.1", new byte[10])
                .putBytes(Tag.SERIES_INSTANCE_UID, VR.UI, new byte[] {'.', '.', '/', 'x'});
        assertThat(send("1.1.1.1", TestInstances.encoded(noSeries)).comment()).contains("Series Instance UID");
        DataSet otherClass =
                TestInstances.dataSet("1.1", "1.1.1", "1.1.1.1", new byte[10]).putString(Tag.SOP_CLASS_UID, "1.2.3");
        assertThat(send("1.1.1.1", TestInstances.encoded(otherClass)).comment()).contains("SOP Class UID");
        assertThat(files()).isEmpty();
    }

    @Test
    void afterItIsClosedNothingIsTaken() throws Exception {
        receiver.close();
        assertThat(send("1.1.1.1", encoded("1.1.1.1", 100)).code()).isEqualTo(Status.OUT_OF_RESOURCES.code());
        assertThat(files()).isEmpty();
    }

    private Status send(String uid, byte[] dataSet) throws IOException {
        return receiver.store(TestInstances.request(uid), new ByteArrayInputStream(dataSet));
    }

    private static byte[] encoded(String uid, int pixelBytes) {
        byte[] pixels = new byte[pixelBytes];
        new Random(pixelBytes).nextBytes(pixels);
        return TestInstances.encoded(TestInstances.dataSet("1.1", "1.1.1", uid, pixels));
    }

    private void settle() throws InterruptedException {
        assertThat(store.filer().awaitFiled(PATIENCE)).isTrue();
    }

    private static InstanceIndex index() {
        return index(OtherContent.KEEP_FIRST);
    }

    private static InstanceIndex index(OtherContent policy) {
        return new InstanceIndex(database.source(), StudyTimes.of(Duration.ofSeconds(10), Optional.empty()), policy);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    private static int rows() throws SQLException {
        return Integer.parseInt(database.ask("select count(*) from instance"));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("instances"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** Files of instances beside the journal. */
    private List<Path> arriving() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("incoming"))) {
            return files.filter(file -> file.toString().endsWith(".dcm")).toList();
        }
    }

    /** Relative to the spool. */
    private Path arrivingFolder() throws IOException {
        try (Stream<Path> folders = Files.list(folder.resolve("incoming"))) {
            return folder.relativize(folders.findFirst().orElseThrow());
        }
    }
}
