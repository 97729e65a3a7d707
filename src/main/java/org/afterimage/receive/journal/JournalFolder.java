package org.afterimage.receive.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The folder of one process's journal, with a locked file in it as long as the process lives. The operating system frees the lock of a killed
 * process, and so tells its journal from that of a living one, on this machine or another; where a file system has no locks, the time of the
 * file does, which {@link #touch} renews.
 */
public final class JournalFolder implements Closeable {
    /** Where a file system has no locks, a process that has not renewed its file for so long has ended. */
    static final Duration SILENCE = Duration.ofMinutes(10);

    private static final Logger LOG = Logger.getLogger(JournalFolder.class);
    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel lock;
    private int segments;

    private JournalFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes a folder of this process among those of all. */
    public static JournalFolder make(Path journals) throws IOException {
        Path path = Files.createDirectories(journals.resolve(UUID.randomUUID().toString()));
        FileChannel lock =
                FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            lock.lock();
        } catch (IOException e) {
            LOG.warnf(e, "the file system of %s has no locks: what a killed node leaves is taken up late", journals);
        }
        return new JournalFolder(path, lock);
    }

    /** The folders of processes that have ended, locked by this one until they are closed. */
    public static List<JournalFolder> abandoned(Path journals) throws IOException {
        List<JournalFolder> abandoned = new ArrayList<>();
        if (Files.isDirectory(journals)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(journals, Files::isDirectory)) {
                for (Path folder : folders) {
                    takeOver(folder).ifPresent(abandoned::add);
                }
            }
        }
        return abandoned;
    }

    private static Optional<JournalFolder> takeOver(Path folder) throws IOException {
        Path file = folder.resolve(LOCK);
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            return Optional.empty(); // being made or being deleted
        }
        if (isFree(channel, file)) {
            return Optional.of(new JournalFolder(folder, channel));
        }
        channel.close();
        return Optional.empty();
    }

    private static boolean isFree(FileChannel channel, Path file) throws IOException {
        try {
            FileLock taken = channel.tryLock();
            return taken != null;
        } catch (OverlappingFileLockException e) {
            return false; // this very process has it
        } catch (IOException e) {
            LOG.debugf(e, "%s can't be locked", file);
            return Files.getLastModifiedTime(file)
                    .toInstant()
                    .isBefore(Instant.now().minus(SILENCE));
        }
    }

    /** Where it lies. */
    public Path path() {
        return path;
    }

    /** Brings the names in the folder that it is in to disk. */
    public void syncName(FileSync sync) throws IOException {
        try (FileChannel channel = FileChannel.open(path.getParent(), StandardOpenOption.READ)) {
            sync.force(channel);
        }
    }

    /** Says that its process lives, to those who can't see its lock. */
    public void touch() throws IOException {
        Files.setLastModifiedTime(path.resolve(LOCK), FileTime.from(Instant.now()));
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
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                if (!file.endsWith(LOCK)) {
                    Files.deleteIfExists(file);
                }
            }
        }
        // The lock goes last, and while it is held: nobody takes over half a folder.
        Files.deleteIfExists(path.resolve(LOCK));
        lock.close();
        Files.deleteIfExists(path);
    }

    /** Gives it free for others to take over. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
