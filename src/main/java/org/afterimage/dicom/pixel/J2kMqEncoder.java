package org.afterimage.dicom.pixel;

import java.util.Arrays;

/** The arithmetic encoder (ITU-T T.800 C.2). */
final class J2kMqEncoder {

    private final J2kMqStates states;

    /** The first byte stands before the segment: a carry cannot reach it. */
    private byte[] bytes = new byte[1024];

    private int at;
    private int a = 0x8000;
    private int c;
    private int left = 12;

    J2kMqEncoder(J2kMqStates states) {
        this.states = states;
    }

    void encode(int context, int bit) {
        int probability = states.probability(context);
        a -= probability;
        if (bit == states.likely(context)) {
            if ((a & 0x8000) != 0) {
                c += probability;
                return;
            }
            if (a < probability) {
                a = probability;
            } else {
                c += probability;
            }
            states.sawLikely(context);
        } else {
            if (a < probability) {
                c += probability;
            } else {
                a = probability;
            }
            states.sawUnlikely(context);
        }
        do {
            a <<= 1;
            c <<= 1;
            if (--left == 0) {
                byteOut();
            }
        } while ((a & 0x8000) == 0);
    }

    private void byteOut() {
        if (at + 2 > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        boolean afterFf = (bytes[at] & 0xFF) == 0xFF;
        if (!afterFf && c >= 0x8000000) {
            bytes[at]++;
            c &= 0x7FFFFFF;
            afterFf = (bytes[at] & 0xFF) == 0xFF;
        }
        if (afterFf) {
            bytes[++at] = (byte) (c >> 20);
            c &= 0xFFFFF;
            left = 7;
        } else {
            bytes[++at] = (byte) (c >> 19);
            c &= 0x7FFFF;
            left = 8;
        }
    }

    /** Ends the codeword segment (C.2.9). */
    byte[] end() {
        int upper = c + a;
        c |= 0xFFFF;
        if (c >= upper) {
            c -= 0x8000;
        }
        c <<= left;
        byteOut();
        c <<= left;
        byteOut();
        int end = (bytes[at] & 0xFF) == 0xFF ? at : at + 1;
        return Arrays.copyOfRange(bytes, 1, end);
    }
}
