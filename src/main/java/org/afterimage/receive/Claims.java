package org.afterimage.receive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The names that one process claims: a file under {@code incoming/}, locked as long as the process lives, with a slot for each instance that
 * arrives. The operating system frees the lock of a killed process, and so tells its claims from those of a living one, on this machine or
 * another. Slots are written over in place: making and deleting a file for each claim would cost a file system far more.
 */
final class Claims implements Closeable {
    private static final Logger LOG = Logger.getLogger(Claims.class);
    private static final int SLOT_BYTES = 128;

    /** What {@link Spool} makes; a slot that holds anything else is free, or was cut off by a power failure. */
    private static final Pattern NAME = Pattern.compile("instances/[0-9]{8}/[0-9]{4}/[0-9a-f-]{36}\\.dcm");

    /** Where a file system has no locks, nothing younger than this is touched. */
    private static final Duration SAFE_AGE = Duration.ofDays(1);

    private final Path incoming;
    private final Path own;
    private final FileChannel slots;
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private int made;

    private Claims(Path incoming, Path own, FileChannel slots) {
        this.incoming = incoming;
        this.own = own;
        this.slots = slots;
    }

    static Claims open(Path incoming) throws IOException {
        Files.createDirectories(incoming);
        Path own = incoming.resolve(UUID.randomUUID() + ".claims");
        FileChannel slots = FileChannel.open(own, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            slots.lock();
        } catch (IOException e) {
            LOG.warnf(e, "the file system of %s has no locks: leftovers of a killed node stay for a day", incoming);
        }
        return new Claims(incoming, own, slots);
    }

    /** Claims a name. */
    Claim claim(String name) throws IOException {
        int slot;
        synchronized (free) {
            slot = free.isEmpty() ? made++ : free.pop();
        }
        write(slot, name);
        return new Claim(slot);
    }

    private void write(int slot, String text) throws IOException {
        byte[] bytes = String.format("%-" + (SLOT_BYTES - 1) + "s%n", text).getBytes(StandardCharsets.US_ASCII);
        slots.write(ByteBuffer.wrap(bytes), (long) slot * SLOT_BYTES);
    }

    /** The claims of processes that have ended, each with its own file. */
    List<Abandoned> abandoned() throws IOException {
        List<Abandoned> abandoned = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(incoming, "*.claims")) {
            for (Path file : files) {
                if (!file.equals(own) && isAbandoned(file)) {
                    abandoned.add(new Abandoned(file, names(file)));
                }
            }
        }
        return abandoned;
    }

    private static List<String> names(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        return text.lines()
                .map(String::strip)
                .filter(line -> NAME.matcher(line).matches())
                .toList();
    }

    private static boolean isAbandoned(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            FileLock taken = channel.tryLock();
            return taken != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            LOG.debugf(e, "%s can't be locked", file);
            return Files.getLastModifiedTime(file)
                    .toInstant()
                    .isBefore(Instant.now().minus(SAFE_AGE));
        }
    }

    /** Gives the lock free, and removes the file if no claim is open. */
    @Override
    public void close() throws IOException {
        slots.close();
        synchronized (free) {
            if (free.size() == made) {
                Files.deleteIfExists(own);
            }
        }
    }

    /** A name that is claimed by this process. */
    final class Claim {
        private final int slot;

        private Claim(int slot) {
            this.slot = slot;
        }

        /** Ends the claim: the file's row is committed, or there is neither file nor row. */
        void settle() throws IOException {
            write(slot, "");
            synchronized (free) {
                free.push(slot);
            }
        }
    }

    /**
     * What a process claimed that has ended.
     *
     * @param file its claims
     * @param names files, relative to the spool
     */
    record Abandoned(Path file, List<String> names) {
        /** Ends them all. */
        void settle() throws IOException {
            Files.deleteIfExists(file);
        }
    }
}
