package org.afterimage.receive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The folder of received instances. Each is a file under {@code instances/}, in a folder named by the minute of its arrival, with a name that
 * is made here and never comes from a peer. From before a file is made until its row is known to be committed or not to be, its name is
 * claimed under {@code incoming/}; {@link Leftovers} finds by the claims what a killed process left half-done, without looking at all the
 * others. Several nodes may share a spool.
 */
public final class Spool implements Closeable {
    private static final Logger LOG = Logger.getLogger(Spool.class);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyyMMdd/HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path root;
    private final Claims claims;
    private final FileSync sync;
    private volatile String currentFolder = "";

    /**
     * Opens the spool.
     *
     * @throws IOException if the folder can't be made or written
     */
    public Spool(Path root) throws IOException {
        this(root, FileSync.OF_THE_DISK);
    }

    Spool(Path root, FileSync sync) throws IOException {
        this.root = root.toAbsolutePath().normalize();
        this.sync = sync;
        Files.createDirectories(instances());
        this.claims = Claims.open(this.root.resolve("incoming"));
    }

    /** The file of a name that {@link Incoming#name} returned. */
    public Path resolve(String name) {
        return root.resolve(name);
    }

    /** What processes that have ended left half-done, on the whole spool. */
    public Leftovers leftovers() throws IOException {
        return new Leftovers(root, claims.abandoned());
    }

    /** Makes a file for an instance that arrives. */
    public Incoming begin() throws IOException {
        String folder = folder(Instant.now());
        String file = UUID.randomUUID() + ".dcm";
        Claims.Claim claim = claims.claim(folder + "/" + file);
        try {
            return new Incoming(folder, file, claim);
        } catch (IOException e) {
            claim.settle();
            throw e;
        }
    }

    /** Brings the names in a folder to disk. Bytes and names of a file are two things to a disk. */
    public void syncFolder(String folder) throws IOException {
        syncFolder(root.resolve(folder));
    }

    /** Gives the claims free. */
    @Override
    public void close() throws IOException {
        claims.close();
    }

    private Path instances() {
        return root.resolve("instances");
    }

    /** The folder of a moment, made durably when it is a new one. */
    private String folder(Instant now) throws IOException {
        String folder = "instances/" + MINUTE.format(now);
        if (!folder.equals(currentFolder)) {
            Path path = Files.createDirectories(root.resolve(folder));
            // Another node may have made it a moment ago and not synced it yet.
            syncFolder(path.getParent());
            syncFolder(instances());
            currentFolder = folder;
        }
        return folder;
    }

    private void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            sync.force(channel);
        }
    }

    /** A file that is being received; closing it without {@link #keep} or {@link #leaveOpen} removes it. */
    public final class Incoming implements Closeable {
        private final String folder;
        private final String file;
        private final Claims.Claim claim;
        private final FileChannel channel;
        private boolean kept;
        private boolean open;

        private Incoming(String folder, String file, Claims.Claim claim) throws IOException {
            this.folder = folder;
            this.file = file;
            this.claim = claim;
            this.channel = FileChannel.open(path(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }

        /** Its lasting name, relative to the spool. */
        public String name() {
            return folder + "/" + file;
        }

        /** The folder of its name, relative to the spool. */
        public String folder() {
            return folder;
        }

        /** Where it lies. */
        public Path path() {
            return root.resolve(folder).resolve(file);
        }

        /** Appends bytes. */
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        /** Brings its bytes to disk; its name follows by {@link Spool#syncFolder}. */
        public void sync() throws IOException {
            sync.force(channel);
        }

        /** Keeps it: its row is committed. */
        public void keep() {
            kept = true;
        }

        /** Leaves it and its claim for the next start, which asks the index whether there is a row: nobody can say that now. */
        public void leaveOpen() {
            open = true;
        }

        @Override
        public void close() throws IOException {
            channel.close();
            if (open) {
                return;
            }
            if (!kept) {
                Files.deleteIfExists(path());
            }
            try {
                claim.settle();
            } catch (IOException e) {
                LOG.warnf(e, "the claim of %s stays until the next start", name());
            }
        }
    }
}
