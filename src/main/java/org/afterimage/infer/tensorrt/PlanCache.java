package org.afterimage.infer.tensorrt;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.afterimage.model.Sha256;

/**
 * Plans that were built on this machine, one file a key. Reading a plan back runs code that is in it, so that only those are read that this
 * process's user wrote into this folder, to which nobody else can write, and whose digest is the one that was written with them. A plan that is
 * damaged, or that TensorRT refuses, is built anew. Processes that want the same plan wait for the one that builds it. Linux and other POSIX
 * systems only.
 */
public final class PlanCache {

    /** Under this name the cache is given to DJL's {@code Model.load}. */
    public static final String OPTION = "planCache";

    private static final int MAGIC = 0x41465450; // "AFTP"
    private static final int LONGEST_PLAN = 1 << 30;
    private static final Duration LOCK_LIMIT =
            Duration.ofMinutes(8); // less than a trial may take, so that its reason is told
    private static final Duration LOCK_POLL = Duration.ofMillis(200);
    private static final Set<PosixFilePermission> OTHERS_WRITE =
            EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final Path folder;
    private final UserPrincipal self;
    private final Duration lockLimit;

    /** Builds a plan, which takes seconds to minutes. */
    @FunctionalInterface
    public interface Builder {
        /** The serialized plan. */
        byte[] build() throws IOException;
    }

    /** Makes an engine of a plan. */
    @FunctionalInterface
    public interface Reader<T> {
        /**
         * Reads a plan.
         *
         * @return empty if TensorRT refuses it
         */
        Optional<T> read(byte[] plan) throws IOException;
    }

    private PlanCache(Path folder, UserPrincipal self, Duration lockLimit) {
        this.folder = folder;
        this.self = self;
        this.lockLimit = lockLimit;
    }

    /**
     * Opens a folder, and makes it when it is absent.
     *
     * @throws IOException if others can write to it, or it is somebody else's
     */
    public static PlanCache open(Path folder) throws IOException {
        return open(folder, LOCK_LIMIT);
    }

    static PlanCache open(Path folder, Duration lockLimit) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            Files.createDirectory(folder, permissions("rwx------"));
        }
        PosixFileAttributes found = attributes(folder);
        UserPrincipal self = self();
        if (!found.isDirectory() || !isOwn(found, self)) {
            throw new IOException("the folder of plans, " + folder + ", is no folder that belongs to this user alone;"
                    + " plans run code, and this one is not used");
        }
        return new PlanCache(folder, self, lockLimit);
    }

    /**
     * The engine of a plan: of the one that is kept if it is sound, else of one that is built now and kept.
     *
     * @throws IOException if it can't be built, or what was built can't be read, or another process builds it for too long
     */
    public <T> T get(PlanKey key, Builder builder, Reader<T> reader) throws IOException {
        Path file = folder.resolve(key.digest() + ".plan");
        try (FileChannel channel = FileChannel.open(
                        folder.resolve(key.digest() + ".lock"),
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        permissions("rw-------"));
                FileLock lock = lock(channel)) {
            Optional<byte[]> kept = kept(file, key);
            if (kept.isPresent()) {
                Optional<T> engine = reader.read(kept.get());
                if (engine.isPresent()) {
                    return engine.get();
                }
            }
            Files.deleteIfExists(file);
            byte[] plan = builder.build();
            T engine = reader.read(plan).orElseThrow(() -> new IOException("TensorRT refuses the plan that it built"));
            keep(file, key, plan);
            return engine;
        }
    }

    private FileLock lock(FileChannel channel) throws IOException {
        long end = System.nanoTime() + lockLimit.toNanos();
        while (true) {
            Optional<FileLock> lock = tryLock(channel);
            if (lock.isPresent()) {
                return lock.get();
            }
            if (System.nanoTime() > end) {
                throw new IOException(
                        "another process has been building this plan for " + lockLimit.toSeconds() + " s");
            }
            try {
                Thread.sleep(LOCK_POLL.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("the wait for a plan was interrupted", e);
            }
        }
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty(); // another thread of this process
        }
    }

    /** The plan of a file, if it is whole, of this key, and from this user. */
    private Optional<byte[]> kept(Path file, PlanKey key) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        PosixFileAttributes found = attributes(file);
        if (!found.isRegularFile() || !isOwn(found, self)) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            if (in.readInt() != MAGIC || !in.readUTF().equals(key.text())) {
                return Optional.empty();
            }
            String digest = in.readUTF();
            int length = in.readInt();
            if (length < 1 || length > LONGEST_PLAN || length > found.size()) {
                return Optional.empty();
            }
            byte[] plan = in.readNBytes(length);
            return plan.length == length && in.read() < 0 && Sha256.of(plan).equals(digest)
                    ? Optional.of(plan)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // cut short
        }
    }

    private void keep(Path file, PlanKey key, byte[] plan) throws IOException {
        Path temporary = Files.createTempFile(folder, key.digest(), ".part", permissions("rw-------"));
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                write(channel, key, plan);
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void write(FileChannel channel, PlanKey key, byte[] plan) throws IOException {
        OutputStream bytes = Channels.newOutputStream(channel);
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(bytes));
        out.writeInt(MAGIC);
        out.writeUTF(key.text());
        out.writeUTF(Sha256.of(plan));
        out.writeInt(plan.length);
        out.write(plan);
        out.flush();
    }

    private static PosixFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isOwn(PosixFileAttributes found, UserPrincipal self) {
        boolean writable = found.permissions().stream().anyMatch(OTHERS_WRITE::contains);
        return !writable && found.owner().equals(self);
    }

    /** This process's user, who in a container may have no name. */
    private static UserPrincipal self() throws IOException {
        Path own = Files.createTempFile("plans", ".owner");
        try {
            return Files.getOwner(own);
        } finally {
            Files.delete(own);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }
}
