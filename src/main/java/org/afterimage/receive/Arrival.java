package org.afterimage.receive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.afterimage.receive.journal.FileSync;

/**
 * A data set on its way in: held in memory while it is short, and written to a file of its own from where it is not. Reading and writing fail
 * for different reasons: a broken read is the peer's and ends the association, a broken write is this disk's, a {@link DiskException}.
 * Closing it deletes the file unless it was {@link #keep kept}.
 */
final class Arrival extends InputStream {
    private final Source source;
    private final Path path;
    private final ArrivalBuffers buffers;
    private final FileSync sync;
    private final ExecutorService writer;

    /** Not yet in the file: from its begin to its position. */
    private final ByteBuffer buffer;

    private long written;
    private Optional<FileChannel> file = Optional.empty();
    private boolean kept;
    private boolean lent;
    private Optional<Future<Void>> early = Optional.empty();

    /** Where bytes come from: like {@link ReadableByteChannel#read}. */
    @FunctionalInterface
    private interface Source {
        int read(ByteBuffer into) throws IOException;
    }

    /**
     * Takes over a data set.
     *
     * @param in the bytes as they arrive; one that is a channel as well spares a copy
     * @param fileMeta what precedes them
     * @param path the file, made when it is needed
     * @param buffers say how much is held in memory
     * @param sync how the file is made durable
     * @param writer does so while more arrives, so that little is left to wait for at the end
     */
    Arrival(InputStream in, byte[] fileMeta, Path path, ArrivalBuffers buffers, FileSync sync, ExecutorService writer) {
        this.source = in instanceof ReadableByteChannel channel ? channel::read : new Copying(in);
        this.path = path;
        this.buffers = buffers;
        this.sync = sync;
        this.writer = writer;
        this.buffer = buffers.take().put(fileMeta);
    }

    /** Reads a stream that knows arrays alone. */
    private record Copying(InputStream in, byte[] chunk) implements Source {
        private static final int CHUNK_BYTES = 32 << 10;

        Copying(InputStream in) {
            this(in, new byte[CHUNK_BYTES]);
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            int count = in.read(chunk, 0, Math.min(chunk.length, into.remaining()));
            if (count > 0) {
                into.put(chunk, 0, count);
            }
            return count;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = pass(length);
        if (count > 0) {
            buffer.get(buffer.position() - count, into, offset, count);
        }
        return count;
    }

    /** Passes bytes on without handing them out. */
    @Override
    public long skip(long count) throws IOException {
        long passed = 0;
        while (passed < count) {
            int more = pass((int) Math.min(count - passed, buffer.capacity()));
            if (more < 0) {
                return passed;
            }
            passed += more;
        }
        return passed;
    }

    /** Takes the rest. */
    void finish() throws IOException {
        while (pass(buffer.capacity()) >= 0) {
            // All that remains goes the same way.
        }
    }

    /** The file, which is there once the data set turns out to be long. */
    Path path() {
        return path;
    }

    /** Bytes so far, what precedes the data set included. */
    long bytes() {
        return written + buffer.position();
    }

    /** All bytes, if they are held in memory; empty when they are in the file. */
    Optional<ByteBuffer> memory() {
        return file.isPresent()
                ? Optional.empty()
                : Optional.of(buffer.duplicate().flip());
    }

    /** Somebody else reads the memory from now on, maybe for longer than this exists. */
    void lendBuffer() {
        lent = true;
    }

    /** Nobody else reads the memory any more. */
    void returnBuffer() {
        lent = false;
    }

    /** SHA-256 of what arrived, from an offset on, hexadecimal. */
    String sha256(int offset) throws IOException {
        MessageDigest digest = Acknowledged.newSha256();
        if (file.isEmpty()) {
            digest.update(buffer.duplicate().flip().position(offset));
        } else {
            DiskException.at(() -> {
                writePending();
                try (InputStream in = Files.newInputStream(path)) {
                    in.skipNBytes(offset);
                    in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
                }
            });
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Brings the bytes to disk, in the file. Its name is another matter. */
    Path syncFile() throws DiskException {
        DiskException.at(() -> {
            writePending();
            awaitEarlySync();
            sync.force(file.orElseThrow());
        });
        return path;
    }

    /** A system tells of a failed sync once: what the early one finds must not be lost. */
    private void awaitEarlySync() throws IOException {
        try {
            if (early.isPresent()) {
                early.get().get();
                early = Optional.empty();
            }
        } catch (ExecutionException e) {
            throw new IOException("the file could not be synced", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void beginEarlySync() throws IOException {
        if (early.isPresent() && !early.get().isDone()) {
            return;
        }
        awaitEarlySync();
        FileChannel channel = file.orElseThrow();
        early = Optional.of(writer.submit(() -> {
            sync.force(channel);
            return null;
        }));
    }

    /** Leaves the file where it is. */
    void keep() {
        kept = true;
    }

    @Override
    public void close() throws DiskException {
        if (!lent) {
            buffers.giveBack(buffer);
        }
        if (file.isPresent()) {
            DiskException.at(() -> {
                file.get().close();
                if (!kept) {
                    Files.deleteIfExists(path);
                }
            });
        }
    }

    /** Reads at most this many bytes to the end of what is pending, so that small reads become one write. */
    private int pass(int length) throws IOException {
        if (!buffer.hasRemaining()) {
            DiskException.at(() -> {
                writePending();
                beginEarlySync();
            });
        }
        buffer.limit(Math.min(buffer.position() + length, buffer.capacity()));
        try {
            return source.read(buffer);
        } finally {
            buffer.limit(buffer.capacity());
        }
    }

    private void writePending() throws IOException {
        if (file.isEmpty()) {
            file = Optional.of(FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        }
        buffer.flip();
        written += buffer.remaining();
        while (buffer.hasRemaining()) {
            file.get().write(buffer);
        }
        buffer.clear();
    }
}
