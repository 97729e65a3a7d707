package org.afterimage.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRemovalTest {
    @TempDir
    private Path folder;

    private FileRemoval removal;

    @BeforeEach
    void write() throws IOException {
        removal = new FileRemoval(folder.resolve("spool"));
        for (String name : List.of("a/1/x", "a/1/y", "a/2/z")) {
            Path file = folder.resolve("spool/instances").resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
    }

    @Test
    void filesGoAndFoldersThatAreEmptyThen() throws IOException {
        removal.remove(List.of("instances/a/1/x"));
        assertThat(folder.resolve("spool/instances/a/1")).exists();
        removal.remove(List.of("instances/a/1/y"));
        assertThat(folder.resolve("spool/instances/a/1")).doesNotExist();
        removal.remove(List.of("instances/a/2/z"));
        assertThat(folder.resolve("spool/instances/a")).doesNotExist();
        assertThat(folder.resolve("spool/instances")).exists();
    }

    @Test
    void whatIsGoneAlreadyIsNoError() throws IOException {
        removal.remove(List.of("instances/a/1/x", "instances/never/there"));
        removal.remove(List.of("instances/a/1/x"));
        removal.removeFolder("instances/a/1");
        removal.removeFolder("instances/a/1");
        assertThat(folder.resolve("spool/instances/a/1")).doesNotExist();
        assertThat(folder.resolve("spool/instances/a/2/z")).exists();
    }

    @Test
    void nothingOutsideOfTheFolderIsTouched() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside"), "precious");
        for (String name : List.of("../outside", "instances/../../outside", outside.toString(), "", ".")) {
            assertThatThrownBy(() -> removal.remove(List.of(name)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("left alone");
        }
        assertThatThrownBy(() -> removal.removeFolder(".")).isInstanceOf(IOException.class);
        assertThat(outside).exists();
        assertThat(folder.resolve("spool/instances/a/1/x")).exists();
    }
}
