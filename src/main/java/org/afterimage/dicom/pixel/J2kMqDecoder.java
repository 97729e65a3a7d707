package org.afterimage.dicom.pixel;

/** The arithmetic decoder, and raw bits where a style bypasses it (ITU-T T.800 C.3 and D.6). */
final class J2kMqDecoder {

    private final J2kMqStates states;
    private byte[] bytes = new byte[0];
    private int at;
    private int a;
    private int c;
    private int left;
    private int rawByte;
    private int rawLeft;

    J2kMqDecoder(J2kMqStates states) {
        this.states = states;
    }

    /** Begins a codeword segment that is arithmetically coded. */
    void begin(byte[] segment) {
        bytes = segment;
        at = 0;
        c = byteAt(0) << 16;
        byteIn();
        c <<= 7;
        left -= 7;
        a = 0x8000;
    }

    /** Begins a codeword segment of raw bits. */
    void beginRaw(byte[] segment) {
        bytes = segment;
        at = 0;
        rawByte = 0;
        rawLeft = 0;
    }

    /** A segment goes on with ones behind its end (C.3.4, D.4.1). */
    private int byteAt(int index) {
        return index < bytes.length ? bytes[index] & 0xFF : 0xFF;
    }

    private void byteIn() {
        if (byteAt(at) == 0xFF) {
            if (byteAt(at + 1) > 0x8F) {
                c += 0xFF00;
                left = 8;
            } else {
                at++;
                c += byteAt(at) << 9;
                left = 7;
            }
        } else {
            at++;
            c += byteAt(at) << 8;
            left = 8;
        }
    }

    int decode(int context) {
        int probability = states.probability(context);
        int bit = states.likely(context);
        a -= probability;
        if (c >>> 16 < probability) {
            if (a < probability) {
                states.sawLikely(context);
            } else {
                bit = 1 - bit;
                states.sawUnlikely(context);
            }
            a = probability;
        } else {
            c -= probability << 16;
            if ((a & 0x8000) != 0) {
                return bit;
            }
            if (a < probability) {
                bit = 1 - bit;
                states.sawUnlikely(context);
            } else {
                states.sawLikely(context);
            }
        }
        do {
            if (left == 0) {
                byteIn();
            }
            a <<= 1;
            c <<= 1;
            left--;
        } while ((a & 0x8000) == 0);
        return bit;
    }

    int raw() {
        if (rawLeft == 0) {
            rawLeft = rawByte == 0xFF ? 7 : 8;
            rawByte = at < bytes.length ? bytes[at++] & 0xFF : 0xFF;
        }
        rawLeft--;
        return rawByte >> rawLeft & 1;
    }
}
