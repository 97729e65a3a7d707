package org.afterimage.receive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.afterimage.receive.journal.Body;
import org.afterimage.receive.journal.FileSync;

/** The bytes of an instance that is acknowledged, until they are a file of the spool. */
sealed interface Unfiled {
    /**
     * All bytes of the file, from the first.
     *
     * @param target where {@link #make} may have put it
     */
    InputStream open(Path target) throws IOException;

    /** Makes the file; done again after a failure, it makes the same. */
    void make(Path target) throws IOException;

    /**
     * Makes the file anew where an earlier one was purged. What arrived stays until {@link #release}: its journal does not say where that
     * was.
     */
    void makeAgain(Path target) throws IOException;

    /** Brings the bytes of the file that was made to disk. */
    void sync(Path target, FileSync sync) throws IOException;

    /** The instance is filed, or known already: its place here is needed no more. */
    void release() throws IOException;

    /**
     * A short one, whose bytes are in the journal.
     *
     * @param body where
     */
    record InJournal(Body body) implements Unfiled {
        private static final int CHUNK_BYTES = 128 << 10;

        @Override
        public InputStream open(Path target) {
            return new BodyInput(body);
        }

        @Override
        public void make(Path target) throws IOException {
            try (FileChannel channel = FileChannel.open(
                    target,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer chunk = ByteBuffer.allocate(Math.min(CHUNK_BYTES, body.length()));
                for (int at = 0; at < body.length(); ) {
                    chunk.clear().limit(Math.min(chunk.capacity(), body.length() - at));
                    body.read(at, chunk);
                    at += chunk.flip().remaining();
                    while (chunk.hasRemaining()) {
                        channel.write(chunk);
                    }
                }
            }
        }

        @Override
        public void makeAgain(Path target) throws IOException {
            make(target);
        }

        @Override
        public void sync(Path target, FileSync sync) throws IOException {
            try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
                sync.force(channel);
            }
        }

        @Override
        public void release() {
            body.release();
        }
    }

    /**
     * A long one, which is a synced file already; the journal has a note of it.
     *
     * @param file where it arrived
     * @param note the note
     */
    record InFile(Path file, Closeable note) implements Unfiled {
        @Override
        public InputStream open(Path target) throws IOException {
            return Files.newInputStream(Files.exists(file) ? file : target);
        }

        @Override
        public void make(Path target) throws IOException {
            try {
                Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (NoSuchFileException e) {
                if (!Files.exists(target)) {
                    throw e;
                }
            }
        }

        @Override
        public void makeAgain(Path target) throws IOException {
            Files.deleteIfExists(target);
            try {
                Files.createLink(target, file);
            } catch (UnsupportedOperationException | FileSystemException e) {
                copy(target);
            }
        }

        private void copy(Path target) throws IOException {
            Files.copy(file, target);
            try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }

        @Override
        public void sync(Path target, FileSync sync) {
            // It was synced before it was acknowledged.
        }

        @Override
        public void release() throws IOException {
            Files.deleteIfExists(file);
            note.close();
        }
    }
}
