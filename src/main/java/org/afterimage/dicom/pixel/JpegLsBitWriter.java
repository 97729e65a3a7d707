package org.afterimage.dicom.pixel;

import java.io.ByteArrayOutputStream;

/** Writes the bits of a JPEG-LS scan: behind a byte FF, the first bit of the next is zero (ITU-T T.87 A.1). */
final class JpegLsBitWriter {

    private final ByteArrayOutputStream out;
    private long buffer;
    private int count;
    private boolean afterFf;

    JpegLsBitWriter(ByteArrayOutputStream out) {
        this.out = out;
    }

    /** Writes the lowest 0 to 31 bits of a number. */
    void write(int value, int bits) {
        buffer = (buffer << bits) | (value & ((1L << bits) - 1));
        count += bits;
        int room = afterFf ? 7 : 8;
        while (count >= room) {
            emit(room);
            room = afterFf ? 7 : 8;
        }
    }

    /** A number in the limited Golomb code (A.5.3). */
    void golomb(int value, int k, int longest, int errorBits) {
        int escape = longest - errorBits - 1;
        int high = value >> k;
        if (high < escape) {
            unary(high);
            write(value, k);
        } else {
            unary(escape);
            write(value - 1, errorBits);
        }
    }

    private void unary(int zeros) {
        int left = zeros;
        for (; left > 24; left -= 24) {
            write(0, 24);
        }
        write(1, left + 1);
    }

    /** Fills the last byte with zeros; a scan does not end with FF. */
    void end() {
        if (count > 0) {
            write(0, (afterFf ? 7 : 8) - count);
        }
        if (afterFf) {
            write(0, 7);
        }
    }

    private void emit(int bits) {
        count -= bits;
        int next = (int) (buffer >>> count) & ((1 << bits) - 1);
        out.write(next);
        afterFf = next == 0xFF;
    }
}
