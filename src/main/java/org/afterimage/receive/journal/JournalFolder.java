package org.afterimage.receive.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder of one process's journal, locked by this process until it is closed or deleted. */
public final class JournalFolder implements Closeable {
    private final Path path;
    private final FileChannel lock;
    private final Runnable givenUp;
    private int segments;

    /**
     * A folder that is locked.
     *
     * @param lock holds the lock
     * @param givenUp told when the lock is
     */
    JournalFolder(Path path, FileChannel lock, Runnable givenUp) {
        this.path = path;
        this.lock = lock;
        this.givenUp = givenUp;
    }

    /** Where it lies. */
    public Path path() {
        return path;
    }

    /**
     * Makes sure that nobody has taken it over, which the lock prevents unless the file system has lost it: after a long pause of a whole
     * machine, say. What is in a folder that another process has taken over is in the index, and what comes to it later would be nowhere.
     *
     * @throws IOException if it is gone
     */
    public void requireOwn() throws IOException {
        if (!Files.exists(path.resolve(JournalFolders.LOCK))) {
            throw new IOException("this node's journal " + path
                    + " is gone: another node has taken it over, or somebody" + " deleted it; start this node anew");
        }
    }

    /** Brings the names in the folder that it is in to disk. */
    public void syncName(FileSync sync) throws IOException {
        try (FileChannel channel = FileChannel.open(path.getParent(), StandardOpenOption.READ)) {
            sync.force(channel);
        }
    }

    /** Brings the names in it to disk. */
    public void sync(FileSync sync) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            sync.force(channel);
        }
    }

    Path newSegment() {
        return path.resolve(++segments + Recovered.SUFFIX);
    }

    /** Deletes it with all that is in it. */
    public void delete() throws IOException {
        if (!lock.isOpen()) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                if (!file.endsWith(JournalFolders.LOCK)) {
                    Files.deleteIfExists(file);
                }
            }
        }
        // The lock goes last, and while it is held: nobody takes over half a folder.
        Files.deleteIfExists(path.resolve(JournalFolders.LOCK));
        close();
        Files.deleteIfExists(path);
    }

    /** Gives it free for others to take over. */
    @Override
    public void close() throws IOException {
        lock.close();
        givenUp.run();
    }
}
