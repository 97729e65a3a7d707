package org.afterimage.synthesize;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A file for the planes of one run, one behind the other. Where the system can, its name is taken away as soon as it is open, so that its room
 * is free again however the process ends; elsewhere it goes when it is closed, or is found by {@link #sweep}. Safe for several threads.
 */
final class ScratchFile implements Closeable {

    private static final String PREFIX = "planes-";
    private static final String SUFFIX = ".scratch";
    private static final int CHUNK = 1 << 16;
    private static final int MOST_OF_TWO_BYTES = 0xFFFF;

    private final FileChannel channel;
    private long end;

    ScratchFile(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Makes the file.
     *
     * @param folder made when absent
     * @throws IOException if there is no room for it; one sentence
     */
    static ScratchFile create(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
            Path file = Files.createTempFile(folder, PREFIX, SUFFIX);
            return new ScratchFile(FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException e) {
            throw new IOException("The scratch file of the run can't be made in " + folder + ": " + reason(e) + ".", e);
        }
    }

    /** Deletes what processes that were killed have left. Files that are in use have no name, or can't be deleted. */
    static void sweep(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    /**
     * Writes a plane behind the others, 16 bits a value where they span no more.
     *
     * @throws IOException if it can't be written, as when the disk is full; one sentence
     */
    synchronized StoredPlane append(int[] values) throws IOException {
        int least = Arrays.stream(values).min().orElse(0);
        int most = Arrays.stream(values).max().orElse(0);
        boolean wide = (long) most - least > MOST_OF_TWO_BYTES;
        Written plane = new Written(this, end, values.length, least, wide);
        try {
            long at = end;
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            for (int value : values) {
                plane.put(chunk, value);
                if (!chunk.hasRemaining()) {
                    at = write(chunk, at);
                }
            }
            end = write(chunk, at);
        } catch (IOException e) {
            throw new IOException("The scratch file of the run can't be written: " + reason(e) + ".", e);
        }
        return plane;
    }

    private long write(ByteBuffer chunk, long at) throws IOException {
        chunk.flip();
        long next = at;
        while (chunk.hasRemaining()) {
            next += channel.write(chunk, next);
        }
        chunk.clear();
        return next;
    }

    /** Bytes written. */
    synchronized long size() {
        return end;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void read(ByteBuffer chunk, long from) throws IOException {
        long at = from;
        while (chunk.hasRemaining()) {
            int count = channel.read(chunk, at);
            if (count < 0) {
                throw new EOFException("it ends early");
            }
            at += count;
        }
        chunk.flip();
    }

    private static String reason(IOException e) {
        String said = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return said == null ? e.getClass().getSimpleName() : said;
    }

    /**
     * A plane in the file.
     *
     * @param file which
     * @param from its first byte
     * @param size values
     * @param least the smallest of them, which the others are written as differences to
     * @param wide whether each has four bytes, not two
     */
    record Written(ScratchFile file, long from, int size, int least, boolean wide) implements StoredPlane {
        @Override
        public int[] values() {
            int[] values = new int[size];
            int each = wide ? Integer.BYTES : Short.BYTES;
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            try {
                for (int done = 0; done < size; ) {
                    int count = Math.min(CHUNK / each, size - done);
                    chunk.clear().limit(count * each);
                    file.read(chunk, from + (long) done * each);
                    for (int i = 0; i < count; i++) {
                        values[done++] = get(chunk);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The scratch file of the run can't be read: " + reason(e) + ".", e);
            }
            return values;
        }

        private void put(ByteBuffer chunk, int value) {
            if (wide) {
                chunk.putInt(value);
            } else {
                chunk.putShort((short) (value - least));
            }
        }

        private int get(ByteBuffer chunk) {
            return wide ? chunk.getInt() : least + Short.toUnsignedInt(chunk.getShort());
        }
    }
}
