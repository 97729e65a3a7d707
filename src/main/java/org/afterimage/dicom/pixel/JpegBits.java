package org.afterimage.dicom.pixel;

import org.afterimage.dicom.io.DicomFormatException;

/** The bits of entropy-coded segments of a JPEG scan, without stuffed bytes (ITU-T T.81 B.1.1.5 and F.2.2.5). */
final class JpegBits {

    private final byte[] bytes;
    private final int end;
    private int at;
    private long buffer;
    private int count;

    /** Bits in the buffer that are not in the stream: zeros after its end, to look ahead into. */
    private int invented;

    JpegBits(CodeStream in) {
        this.bytes = in.bytes();
        this.at = in.position();
        this.end = in.end();
    }

    /** The next 1 to 16 bits, which stay. */
    int peek(int bits) {
        if (count < bits) {
            fill();
        }
        return (int) (buffer >>> (count - bits)) & ((1 << bits) - 1);
    }

    /** Takes bits away that were looked at. */
    void skip(int bits) throws DicomFormatException {
        count -= bits;
        if (count < invented) {
            throw new DicomFormatException("A compressed frame ends before its last pixel.");
        }
    }

    /** The next 0 to 16 bits as an unsigned number. */
    int read(int bits) throws DicomFormatException {
        if (bits == 0) {
            return 0;
        }
        int value = peek(bits);
        skip(bits);
        return value;
    }

    /** A difference of a magnitude category (F.2.2.1, EXTEND). */
    int readSigned(int category) throws DicomFormatException {
        int value = read(category);
        return category == 0 || value >>> (category - 1) != 0 ? value : value - (1 << category) + 1;
    }

    /** Goes on behind a restart marker (F.2.2.4). */
    void restart() throws DicomFormatException {
        dropBuffer();
        if (at + 1 >= end || (bytes[at] & 0xFF) != 0xFF || (bytes[at + 1] & 0xF8) != 0xD0) {
            throw new DicomFormatException("A compressed frame lacks a restart marker at byte " + at + ".");
        }
        at += 2;
    }

    /** Where the marker behind the entropy-coded data is. */
    int endOfData() {
        dropBuffer();
        return at;
    }

    private void dropBuffer() {
        count = 0;
        invented = 0;
        // What was read ahead ends at a marker at the latest; padding bits before the marker are of no use.
        while (at + 1 < end && !atMarker()) {
            at++;
        }
    }

    private boolean atMarker() {
        return (bytes[at] & 0xFF) == 0xFF && bytes[at + 1] != 0 && (bytes[at + 1] & 0xFF) != 0xFF;
    }

    private void fill() {
        while (count <= 48) {
            if (at >= end || (at + 1 < end && atMarker())) {
                buffer <<= 8;
                invented += 8;
            } else {
                int next = bytes[at++] & 0xFF;
                if (next == 0xFF && at < end && bytes[at] == 0) {
                    at++;
                }
                buffer = buffer << 8 | next;
            }
            count += 8;
        }
    }
}
