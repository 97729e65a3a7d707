package org.afterimage.dicom.pixel;

/** Turns pixel cells of 8 or 16 bits into stored values and back (PS3.5 8.1.1). */
final class StoredValues {

    private StoredValues() {}

    /** The stored values in little-endian cells, without the bits around them that may hold overlays. */
    static int[] unpack(byte[] bytes, PixelFormat format) {
        int[] values = new int[(int) format.frameSamples()];
        int down = format.highBit() + 1 - format.bitsStored();
        int unused = Integer.SIZE - format.bitsStored();
        boolean twoBytes = format.bitsAllocated() == 16;
        for (int i = 0; i < values.length; i++) {
            int cell = twoBytes ? (bytes[2 * i] & 0xFF) | ((bytes[2 * i + 1] & 0xFF) << 8) : bytes[i] & 0xFF;
            int top = (cell >>> down) << unused;
            values[i] = format.signed() ? top >> unused : top >>> unused;
        }
        return values;
    }

    /** Little-endian cells for stored values, all other bits zero. */
    static byte[] pack(int[] values, PixelFormat format) {
        int up = format.highBit() + 1 - format.bitsStored();
        int mask = (1 << format.bitsStored()) - 1;
        boolean twoBytes = format.bitsAllocated() == 16;
        byte[] bytes = new byte[values.length * (twoBytes ? 2 : 1)];
        for (int i = 0; i < values.length; i++) {
            if (values[i] < format.minimum() || values[i] > format.maximum()) {
                throw new IllegalArgumentException("Pixel " + i + " is " + values[i] + "; " + format.minimum() + " to "
                        + format.maximum() + " can be stored.");
            }
            int cell = (values[i] & mask) << up;
            if (twoBytes) {
                bytes[2 * i] = (byte) cell;
                bytes[2 * i + 1] = (byte) (cell >> 8);
            } else {
                bytes[i] = (byte) cell;
            }
        }
        return bytes;
    }
}
