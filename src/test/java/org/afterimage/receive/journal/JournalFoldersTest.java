package org.afterimage.receive.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.afterimage.receive.TestDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose journal may be taken over, between real processes: locks are the operating system's, and it tells them apart by process. Starts Java. */
class JournalFoldersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path journals;

    /** Another node: makes a journal with one record and goes on until it is ended; or looks once for abandoned ones. */
    public static final class Main {
        private Main() {}

        public static void main(String... words) throws Exception {
            JournalFolders folders = new JournalFolders(Path.of(words[1]));
            if (words[0].equals("look")) {
                System.out.println(folders.abandoned(name -> false).size());
                return;
            }
            Journal journal = new Journal(folders.make("other"), new JournalSize(64 << 10, 3), new TestDisk());
            journal.append(note("one"), ByteBuffer.wrap(new byte[100]), PATIENCE);
            System.out.println("ready");
            Thread.sleep(600_000);
        }
    }

    @Test
    void aLivingJournalIsNobodyElsesHoweverOftenItsOwnerLooksForAbandonedOnes() throws Exception {
        JournalFolders folders = new JournalFolders(journals);
        JournalFolder folder = folders.make("own");
        Journal journal = new Journal(folder, new JournalSize(64 << 10, 3), new TestDisk());
        journal.append(note("one"), ByteBuffer.wrap(new byte[100]), PATIENCE);
        for (int i = 0; i < 3; i++) {
            assertThat(folders.abandoned(name -> false)).isEmpty();
            assertThat(folders.isLocked("own")).isTrue();
        }
        assertThat(other("look")).isEqualTo("0");
        assertThat(Recovered.in(folder.path())).hasSize(1);
        journal.close();
        assertThat(other("look")).isEqualTo("1");
    }

    @Test
    void aKilledProcesssJournalIsTakenOverOnceItDoesNotCountAsLivingAndAPausedOnesNot() throws Exception {
        JournalFolders folders = new JournalFolders(journals);
        Process other = start("hold");
        try {
            assertThat(line(other)).isEqualTo("ready");
            assertThat(folders.isLocked("other")).isTrue();
            signal(other, "STOP");
            assertThat(folders.abandoned(name -> false)).isEmpty();
            signal(other, "CONT");
            other.destroyForcibly().waitFor();
            assertThat(folders.isLocked("other")).isFalse();
            assertThat(folders.abandoned(name -> name.equals("other"))).isEmpty();
            List<JournalFolder> abandoned = folders.abandoned(name -> false);
            assertThat(abandoned).hasSize(1);
            assertThat(Recovered.in(abandoned.get(0).path())).hasSize(1);
            assertThat(folders.abandoned(name -> false)).isEmpty();
            assertThat(other("look")).isEqualTo("0");
            abandoned.get(0).delete();
            assertThat(journals).isEmptyDirectory();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void whoComesBackAfterItsJournalWasTakenOverLearnsOfIt() throws IOException {
        JournalFolder folder = new JournalFolders(journals).make("own");
        folder.requireOwn();
        // As another process does that finds the lock free, since the file system has lost it.
        Files.delete(folder.path().resolve("lock"));
        Files.delete(folder.path());
        assertThatThrownBy(folder::requireOwn).hasMessageContaining("another node has taken it over");
    }

    @Test
    void aFolderThatIsBeingMadeOrDeletedIsNoJournal() throws IOException {
        Files.createDirectories(journals.resolve(".new-other"));
        Files.createDirectories(journals.resolve("empty"));
        JournalFolders folders = new JournalFolders(journals);
        assertThat(folders.abandoned(name -> false)).isEmpty();
        assertThat(journals.resolve(".new-other")).exists();
        assertThat(journals.resolve("empty")).doesNotExist();
    }

    private String other(String what) throws Exception {
        Process process = start(what);
        String said = line(process);
        assertThat(process.waitFor()).isZero();
        return said;
    }

    private Process start(String what) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        what,
                        journals.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String line(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    private static void signal(Process process, String signal) throws Exception {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private static ByteBuffer note(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
