package org.afterimage.deliver;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/**
 * The body of a STOW-RS request (PS3.18 10.5.1 and 8.6.1.2, RFC 2387): one part an instance, read from disk while it is sent. Its length is
 * known beforehand, so that no server has to take chunks.
 */
final class MultipartBody {
    private static final String PART_TYPE = "application/dicom";

    private final String boundary = "afterimage-" + UUID.randomUUID();
    private final List<Part> parts;

    /** An instance as a DICOM file. */
    interface Part {
        /** Bytes of the file. */
        long length();

        /** The bytes; opened when their turn comes. */
        InputStream open() throws IOException;
    }

    MultipartBody(List<? extends Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** The media type of the whole. */
    String contentType() {
        return "multipart/related; type=\"" + PART_TYPE + "\"; boundary=" + boundary;
    }

    /** Bytes of the whole. */
    long length() {
        long length = end().length;
        for (int i = 0; i < parts.size(); i++) {
            length += begin(i).length + parts.get(i).length();
        }
        return length;
    }

    /** The bytes of the whole; at most one part is open at a time. */
    InputStream open() {
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            byte[] begin = begin(i);
            sources.add(() -> new ByteArrayInputStream(begin));
            sources.add(parts.get(i)::open);
        }
        sources.add(() -> new ByteArrayInputStream(end()));
        return new Sequence(new ArrayDeque<>(sources));
    }

    private byte[] begin(int part) {
        return ((part == 0 ? "" : "\r\n") + "--" + boundary + "\r\nContent-Type: " + PART_TYPE + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] end() {
        return ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private interface Source {
        InputStream open() throws IOException;
    }

    /** Streams one after the other, each opened when the one before has ended. */
    private static final class Sequence extends InputStream {
        private final Deque<Source> waiting;
        private InputStream current = InputStream.nullInputStream();

        Sequence(Deque<Source> waiting) {
            this.waiting = waiting;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = current.read(buffer, offset, length);
            while (count < 0 && !waiting.isEmpty()) {
                current.close();
                current = waiting.remove().open();
                count = current.read(buffer, offset, length);
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            waiting.clear();
            current.close();
        }
    }
}
