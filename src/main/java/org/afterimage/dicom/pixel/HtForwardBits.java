package org.afterimage.dicom.pixel;

/** Bits read forward, the lowest of a byte first; behind a byte FF, the highest of the next is stuffed (ITU-T T.814 7.1.2 and 7.1.5). */
final class HtForwardBits {

    private final byte[] bytes;
    private final int end;
    private final int filler;
    private int at;
    private long buffer;
    private int count;
    private boolean stuffed;

    /**
     * A stretch of bytes.
     *
     * @param filler what follows its end: FF or 0
     */
    HtForwardBits(byte[] bytes, int from, int end, int filler) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
        this.filler = filler;
    }

    /** The next 0 to 32 bits. */
    long read(int bits) {
        while (count < bits) {
            int next = at < end ? bytes[at++] & 0xFF : filler;
            buffer |= (long) next << count;
            count += stuffed ? 7 : 8;
            stuffed = next == 0xFF;
        }
        long value = buffer & ((1L << bits) - 1);
        buffer >>>= bits;
        count -= bits;
        return value;
    }
}
