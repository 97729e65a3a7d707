package org.afterimage.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files in the store of a target that hold something. */
final class StoredFiles {
    private StoredFiles() {}

    static List<Path> under(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(
                            file -> Files.isRegularFile(file) && file.toFile().length() > 0)
                    .toList();
        }
    }

    /** Gives their space back. They are not deleted: ext4 passes over the inodes of deleted files one by one for a minute. */
    static void empty(Path folder) throws IOException {
        for (Path file : under(folder)) {
            Files.write(file, new byte[0]);
        }
    }
}
