package org.afterimage.dicom.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.afterimage.dicom.data.Tag;

/**
 * Bytes of a data set and the position in them. Memory grows with the bytes that arrive, never with the length announced, and an
 * early end is a {@link DicomFormatException} that says what was expected.
 */
final class DataSetInput {

    /** Stands for the end of a stream whose length nobody knows. */
    static final long UNKNOWN_END = Long.MAX_VALUE;

    private final PushbackInputStream in;
    private final long end;
    private long position;

    /**
     * @param in the bytes
     * @param position the offset of the first of them, as messages and elements on disk count it
     * @param end the offset behind the last of them, or {@link #UNKNOWN_END}
     */
    DataSetInput(InputStream in, long position, long end) {
        this.in = new PushbackInputStream(in, 1);
        this.position = position;
        this.end = end;
    }

    long position() {
        return position;
    }

    long end() {
        return end;
    }

    boolean atEnd() throws IOException {
        int next = in.read();
        if (next >= 0) {
            in.unread(next);
        }
        return next < 0;
    }

    /** Reads a number of bytes, or as many as there are. */
    byte[] upTo(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        position += bytes.length;
        return bytes;
    }

    int tag(Encoding encoding) throws IOException {
        return Tag.of(unsigned16(encoding), unsigned16(encoding));
    }

    int unsigned16(Encoding encoding) throws IOException {
        return (int) unsigned(2, encoding);
    }

    long unsigned32(Encoding encoding) throws IOException {
        return unsigned(4, encoding);
    }

    private long unsigned(int bytes, Encoding encoding) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            long next = in.read();
            if (next < 0) {
                throw new DicomFormatException(
                        "The data ends at byte " + position + ", inside the tag or length of an element.");
            }
            position++;
            value = encoding.bigEndian() ? (value << 8) | next : value | (next << (8 * i));
        }
        return value;
    }

    /** Reads the value of an element. */
    byte[] bytes(int tag, int length) throws IOException {
        byte[] bytes = upTo(length);
        if (bytes.length < length) {
            throw truncated(tag, length - bytes.length);
        }
        return bytes;
    }

    /** Passes over the value of an element. */
    void skip(int tag, long length) throws IOException {
        long left = length;
        while (left > 0) {
            long skipped = in.skip(left);
            // Streams may skip nothing before their end, so that only reading shows whether it is there.
            if (skipped <= 0 && in.read() >= 0) {
                skipped = 1;
            }
            if (skipped <= 0) {
                throw truncated(tag, left);
            }
            left -= skipped;
            position += skipped;
        }
    }

    private DicomFormatException truncated(int tag, long missing) {
        return new DicomFormatException("The data ends at byte " + position + ", inside " + Tag.toString(tag)
                + ", whose value lacks " + missing + " bytes.");
    }
}
