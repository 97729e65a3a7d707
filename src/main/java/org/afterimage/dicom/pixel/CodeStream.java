package org.afterimage.dicom.pixel;

import org.afterimage.dicom.io.DicomFormatException;

/** The marker segments of a JPEG, JPEG-LS or JPEG 2000 code stream, big endian (ITU-T T.81 B.1, T.87 C, T.800 A). */
final class CodeStream {

    private final byte[] bytes;
    private final int end;
    private int at;

    /** A whole code stream. */
    CodeStream(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private CodeStream(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return at;
    }

    void moveTo(int position) {
        at = position;
    }

    int end() {
        return end;
    }

    int remaining() {
        return end - at;
    }

    int u8() throws DicomFormatException {
        if (at >= end) {
            throw new DicomFormatException("A compressed frame ends at byte " + at + ", within its headers.");
        }
        return bytes[at++] & 0xFF;
    }

    int u16() throws DicomFormatException {
        return u8() << 8 | u8();
    }

    long u32() throws DicomFormatException {
        return (long) u16() << 16 | u16();
    }

    /** The next marker; fill bytes before it are skipped (T.81 B.1.1.2). */
    int marker() throws DicomFormatException {
        int first = u8();
        if (first != 0xFF) {
            throw new DicomFormatException("A compressed frame has no marker at byte " + (at - 1) + ".");
        }
        int code = first;
        while (code == 0xFF) {
            code = u8();
        }
        return 0xFF00 | code;
    }

    /** The parameters of a marker segment, whose length comes first and counts itself. */
    CodeStream segment() throws DicomFormatException {
        int length = u16() - 2;
        if (length < 0 || length > remaining()) {
            throw new DicomFormatException("A marker segment of a compressed frame reaches beyond its end.");
        }
        at += length;
        return new CodeStream(bytes, at - length, at);
    }
}
