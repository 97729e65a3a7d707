package org.afterimage.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.afterimage.fault.FaultPoint;

/**
 * Removes files below one folder for good: their absence is brought to disk before it is recorded. What is gone already is no error.
 *
 * @param root nothing outside of it is touched
 */
record FileRemoval(Path root) {
    FileRemoval {
        root = root.toAbsolutePath().normalize();
    }

    /** Removes files, and the folders that are empty then. */
    void remove(Iterable<String> names) throws IOException {
        Set<Path> folders = new HashSet<>();
        for (String name : names) {
            Path file = inside(name);
            Files.deleteIfExists(file);
            FaultPoint.IN_PURGE.reach();
            folders.add(file.getParent());
        }
        for (Path folder : folders) {
            sync(folder);
            removeIfEmpty(folder);
        }
    }

    /** Removes a folder with the files in it. */
    void removeFolder(String name) throws IOException {
        Path folder = inside(name);
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
                FaultPoint.IN_PURGE.reach();
            }
        }
        sync(folder);
        removeIfEmpty(folder);
    }

    private Path inside(String name) throws IOException {
        Path path = root.resolve(name).normalize();
        if (!path.startsWith(root) || path.equals(root)) {
            throw new IOException("the file " + name + " of the index is not below " + root + " and is left alone");
        }
        return path;
    }

    /** A folder that another instance comes into meanwhile stays, or is made again. */
    private void removeIfEmpty(Path folder) throws IOException {
        Path empty = folder;
        while (!empty.equals(root) && !empty.getParent().equals(root)) {
            try {
                if (!Files.deleteIfExists(empty)) {
                    return;
                }
            } catch (DirectoryNotEmptyException e) {
                return;
            }
            empty = empty.getParent();
            sync(empty);
        }
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (NoSuchFileException e) {
            // It was removed before.
            return;
        }
    }
}
