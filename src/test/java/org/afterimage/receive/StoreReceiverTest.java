package org.afterimage.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.net.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Success only after file and row are durable; after anything else neither is there. Against a real PostgreSQL and a real folder. */
class StoreReceiverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private static Path databaseFolder;

    private static TestDatabase database;

    @TempDir
    private Path folder;

    private final Disk disk = new Disk();
    private Spool spool;
    private StoreReceiver receiver;

    /** The real disk, whose syncs can be made to fail or to wait. */
    private static final class Disk implements FileSync {
        private final Set<Long> failingSizes = ConcurrentHashMap.newKeySet();
        private volatile boolean failing;
        private volatile CountDownLatch gate = new CountDownLatch(0);

        @Override
        public void force(FileChannel channel) throws IOException {
            try {
                if (!gate.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IOException("the gate stays closed");
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (failing || failingSizes.contains(channel.size())) {
                throw new IOException("No space left on device");
            }
            FileSync.OF_THE_DISK.force(channel);
        }
    }

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
        receiver = new StoreReceiver(
                spool, new InstanceIndex(database.source(), Duration.ofSeconds(10)), (status, nanos) -> {}, PATIENCE);
    }

    @AfterEach
    void stop() throws IOException {
        receiver.close();
        spool.close();
    }

    @Test
    void anInstanceIsKeptByteForByteWithItsRow() throws Exception {
        byte[] dataSet = encoded("1.1.1.1", 300_000);
        assertThat(send("1.1.1.1", dataSet)).isEqualTo(Status.SUCCESS);
        String name = database.ask("select file from instance");
        byte[] file = Files.readAllBytes(folder.resolve(name));
        assertThat(file).endsWith(dataSet);
        assertThat(database.ask("select bytes || ' ' || sha256 from instance"))
                .isEqualTo(file.length + " " + TestInstances.sha256(dataSet));
        DicomObject read = Part10.read(folder.resolve(name), Limits.defaults());
        assertThat(read.sopInstanceUid()).isEqualTo("1.1.1.1");
        assertThat(read.fileMeta().string(Tag.SOURCE_APPLICATION_ENTITY_TITLE)).contains("SENDER");
        assertThat(files()).hasSize(1);
        assertThat(claims()).isEmpty();
    }

    @Test
    void nothingIsAnsweredBeforeTheFileIsSynced() throws Exception {
        disk.gate = new CountDownLatch(1);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<Status> status = thread.submit(() -> send("1.1.1.1", encoded("1.1.1.1", 100)));
        assertThatThrownBy(() -> status.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(rows()).isZero();
        disk.gate.countDown();
        assertThat(status.get()).isEqualTo(Status.SUCCESS);
        assertThat(rows()).isEqualTo(1);
        thread.shutdown();
    }

    @Test
    void aFailedSyncAnswersOutOfResourcesForExactlyItsInstance() throws Exception {
        byte[] unlucky = encoded("1.1.1.3", 5000);
        int fileMeta = fileMetaLength();
        disk.failingSizes.add((long) unlucky.length + fileMeta);
        disk.gate = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Status>> statuses = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            String uid = "1.1.1." + i;
            statuses.add(threads.submit(() -> send(uid, uid.equals("1.1.1.3") ? unlucky : encoded(uid, 100))));
        }
        disk.gate.countDown();
        for (int i = 1; i <= 8; i++) {
            int expected = i == 3 ? Status.OUT_OF_RESOURCES.code() : Status.SUCCESS.code();
            assertThat(statuses.get(i - 1).get().code()).as("instance " + i).isEqualTo(expected);
        }
        threads.shutdown();
        assertThat(database.ask("select count(*) from instance where sop_instance_uid = '1.1.1.3'"))
                .isEqualTo("0");
        assertThat(files()).hasSize(7);
        assertThat(claims()).isEmpty();
        disk.failingSizes.clear();
        assertThat(send("1.1.1.3", unlucky)).isEqualTo(Status.SUCCESS);
    }

    @Test
    void aFullDiskFailsTheWholeGroupAndTheNextIsStored() throws Exception {
        disk.failing = true;
        Status status = send("1.1.1.1", encoded("1.1.1.1", 100));
        assertThat(status.code()).isEqualTo(Status.OUT_OF_RESOURCES.code());
        assertThat(status.comment()).contains("disk");
        assertThat(rows()).isZero();
        disk.failing = false;
        assertThat(files()).isEmpty();
        assertThat(claims()).isEmpty();
        assertThat(send("1.1.1.1", encoded("1.1.1.1", 100))).isEqualTo(Status.SUCCESS);
    }

    @Test
    void whatTheDatabaseRefusesIsRefusedAlone() throws Exception {
        database.execute("alter table instance add constraint test check (sop_instance_uid <> '1.1.1.2')");
        try {
            // While this lock is held the first insert waits, and the others become one group.
            List<Future<Status>> statuses = new ArrayList<>();
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try (var blocking = database.source().getConnection();
                    var statement = blocking.createStatement()) {
                blocking.setAutoCommit(false);
                statement.execute("lock table study in access exclusive mode");
                for (int i = 1; i <= 4; i++) {
                    String uid = "1.1.1." + i;
                    statuses.add(threads.submit(() -> send(uid, encoded(uid, 100))));
                }
                awaitFiles(4);
                blocking.rollback();
            }
            for (int i = 1; i <= 4; i++) {
                int expected = i == 2 ? Status.OUT_OF_RESOURCES.code() : Status.SUCCESS.code();
                assertThat(statuses.get(i - 1).get().code()).as("instance " + i).isEqualTo(expected);
            }
            threads.shutdown();
            assertThat(rows()).isEqualTo(3);
            assertThat(files()).hasSize(3);
        } finally {
            database.execute("alter table instance drop constraint test");
        }
    }

    @Test
    void aDatabaseInTroubleLeavesNothingAndTheNextIsStored() throws Exception {
        database.execute("alter table instance rename to away");
        try {
            Status status = send("1.1.1.1", encoded("1.1.1.1", 100));
            assertThat(status.code()).isEqualTo(Status.OUT_OF_RESOURCES.code());
            assertThat(status.comment()).contains("database");
            assertThat(files()).isEmpty();
            assertThat(claims()).isEmpty();
        } finally {
            database.execute("alter table away rename to instance");
        }
        assertThat(send("1.1.1.1", encoded("1.1.1.1", 100))).isEqualTo(Status.SUCCESS);
    }

    @Test
    void aKilledDatabaseAnswersOutOfResourcesAndRecovers() throws Exception {
        assertThat(send("1.1.1.1", encoded("1.1.1.1", 100))).isEqualTo(Status.SUCCESS);
        database.kill();
        int code = Status.OUT_OF_RESOURCES.code();
        for (int i = 2; code == Status.OUT_OF_RESOURCES.code(); i++) {
            code = send("1.1.1." + i, encoded("1.1.1." + i, 100)).code();
            assertThat(code).isIn(Status.OUT_OF_RESOURCES.code(), Status.SUCCESS.code());
            assertThat(i).isLessThan(2000);
            Thread.sleep(10);
        }
        assertThat(rows()).isEqualTo(2);
        // Refused before the commit was sent, so nothing is left open.
        assertThat(files()).hasSize(2);
    }

    @Test
    void aCommitWhoseConnectionBreaksKeepsTheFileUntilTheIndexIsAsked() throws Exception {
        // A deferred trigger waits inside the commit itself, and its connection is ended there.
        database.execute("create function hang() returns trigger language plpgsql as"
                + " $$ begin perform pg_advisory_xact_lock(77); return null; end $$");
        database.execute("create constraint trigger hang after insert on instance initially deferred for each row"
                + " execute function hang()");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (var blocking = database.source().getConnection();
                var statement = blocking.createStatement()) {
            statement.execute("select pg_advisory_lock(77)");
            Future<Status> status = thread.submit(() -> send("1.1.1.1", encoded("1.1.1.1", 100)));
            String waiting = " from pg_stat_activity where wait_event = 'advisory' and query ilike 'commit%'";
            while (!database.ask("select count(*)" + waiting).equals("1")) {
                Thread.sleep(10);
            }
            database.ask("select pg_terminate_backend(pid)" + waiting);
            assertThat(status.get().code()).isEqualTo(Status.OUT_OF_RESOURCES.code());
        } finally {
            database.execute("drop trigger hang on instance");
            database.execute("drop function hang");
            thread.shutdown();
        }
        assertThat(files()).hasSize(1);
        assertThat(claims()).hasSize(1);
        receiver.close();
        spool.close();
        spool = new Spool(folder, disk);
        InstanceIndex index = new InstanceIndex(database.source(), Duration.ofSeconds(10));
        assertThat(spool.leftovers().sweep(index, Instant.now().plusSeconds(1)))
                .isEqualTo(new Leftovers.Swept(0, 1, 0));
        assertThat(files()).isEmpty();
        assertThat(claims()).isEmpty();
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
        assertThat(files()).hasSize(1);
        assertThat(claims()).isEmpty();
        assertThat(database.ask("select count(*) || ' ' || max(other_content_count) from instance"))
                .isEqualTo("1 0");
    }

    @Test
    void otherContentKeepsTheFirstFileAndIsCounted() throws Exception {
        send("1.1.1.1", encoded("1.1.1.1", 100));
        String first = database.ask("select file from instance");
        assertThat(send("1.1.1.1", encoded("1.1.1.1", 200))).isEqualTo(Status.SUCCESS);
        assertThat(files()).containsExactly(folder.resolve(first));
        assertThat(database.ask("select other_content_count from instance")).isEqualTo("1");
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
        assertThat(rows()).isEqualTo(320);
        assertThat(files()).hasSize(320);
        assertThat(claims()).isEmpty();
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
        assertThat(claims()).isEmpty();
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
        assertThat(claims()).isEmpty();
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

    private int fileMetaLength() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        var request = TestInstances.request("1.1.1.3");
        Part10.begin(
                bytes,
                request.sopClassUid(),
                request.sopInstanceUid(),
                request.transferSyntax(),
                request.callingAeTitle());
        return bytes.size();
    }

    private void awaitFiles(int count) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (files().size() < count && System.nanoTime() < deadline) {
            Thread.sleep(10);
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

    private List<String> claims() throws IOException {
        return SpoolTest.claims(folder);
    }
}
