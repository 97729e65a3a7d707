package org.afterimage.dicom.pixel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import org.afterimage.dicom.io.DicomFormatException;

/** Turns pixel cells of 8 or 16 bits, and the samples of compressed frames, into stored values and back (PS3.5 8.1.1). */
final class StoredValues {

    /** A decoder works on up to three arrays of the size of its result; together they must leave room in the heap. */
    private static final int SHARE_OF_HEAP = 5;

    private static final int CHUNK = 4096; // words that lie in the cache between two loops

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
        int left = Integer.SIZE - 1 - format.highBit(); // brings the highest bit, a sign perhaps, to the top
        int right = Integer.SIZE - format.bitsStored();
        if (format.bitsAllocated() == 16) {
            unpackWords(bytes, values, left, right, format.signed());
        } else {
            unpackBytes(bytes, values, left, right, format.signed());
        }
    }

    // Loops of their own, with nothing in them that does not change: a radiograph has millions of pixels.
    private static void unpackWords(byte[] bytes, int[] values, int left, int right, boolean signed) {
        ShortBuffer words =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        short[] some = new short[CHUNK];
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            words.get(some, 0, count);
            if (signed) {
                for (int i = 0; i < count; i++) {
                    values[from + i] = some[i] << left >> right;
                }
            } else {
                for (int i = 0; i < count; i++) {
                    values[from + i] = some[i] << left >>> right;
                }
            }
        }
    }

    private static void unpackBytes(byte[] bytes, int[] values, int left, int right, boolean signed) {
        for (int i = 0; i < values.length; i++) {
            int top = bytes[i] << left;
            values[i] = signed ? top >> right : top >>> right;
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
        requireStorable(values, format.minimum(), format.maximum());
        int up = format.highBit() + 1 - format.bitsStored();
        int mask = (1 << format.bitsStored()) - 1;
        if (format.bitsAllocated() != 16) {
            byte[] bytes = new byte[values.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) ((values[i] & mask) << up);
            }
            return bytes;
        }
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        ShortBuffer words = bytes.asShortBuffer();
        short[] some = new short[CHUNK];
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            for (int i = 0; i < count; i++) {
                some[i] = (short) ((values[from + i] & mask) << up);
            }
            words.put(some, 0, count);
        }
        return bytes.array();
    }

    private static void requireStorable(int[] values, int minimum, int maximum) {
        int least = minimum;
        int most = maximum;
        for (int value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        for (int i = 0; (least < minimum || most > maximum) && i < values.length; i++) {
            if (values[i] < minimum || values[i] > maximum) {
                throw new IllegalArgumentException(
                        "Pixel " + i + " is " + values[i] + "; " + minimum + " to " + maximum + " can be stored.");
            }
        }
    }
}
