package org.afterimage.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final Instant LATER = Instant.now().plusSeconds(3600);

    @TempDir
    private Path folder;

    @Test
    void aFileThatIsKeptStaysAndItsClaimEnds() throws IOException {
        try (Spool spool = new Spool(folder)) {
            String name = keep(spool);
            assertThat(Files.readAllBytes(spool.resolve(name))).containsExactly(1, 2, 3);
            assertThat(name).matches("instances/[0-9]{8}/[0-9]{4}/[0-9a-f-]{36}\\.dcm");
            assertThat(claims()).isEmpty();
        }
    }

    @Test
    void aFileIsClaimedAsLongAsItArrives() throws IOException {
        try (Spool spool = new Spool(folder)) {
            try (Spool.Incoming incoming = spool.begin()) {
                assertThat(claims()).hasSize(1);
                assertThat(incoming.path()).exists();
                assertThat(incoming.name()).startsWith(incoming.folder() + "/");
            }
            assertThat(claims()).isEmpty();
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void theFilesOfAKilledProcessAreSweptByWhetherTheyHaveARow() throws IOException {
        Spool killed = new Spool(folder);
        Spool.Incoming withRow = leave(killed);
        Spool.Incoming withoutRow = leave(killed);
        killed.close();
        try (Spool spool = new Spool(folder)) {
            String kept = keep(spool);
            Leftovers.Swept swept = spool.leftovers().sweep(names -> only(names, withRow.name()), LATER);
            assertThat(swept).isEqualTo(new Leftovers.Swept(1, 1, 0));
            assertThat(withRow.path()).exists();
            assertThat(withoutRow.path()).doesNotExist();
            assertThat(spool.resolve(kept)).exists();
            assertThat(claims()).isEmpty();
            assertThat(spool.leftovers().sweep(names -> Set.of(), LATER)).isEqualTo(Leftovers.Swept.NOTHING);
        }
    }

    @Test
    void whatWasWrittenAMomentAgoIsLeftForTheNextTime() throws IOException {
        Spool killed = new Spool(folder);
        Spool.Incoming young = leave(killed);
        Spool.Incoming old = leave(killed);
        killed.close();
        FileTime hourAgo = FileTime.from(Instant.now().minusSeconds(3600));
        Files.setLastModifiedTime(old.path(), hourAgo);
        try (Spool spool = new Spool(folder)) {
            assertThat(spool.leftovers().sweep(names -> Set.of(), Instant.now().minus(Leftovers.SAFE_AGE)))
                    .isEqualTo(new Leftovers.Swept(0, 1, 1));
            assertThat(young.path()).exists();
            assertThat(old.path()).doesNotExist();
            assertThat(claims()).as("the young one is asked for again").isNotEmpty();
            assertThat(spool.leftovers().sweep(names -> Set.of(), LATER)).isEqualTo(new Leftovers.Swept(0, 1, 0));
            assertThat(claims()).isEmpty();
        }
    }

    @Test
    void whatAnotherLivingNodeReceivesIsNotTouched() throws IOException {
        try (Spool other = new Spool(folder);
                Spool.Incoming incoming = other.begin();
                Spool spool = new Spool(folder)) {
            assertThat(spool.leftovers().sweep(names -> Set.of(), LATER)).isEqualTo(Leftovers.Swept.NOTHING);
            assertThat(incoming.path()).exists();
            assertThat(claims()).hasSize(1);
        }
    }

    @Test
    void whenTheIndexDoesNotAnswerNothingIsSwept() throws IOException {
        Spool killed = new Spool(folder);
        Spool.Incoming left = leave(killed);
        killed.close();
        try (Spool spool = new Spool(folder)) {
            Leftovers leftovers = spool.leftovers();
            Leftovers.Rows noAnswer = names -> {
                throw new IllegalStateException("no database");
            };
            assertThatThrownBy(() -> leftovers.sweep(noAnswer, LATER)).isInstanceOf(IllegalStateException.class);
            assertThat(left.path()).exists();
            assertThat(claims()).hasSize(1);
        }
    }

    @Test
    void aClaimWithoutAFileIsForgotten() throws IOException {
        Spool killed = new Spool(folder);
        Spool.Incoming left = leave(killed);
        killed.close();
        Files.delete(left.path());
        try (Spool spool = new Spool(folder)) {
            assertThat(spool.leftovers().sweep(names -> Set.of(), LATER)).isEqualTo(Leftovers.Swept.NOTHING);
            assertThat(claims()).isEmpty();
        }
    }

    @Test
    void aProcessThatLeavesNothingOpenLeavesNoClaims() throws IOException {
        try (Spool spool = new Spool(folder)) {
            keep(spool);
        }
        assertThat(folder.resolve("incoming")).isEmptyDirectory();
    }

    @Test
    void slotsAreUsedAgain() throws IOException {
        try (Spool spool = new Spool(folder)) {
            keep(spool);
            long size = claimBytes();
            keep(spool);
            keep(spool);
            assertThat(claimBytes()).isEqualTo(size).isPositive();
            try (Spool.Incoming one = spool.begin();
                    Spool.Incoming two = spool.begin()) {
                assertThat(claims()).containsExactlyInAnyOrder(one.name(), two.name());
            }
        }
    }

    @Test
    void whatAPowerFailureMadeOfASlotIsNoName() throws IOException {
        Files.createDirectories(folder.resolve("incoming"));
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "x");
        Files.writeString(folder.resolve("incoming/old.claims"), "\0\0\0\n../elsewhere\ninstances/../elsewhere\n");
        try (Spool spool = new Spool(folder)) {
            assertThat(spool.leftovers().sweep(names -> Set.of(), LATER)).isEqualTo(Leftovers.Swept.NOTHING);
        }
        assertThat(elsewhere).exists();
        assertThat(folder.resolve("incoming")).isEmptyDirectory();
    }

    @Test
    void aFolderThatTakesNothingLeavesNoClaim() throws IOException {
        try (Spool spool = new Spool(folder)) {
            keep(spool);
            Path away = folder.resolve("away");
            Files.move(folder.resolve("instances"), away);
            assertThatThrownBy(spool::begin).isInstanceOf(NoSuchFileException.class);
            assertThat(claims()).isEmpty();
        }
    }

    private static Set<String> only(Set<String> names, String name) {
        Set<String> found = new HashSet<>(names);
        found.retainAll(Set.of(name));
        return found;
    }

    private static String keep(Spool spool) throws IOException {
        try (Spool.Incoming incoming = spool.begin()) {
            incoming.write(new byte[] {0, 1, 2, 3, 4}, 1, 3);
            incoming.sync();
            spool.syncFolder(incoming.folder());
            incoming.keep();
            return incoming.name();
        }
    }

    /** What a process leaves that is killed while an instance arrives. */
    private static Spool.Incoming leave(Spool spool) throws IOException {
        try (Spool.Incoming incoming = spool.begin()) {
            incoming.write(new byte[] {1}, 0, 1);
            incoming.leaveOpen();
            return incoming;
        }
    }

    private Set<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("instances"))) {
            return new HashSet<>(files.filter(Files::isRegularFile).toList());
        }
    }

    private long claimBytes() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("incoming"))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private List<String> claims() throws IOException {
        return claims(folder);
    }

    /** The names that are claimed in a spool. */
    static List<String> claims(Path spool) throws IOException {
        List<String> claims = new ArrayList<>();
        try (Stream<Path> files = Files.list(spool.resolve("incoming"))) {
            for (Path file : files.toList()) {
                Files.readAllLines(file).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .forEach(claims::add);
            }
        }
        return claims;
    }
}
