package org.afterimage.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.afterimage.node.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    private Path folder;

    @Test
    void aSecondNodeIsToldWhoHasTheFolderAndWhatToDo() throws IOException {
        DataFolder first = DataFolder.take(folder.resolve("data"), "NODE1");
        assertThatThrownBy(() -> DataFolder.take(folder.resolve("data"), "NODE2"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("in use by another node (NODE1, process "
                        + ProcessHandle.current().pid())
                .hasMessageContaining("--data of its own")
                .hasMessageContaining("cluster.folder");
        first.close();
        DataFolder.take(folder.resolve("data"), "NODE2").close();
        assertThat(folder.resolve("data/node.lock")).content().startsWith("NODE2, process ");
    }
}
