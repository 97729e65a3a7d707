package org.afterimage.receive;

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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The claims of one process: a folder of its own under {@code incoming/} with a lock that lasts as long as the process, and in it an empty file
 * for each instance that arrives. The operating system frees the lock of a killed process, and so tells its claims from those of a living
 * one, on this machine or another.
 */
final class Claims implements Closeable {
    private static final Logger LOG = Logger.getLogger(Claims.class);
    private static final String LOCK = "lock";

    /** Where a file system has no locks, nothing younger than this is touched. */
    private static final Duration SAFE_AGE = Duration.ofDays(1);

    private final Path incoming;
    private final Path own;
    private final FileChannel lock;

    private Claims(Path incoming, Path own, FileChannel lock) {
        this.incoming = incoming;
        this.own = own;
        this.lock = lock;
    }

    static Claims open(Path incoming) throws IOException {
        Path own = Files.createDirectories(incoming.resolve(UUID.randomUUID().toString()));
        FileChannel channel =
                FileChannel.open(own.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            channel.lock();
        } catch (IOException e) {
            LOG.warnf(e, "the file system of %s has no locks: leftovers of a killed node stay for a day", incoming);
        }
        return new Claims(incoming, own, channel);
    }

    /** Claims a name, in which slashes become plus signs. */
    Claim claim(String name) throws IOException {
        Path file = own.resolve(name.replace('/', '+'));
        Files.createFile(file);
        return new Claim(name, file);
    }

    /** What is claimed by processes that have ended. */
    List<Claim> abandoned() throws IOException {
        List<Claim> claims = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(incoming, Files::isDirectory)) {
            for (Path folder : folders) {
                if (!folder.equals(own) && isAbandoned(folder)) {
                    claims.addAll(in(folder));
                }
            }
        }
        return claims;
    }

    private static List<Claim> in(Path folder) throws IOException {
        List<Claim> claims = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!name.equals(LOCK)) {
                    claims.add(new Claim(name.replace('+', '/'), file));
                }
            }
        }
        if (claims.isEmpty()) {
            Files.deleteIfExists(folder.resolve(LOCK));
            Files.deleteIfExists(folder);
        }
        return claims;
    }

    private static boolean isAbandoned(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE)) {
            FileLock taken = channel.tryLock();
            return taken != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (NoSuchFileException e) {
            // Its process is between making the folder and the lock, or was killed there.
            return isOld(folder);
        } catch (IOException e) {
            LOG.debugf(e, "%s can't be locked", folder);
            return isOld(folder);
        }
    }

    private static boolean isOld(Path folder) throws IOException {
        return Files.getLastModifiedTime(folder)
                .toInstant()
                .isBefore(Instant.now().minus(SAFE_AGE));
    }

    /** Gives the lock free, and the folder if no claim is open. */
    @Override
    public void close() throws IOException {
        lock.close();
        in(own);
    }

    /**
     * A name that is claimed.
     *
     * @param name of a file, relative to the spool
     * @param file the empty file that claims it
     */
    record Claim(String name, Path file) {
        /** Ends the claim: the file's row is committed, or there is neither file nor row. */
        void settle() throws IOException {
            Files.deleteIfExists(file);
        }
    }
}
