package org.afterimage.console.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The token of the command line on the node's machine. */
class LocalTokenTest {
    @TempDir
    private Path data;

    @Test
    void theNodesOwnerAloneReadsItAndEachStartMakesAnother() throws IOException {
        Path file = data.resolve(LocalToken.FILE);
        Files.writeString(file, "left behind, and open to all");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        LocalToken first = new LocalToken(data.toString());
        first.write();
        String token = Files.readString(file).strip();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(token).hasSizeGreaterThan(40);
        assertThat(first.is(token)).isTrue();
        assertThat(first.is(token + "x")).isFalse();
        assertThat(first.is("")).isFalse();

        LocalToken second = new LocalToken(data.toString());
        second.write();
        assertThat(second.is(token)).isFalse();
        assertThat(second.is(Files.readString(file).strip())).isTrue();
        try (var files = Files.list(data)) {
            assertThat(files).containsExactly(file);
        }
    }
}
