package org.afterimage.receive.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Where the journals of all processes on a spool are, each in a folder of its own with a locked file in it. The operating system frees the
 * lock of a killed process, and so tells its journal from that of a living or a paused one, on this machine or another. One object of this
 * class a process and spool: it never opens a lock file that this process holds, since closing any channel of a file gives up all locks that
 * the process has on it (POSIX.1-2017, fcntl).
 */
public final class JournalFolders {
    static final String LOCK = "lock";

    private static final Logger LOG = Logger.getLogger(JournalFolders.class);
    private static final String UNFINISHED = ".new-";

    /** To make and to lock a folder takes milliseconds. */
    private static final Duration LONG_UNFINISHED = Duration.ofMinutes(5);

    private final Path path;
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    /** Those in a folder, which need not exist. */
    public JournalFolders(Path path) {
        this.path = path;
    }

    /** What is known of processes by something else than their locks. */
    @FunctionalInterface
    public interface Living {
        /**
         * Says so of the process whose journal has this name.
         *
         * @throws IOException when that can't be found out
         */
        boolean lives(String name) throws IOException;

        /**
         * The journals of those that do not live any more.
         *
         * @throws IOException when that can't be found out
         */
        default List<String> ended() throws IOException {
            return List.of();
        }

        /**
         * All that was in a journal is filed, and the journal is no more.
         *
         * @throws IOException when that can't be noted; it is told again
         */
        default void recovered(String name) throws IOException {}
    }

    /** Where they are. */
    public Path path() {
        return path;
    }

    /**
     * Makes the folder of this process. It has its name only when it is locked, so that nobody takes it for an abandoned one.
     *
     * @throws IOException also when the file system has no locks, by which processes tell their folders apart
     */
    public JournalFolder make(String name) throws IOException {
        Path unfinished = Files.createDirectories(path.resolve(UNFINISHED + name));
        FileChannel lock =
                FileChannel.open(unfinished.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            lock.lock();
        } catch (IOException e) {
            lock.close();
            throw new IOException(
                    "The file system of " + path + " has no locks, which the spool needs: " + e.getMessage(), e);
        }
        held.add(name);
        Path made = path.resolve(name);
        Files.move(unfinished, made, StandardCopyOption.ATOMIC_MOVE);
        return new JournalFolder(made, lock, () -> held.remove(name));
    }

    /**
     * The folders of processes that have ended, locked by this one until they are closed: their locks are free, and they do not live by other
     * signs either. The second is for file systems whose locks another machine does not see.
     */
    public List<JournalFolder> abandoned(Living living) throws IOException {
        List<JournalFolder> abandoned = new ArrayList<>();
        if (!Files.isDirectory(path)) {
            return abandoned;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(path, Files::isDirectory)) {
            for (Path folder : folders) {
                String name = folder.getFileName().toString();
                if (!held.contains(name) && (!name.startsWith(UNFINISHED) || isLongUnfinished(folder))) {
                    try {
                        takeOver(folder, living).ifPresent(abandoned::add);
                    } catch (NoSuchFileException e) {
                        LOG.debugf("%s was deleted meanwhile", folder);
                    }
                }
            }
        }
        return abandoned;
    }

    /** Whether there is a journal of this name. */
    public boolean exists(String name) {
        return Files.exists(path.resolve(name));
    }

    /** Whether another process has the lock of this folder; no, where there is none. */
    public boolean isLocked(String name) throws IOException {
        if (held.contains(name)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(path.resolve(name).resolve(LOCK), StandardOpenOption.WRITE)) {
            return !isFree(channel);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private Optional<JournalFolder> takeOver(Path folder, Living living) throws IOException {
        String name = folder.getFileName().toString();
        if (isEmpty(folder)) {
            Files.deleteIfExists(folder); // whoever deletes a folder may end before it itself is deleted
            return Optional.empty();
        }
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            if (isFree(channel) && !living.lives(name)) {
                held.add(name);
                taken = true;
                return Optional.of(new JournalFolder(folder, channel, () -> held.remove(name)));
            }
            return Optional.empty();
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            return !files.iterator().hasNext();
        }
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            LOG.debug("locked by this very process, through another spool");
            return false;
        }
    }

    private static boolean isLongUnfinished(Path folder) throws IOException {
        try {
            return Files.getLastModifiedTime(folder)
                    .toInstant()
                    .isBefore(Instant.now().minus(LONG_UNFINISHED));
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
