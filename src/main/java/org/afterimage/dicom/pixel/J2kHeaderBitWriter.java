package org.afterimage.dicom.pixel;

import java.io.ByteArrayOutputStream;

/** Writes the bits of packet headers (ITU-T T.800 B.10.1). */
final class J2kHeaderBitWriter {

    private final ByteArrayOutputStream out;
    private int current;
    private int room = 8;
    private boolean afterFf;

    J2kHeaderBitWriter(ByteArrayOutputStream out) {
        this.out = out;
    }

    void write(int bit) {
        current |= bit << --room;
        if (room == 0) {
            emit();
        }
    }

    void write(int value, int bits) {
        for (int i = bits - 1; i >= 0; i--) {
            write(value >> i & 1);
        }
    }

    /** Fills the last byte; a header does not end with FF. */
    void end() {
        if (room < (afterFf ? 7 : 8)) {
            emit();
        }
        if (afterFf) {
            out.write(0);
        }
    }

    private void emit() {
        out.write(current);
        afterFf = current == 0xFF;
        room = afterFf ? 7 : 8;
        current = 0;
    }
}
