package org.afterimage.receive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * The folder of received instances. A file is written aside, synced, renamed into place, and its folder synced, so that a name under
 * {@code instances/} always holds a whole file, whatever is killed when. Names are made here and never come from a peer.
 */
public final class Spool {
    private final Path root;
    private final Path incoming;

    /**
     * Opens the spool, and removes what an earlier process left half-received (its sender never got an acknowledgement).
     *
     * @throws IOException if the folder can't be made or written
     */
    public Spool(Path root) throws IOException {
        this.root = root.toAbsolutePath().normalize();
        this.incoming = Files.createDirectories(this.root.resolve("incoming"));
        Files.createDirectories(this.root.resolve("instances"));
        try (DirectoryStream<Path> halves = Files.newDirectoryStream(incoming)) {
            for (Path half : halves) {
                Files.delete(half);
            }
        }
    }

    /** The file of a name that {@link Incoming#keep} returned. */
    public Path resolve(String name) {
        return root.resolve(name);
    }

    /** Opens a file for an instance that arrives. */
    public Incoming begin() throws IOException {
        UUID id = UUID.randomUUID();
        return new Incoming(id, incoming.resolve(id + ".part"));
    }

    /** Removes a kept file that the index has under another name already. */
    public void remove(String name) throws IOException {
        Files.deleteIfExists(root.resolve(name));
    }

    /** A file that is being received; closing it without {@link #keep} removes it. */
    public final class Incoming implements AutoCloseable {
        private final UUID id;
        private final Path part;
        private final FileChannel channel;
        private final OutputStream out;

        private Incoming(UUID id, Path part) throws IOException {
            this.id = id;
            this.part = part;
            this.channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            this.out = Channels.newOutputStream(channel);
        }

        /** Where its bytes go, unbuffered. */
        public OutputStream stream() {
            return out;
        }

        /** The file as it is until it is kept. */
        public Path file() {
            return part;
        }

        /** Brings its bytes to disk. */
        public void sync() throws IOException {
            channel.force(true);
        }

        /**
         * Gives the synced file its lasting name.
         *
         * @return that name, relative to the spool
         */
        public String keep() throws IOException {
            String hex = id.toString();
            String name = "instances/" + hex.substring(0, 2) + "/" + hex + ".dcm";
            Path target = root.resolve(name);
            Path folder = target.getParent();
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
                syncFolder(folder.getParent());
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            syncFolder(folder);
            return name;
        }

        @Override
        public void close() throws IOException {
            channel.close();
            Files.deleteIfExists(part);
        }
    }

    private static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
