package org.afterimage.dicom.pixel;

import org.afterimage.dicom.io.DicomFormatException;

/** The bits of packet headers: behind a byte FF, the first bit of the next is stuffed (ITU-T T.800 B.10.1). */
final class J2kHeaderBits {

    private final byte[] bytes;
    private int at;
    private int current;
    private int left;

    J2kHeaderBits(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    int read() throws DicomFormatException {
        if (left == 0) {
            boolean stuffed = current == 0xFF;
            if (at >= bytes.length) {
                throw new DicomFormatException("A compressed frame ends before its last packet.");
            }
            current = bytes[at++] & 0xFF;
            left = stuffed ? 7 : 8;
        }
        left--;
        return current >> left & 1;
    }

    int read(int bits) throws DicomFormatException {
        int value = 0;
        for (int i = 0; i < bits; i++) {
            value = value << 1 | read();
        }
        return value;
    }

    /** The position of the first byte behind the header. */
    int end() {
        // A header does not end with FF: a byte of stuffing follows.
        return current == 0xFF ? at + 1 : at;
    }
}
