package org.afterimage.dicom.io;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;

/**
 * Reads values that were left in their files (PS3.10 7), also in deflated ones (PS3.5 A.5). A deflated value costs the inflation of all
 * that precedes it, each time; no more than a buffer of it is held.
 */
public final class BulkInput {

    private static final int BUFFER = 64 * 1024;

    private BulkInput() {}

    /**
     * Opens a value; whatever follows it in the file follows in the stream.
     *
     * @param bulk the value
     * @param skip how many of its bytes to pass over
     * @return its bytes in the byte order that they are stored in, buffered
     * @throws EOFException when the file has become shorter
     * @throws DicomFormatException when the file is deflated and has been damaged since the value was found
     */
    public static InputStream open(Element.Bulk bulk, long skip) throws IOException {
        long position = bulk.offset() + skip;
        FileChannel channel = FileChannel.open(bulk.file(), StandardOpenOption.READ);
        try {
            channel.position(bulk.deflated() ? bulk.deflatedFrom() : position);
            InputStream stored = Channels.newInputStream(channel);
            if (!bulk.deflated()) {
                return new BufferedInputStream(stored, BUFFER);
            }
            Inflated inflated = new Inflated(stored, bulk.tag());
            inflated.skipNBytes(position);
            return inflated;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Reads a part of a value.
     *
     * @param bulk the value
     * @param start the first byte wanted, counted from 0
     * @param length how many bytes are wanted
     * @return exactly as many, in the byte order that they are stored in
     * @throws EOFException when the file has become shorter
     */
    public static byte[] read(Element.Bulk bulk, long start, int length) throws IOException {
        try (InputStream in = open(bulk, start)) {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException(
                        "A file became shorter while " + Tag.toString(bulk.tag()) + " was read from it.");
            }
            return bytes;
        }
    }

    /** Inflates a file that inflated well before. */
    private static final class Inflated extends FilterInputStream {

        private final Inflater inflater;
        private final int tag;

        Inflated(InputStream stored, int tag) {
            this(stored, tag, new Inflater(true));
        }

        private Inflated(InputStream stored, int tag, Inflater inflater) {
            super(new InflaterInputStream(stored, inflater, BUFFER));
            this.inflater = inflater;
            this.tag = tag;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (ZipException | EOFException e) {
                throw new DicomFormatException(
                        "A deflated file was damaged while " + Tag.toString(tag) + " was read from it.", e);
            }
        }

        @Override
        public long skip(long count) throws IOException {
            byte[] passed = new byte[(int) Math.min(BUFFER, Math.max(count, 0))];
            return Math.max(read(passed, 0, passed.length), 0);
        }

        @Override
        public void close() throws IOException {
            inflater.end();
            super.close();
        }
    }
}
