package org.afterimage.receive.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.afterimage.receive.TestDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JournalSize SMALL = new JournalSize(64 << 10, 3);

    @TempDir
    private Path journals;

    private final TestDisk disk = new TestDisk();
    private JournalFolders folders;
    private JournalFolder folder;
    private Journal journal;

    @BeforeEach
    void open() throws IOException {
        folders = new JournalFolders(journals);
        folder = folders.make(UUID.randomUUID().toString());
        journal = new Journal(folder, SMALL, disk);
    }

    @AfterEach
    void close() throws IOException {
        journal.close();
    }

    @Test
    void whatWasAppendedIsReadBackAndFoundAfterACrash() throws IOException {
        JournalRecord first = append("one", random(10_000, 1));
        append("two", new byte[0]);
        append("three", random(5_000, 3));
        ByteBuffer part = ByteBuffer.allocate(100);
        first.read(200, part);
        assertThat(part.array()).isEqualTo(Arrays.copyOfRange(random(10_000, 1), 200, 300));
        List<Recovered> found = Recovered.in(folder.path());
        assertThat(notes(found)).containsExactly("one", "two", "three");
        assertThat(bytes(found.get(0))).isEqualTo(random(10_000, 1));
        assertThat(found.get(1).length()).isZero();
        ByteBuffer later = ByteBuffer.allocate(50);
        found.get(2).read(4_900, later);
        assertThat(later.array()).isEqualTo(Arrays.copyOfRange(random(5_000, 3), 4_900, 4_950));
    }

    @Test
    void aRecordThatWasCutOffEndsWhatIsFound() throws IOException {
        append("one", random(1_000, 1));
        append("two", random(1_000, 2));
        append("three", random(1_000, 3));
        // The second record begins at the second page; one bit of its body is not what was written.
        flip(segment(), 4096 + 500);
        assertThat(notes(Recovered.in(folder.path()))).containsExactly("one");
        flip(segment(), 4096 + 500);
        flip(segment(), 8192 + 3);
        assertThat(notes(Recovered.in(folder.path()))).containsExactly("one", "two");
    }

    @Test
    void segmentsAreUsedAgainAndTheirOldRecordsAreNotFound() throws IOException {
        List<JournalRecord> records = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            records.add(append("old " + i, random(12_000, i)));
            if (records.size() == 3) {
                records.remove(0).release();
            }
        }
        try (Stream<Path> files = Files.list(folder.path())) {
            assertThat(files.filter(file -> file.toString().endsWith(".journal")))
                    .hasSizeLessThanOrEqualTo(3);
        }
        List<String> found = notes(Recovered.in(folder.path()));
        assertThat(found).endsWith("old 38", "old 39").doesNotContain("old 0", "old 30");
        records.forEach(JournalRecord::release);
        journal.rewind();
        assertThat(Recovered.in(folder.path())).isEmpty();
    }

    @Test
    void recordsAreFoundInTheOrderInWhichTheyWereWrittenWhateverFileTheyAreIn() throws IOException {
        JournalRecord first = append("first", random(14_000, 0));
        for (int i = 0; i < 5; i++) {
            append("filler", random(14_000, i));
        }
        first.release();
        List<String> expected = new ArrayList<>(List.of("first"));
        for (int i = 0; i < 5; i++) {
            expected.add("filler");
        }
        assertThat(notes(Recovered.in(folder.path()))).isEqualTo(expected);
    }

    @Test
    void aFullJournalRefusesUntilARecordIsReleased() throws IOException {
        List<JournalRecord> records = new ArrayList<>();
        assertThatThrownBy(() -> {
                    while (records.size() < 1000) {
                        records.add(append("x", random(14_000, 1)));
                    }
                })
                .isInstanceOf(JournalFullException.class);
        assertThat(records).hasSize(12);
        assertThat(journal.fill()).isEqualTo(1);
        records.subList(0, 4).forEach(JournalRecord::release);
        assertThat(journal.fill()).isLessThan(1);
        append("y", random(14_000, 2));
    }

    @Test
    void whatIsTooLongIsNotTaken() {
        assertThat(journal.takes(10_000)).isTrue();
        assertThat(journal.takes(17_000)).isFalse();
        assertThatThrownBy(() -> append("x", new byte[40_000]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than the journal takes");
    }

    @Test
    void aSyncThatFailsIsNoRecordAndNothingGoesBehindIt() throws IOException {
        append("one", random(1_000, 1));
        disk.fail(true);
        assertThatThrownBy(() -> append("two", random(1_000, 2)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left");
        disk.fail(false);
        append("three", random(1_000, 3));
        assertThat(notes(Recovered.in(folder.path()))).startsWith("one").endsWith("three");
        try (Stream<Path> files = Files.list(folder.path())) {
            assertThat(files.filter(file -> file.toString().endsWith(".journal")))
                    .hasSize(2);
        }
    }

    @Test
    void whatIsWrittenBehindASyncThatFailsFailsWithIt() throws Exception {
        append("one", random(1_000, 1));
        disk.closeGate();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<JournalRecord>> behind = new ArrayList<>();
        for (String note : List.of("two", "three")) {
            behind.add(threads.submit(() -> append(note, random(1_000, 2))));
            // The second is written while the first waits for its sync.
            Thread.sleep(200);
        }
        disk.fail(true);
        disk.openGate();
        for (Future<JournalRecord> record : behind) {
            assertThatThrownBy(record::get).hasMessageContaining("No space left");
        }
        disk.fail(false);
        threads.shutdown();
        append("four", random(1_000, 4));
        assertThat(notes(Recovered.in(folder.path()))).startsWith("one").endsWith("four");
    }

    @Test
    void manyAtOnceShareSyncsAndNoneIsLost() throws Exception {
        JournalFolder other = folders.make("other");
        try (Journal large = new Journal(other, new JournalSize(4 << 20, 4), disk)) {
            int before = disk.syncs();
            ExecutorService threads = Executors.newFixedThreadPool(16);
            List<Future<JournalRecord>> appended = new ArrayList<>();
            disk.closeGate();
            for (int i = 0; i < 200; i++) {
                int number = i;
                appended.add(threads.submit(() ->
                        large.append(note("n" + number), ByteBuffer.wrap(random(2_000 + number, number)), PATIENCE)));
            }
            Thread.sleep(200);
            disk.openGate();
            for (Future<JournalRecord> record : appended) {
                record.get();
            }
            threads.shutdown();
            // Each sync takes those that wait, up to 16 here; scheduling decides how many these are.
            assertThat(disk.syncs() - before).isLessThan(200);
            List<Recovered> found = Recovered.in(other.path());
            assertThat(found).hasSize(200);
            for (Recovered record : found) {
                int number = Integer.parseInt(text(record).substring(1));
                assertThat(bytes(record)).isEqualTo(random(2_000 + number, number));
            }
        }
    }

    @Test
    void aDiskThatDoesNotAnswerIsGivenUpOn() throws Exception {
        disk.closeGate();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<JournalRecord> stuck = thread.submit(() -> append("one", random(100, 1)));
        Thread.sleep(100);
        assertThatThrownBy(() -> journal.append(note("two"), ByteBuffer.wrap(new byte[10]), Duration.ofMillis(100)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not answer");
        disk.openGate();
        stuck.get().release();
        thread.shutdown();
        append("three", random(100, 3)).release();
        assertThat(journal.fill()).isZero();
    }

    @Test
    void aJournalWithoutRecordsLeavesNothingAndOneWithSomeIsTakenUp() throws IOException {
        JournalRecord held = append("one", random(100, 1));
        append("two", random(100, 2)).release();
        assertThat(folders.abandoned(name -> false)).isEmpty();
        journal.close();
        List<JournalFolder> abandoned = folders.abandoned(name -> false);
        assertThat(abandoned).hasSize(1);
        assertThat(folders.abandoned(name -> false))
                .as("locked by who took it up")
                .isEmpty();
        assertThat(notes(Recovered.in(abandoned.get(0).path()))).contains("one");
        abandoned.get(0).delete();
        assertThat(journals).isEmptyDirectory();
        held.release();
        open();
        append("three", random(100, 3)).release();
        journal.close();
        assertThat(journals).isEmptyDirectory();
        assertThatThrownBy(() -> append("four", random(100, 4))).hasMessageContaining("closed");
    }

    private JournalRecord append(String note, byte[] body) throws IOException {
        return journal.append(note(note), ByteBuffer.wrap(body), PATIENCE);
    }

    private Path segment() throws IOException {
        try (Stream<Path> files = Files.list(folder.path())) {
            return files.filter(file -> file.toString().endsWith(".journal"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int value = bytes.read();
            bytes.seek(at);
            bytes.write(value ^ 1);
        }
    }

    private static ByteBuffer note(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static List<String> notes(List<Recovered> records) {
        return records.stream().map(JournalTest::text).toList();
    }

    private static String text(Recovered record) {
        return StandardCharsets.US_ASCII.decode(record.note().duplicate()).toString();
    }

    private static byte[] bytes(Recovered record) throws IOException {
        return record.body().array();
    }

    private static byte[] random(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
