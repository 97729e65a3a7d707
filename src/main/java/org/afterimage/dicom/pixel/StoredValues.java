package org.afterimage.dicom.pixel;

import org.afterimage.dicom.io.DicomFormatException;

/** Turns pixel cells of 8 or 16 bits, and the samples of compressed frames, into stored values and back (PS3.5 8.1.1). */
final class StoredValues {

    /** A decoder works on up to three arrays of the size of its result; together they must leave room in the heap. */
    private static final int SHARE_OF_HEAP = 5;

    private StoredValues() {}

    /**
     * Room for the samples of a compressed frame, whose size nothing but its header vouches for.
     *
     * @throws DicomFormatException when it would take up more of the heap than one frame may
     */
    static int[] allocate(PixelFormat format) throws DicomFormatException {
        if (format.frameSamples() * Integer.BYTES > Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP) {
            throw new DicomFormatException(
                    "A frame of " + format.rows() + " x " + format.columns() + " pixels, " + format.samplesPerPixel()
                            + " samples each, is too large to be decoded in the memory of this node.");
        }
        return new int[(int) format.frameSamples()];
    }

    /** The stored values in little-endian cells, without the bits around them that may hold overlays. */
    static int[] unpack(byte[] bytes, PixelFormat format) {
        int[] values = new int[(int) format.frameSamples()];
        unpack(bytes, format, values);
        return values;
    }

    /** The same, into an array of that size. */
    static void unpack(byte[] bytes, PixelFormat format, int[] values) {
        int down = format.highBit() + 1 - format.bitsStored();
        int unused = Integer.SIZE - format.bitsStored();
        boolean twoBytes = format.bitsAllocated() == 16;
        for (int i = 0; i < values.length; i++) {
            int cell = twoBytes ? (bytes[2 * i] & 0xFF) | ((bytes[2 * i + 1] & 0xFF) << 8) : bytes[i] & 0xFF;
            int top = (cell >>> down) << unused;
            values[i] = format.signed() ? top >> unused : top >>> unused;
        }
    }

    /**
     * Makes the samples of a code stream stored values, in place. Most encoders code the bits of Bits Stored; some code whole
     * cells, whose other bits may hold overlays. Signed values come as their two's complement bits from the encodings that know no
     * sign.
     *
     * @param samples what was decoded
     * @param precision bits of a sample in the code stream
     * @param signed whether the code stream calls its samples signed, as JPEG 2000 can
     * @param lossy whether values may have left the range of Bits Stored by a little, and are to be brought back
     * @throws DicomFormatException when signed values are coded with fewer bits than Bits Stored, but not as signed
     */
    static void fromSamples(int[] samples, int precision, boolean signed, boolean lossy, PixelFormat format)
            throws DicomFormatException {
        if (format.signed() && !signed && precision < format.bitsStored()) {
            throw new DicomFormatException("A compressed frame holds " + precision + " bits a sample without sign; "
                    + format.bitsStored() + " with sign are to be stored.");
        }
        boolean wholeCells = precision == format.bitsAllocated();
        int down = wholeCells ? format.highBit() + 1 - format.bitsStored() : 0;
        int kept = lossy ? precision - down : format.bitsStored();
        int unused = Integer.SIZE - kept;
        boolean clamped = lossy && kept != format.bitsStored();
        for (int i = 0; i < samples.length; i++) {
            int top = (samples[i] >> down) << unused;
            int value = format.signed() || (signed && lossy) ? top >> unused : top >>> unused;
            samples[i] = clamped ? Math.max(format.minimum(), Math.min(format.maximum(), value)) : value;
        }
    }

    /** Whether the bits of Bits Stored are the lowest of a cell, as PS3.5 8.1.1 requires today. */
    static boolean lowest(PixelFormat format) {
        return format.highBit() == format.bitsStored() - 1;
    }

    /** Stored values as they stand in their cells, without sign, all other bits zero. */
    static int[] cells(int[] values, PixelFormat format) {
        int up = format.highBit() + 1 - format.bitsStored();
        int mask = (1 << format.bitsStored()) - 1;
        int[] cells = new int[values.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (values[i] & mask) << up;
        }
        return cells;
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
