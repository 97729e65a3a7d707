package org.afterimage.dicom.pixel;

/** Bits read backward, the lowest of a byte first; a 7F that comes after a byte over 8F has seven (ITU-T T.814 7.1.4 and 7.1.6). */
final class HtBackwardBits {

    private final byte[] bytes;
    private final int first;
    private int at;
    private int buffer;
    private int count;
    private boolean afterLarge = true;

    /** From a byte back to another. */
    HtBackwardBits(byte[] bytes, int from, int first) {
        this.bytes = bytes;
        this.at = from;
        this.first = first;
    }

    /** The bits of a cleanup segment's codes, which begin in the middle of its last byte but one. */
    static HtBackwardBits ofCodes(byte[] cleanup, int suffixLength) {
        int length = cleanup.length;
        HtBackwardBits bits = new HtBackwardBits(cleanup, length - 3, length - suffixLength);
        int half = cleanup[length - 2] & 0xFF;
        bits.buffer = half >> 4;
        bits.count = (bits.buffer & 7) == 7 ? 3 : 4;
        bits.buffer &= (1 << bits.count) - 1;
        bits.afterLarge = (half | 0x0F) > 0x8F;
        return bits;
    }

    /** The next 1 to 7 bits, which stay; zeros follow the end. */
    int peek(int bits) {
        while (count < bits) {
            int next = at >= first ? bytes[at--] & 0xFF : 0;
            int taken = afterLarge && (next & 0x7F) == 0x7F ? 7 : 8;
            buffer |= (next & ((1 << taken) - 1)) << count;
            count += taken;
            afterLarge = next > 0x8F;
        }
        return buffer & ((1 << bits) - 1);
    }

    void skip(int bits) {
        buffer >>>= bits;
        count -= bits;
    }

    int read(int bits) {
        if (bits == 0) {
            return 0;
        }
        int value = peek(bits);
        skip(bits);
        return value;
    }
}
