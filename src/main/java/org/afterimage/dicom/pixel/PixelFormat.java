package org.afterimage.dicom.pixel;

import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Dictionary;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomFormatException;

/**
 * How pixels are laid out (Image Pixel module, PS3.3 C.7.6.3, and PS3.5 8.1).
 *
 * @param rows pixels from top to bottom
 * @param columns pixels from left to right
 * @param frames Number of Frames, 1 when absent
 * @param samplesPerPixel 1 for grey, 3 for colour
 * @param bitsAllocated bits a sample takes up
 * @param bitsStored bits a sample uses
 * @param highBit position of its most significant bit, counted from 0
 * @param signed whether stored values are two's complement numbers
 * @param photometricInterpretation what samples mean, such as {@code MONOCHROME2}
 */
public record PixelFormat(
        int rows,
        int columns,
        int frames,
        int samplesPerPixel,
        int bitsAllocated,
        int bitsStored,
        int highBit,
        boolean signed,
        String photometricInterpretation) {

    private static final int LARGEST_BITS_ALLOCATED = 64;

    /**
     * Reads the format of an image.
     *
     * @throws DicomFormatException when an attribute is missing or contradicts another
     */
    public static PixelFormat of(DataSet dataSet) throws DicomFormatException {
        PixelFormat format = new PixelFormat(
                required(dataSet, Tag.ROWS, 1, 0xFFFF),
                required(dataSet, Tag.COLUMNS, 1, 0xFFFF),
                frames(dataSet),
                required(dataSet, Tag.SAMPLES_PER_PIXEL, 1, 4),
                required(dataSet, Tag.BITS_ALLOCATED, 1, LARGEST_BITS_ALLOCATED),
                required(dataSet, Tag.BITS_STORED, 1, LARGEST_BITS_ALLOCATED),
                required(dataSet, Tag.HIGH_BIT, 0, LARGEST_BITS_ALLOCATED - 1),
                required(dataSet, Tag.PIXEL_REPRESENTATION, 0, 1) == 1,
                dataSet.string(Tag.PHOTOMETRIC_INTERPRETATION)
                        .orElseThrow(
                                () -> new DicomFormatException(name(Tag.PHOTOMETRIC_INTERPRETATION) + " is missing.")));
        if (format.highBit >= format.bitsAllocated || format.highBit < format.bitsStored - 1) {
            throw new DicomFormatException("High Bit " + format.highBit + ", Bits Stored " + format.bitsStored
                    + " and Bits Allocated " + format.bitsAllocated + " contradict each other.");
        }
        return format;
    }

    /** Samples in one frame. */
    public long frameSamples() {
        return (long) rows * columns * samplesPerPixel;
    }

    /** Bytes of one uncompressed frame, a begun byte counted as a whole one. */
    public long frameBytes() {
        return (frameSamples() * bitsAllocated + 7) / 8;
    }

    /** Whether low values are bright (PS3.3 C.7.6.3.1.2). */
    public boolean monochrome1() {
        return photometricInterpretation.equals("MONOCHROME1");
    }

    /** The smallest stored value there can be, for up to 32 bits. */
    public int minimum() {
        return signed ? (int) -(1L << (bitsStored - 1)) : 0;
    }

    /** The largest stored value there can be, for up to 31 bits. */
    public int maximum() {
        return (int) ((1L << (signed ? bitsStored - 1 : bitsStored)) - 1);
    }

    private static int required(DataSet dataSet, int tag, int minimum, int maximum) throws DicomFormatException {
        int value = dataSet.integer(tag)
                .orElseThrow(() -> new DicomFormatException(name(tag) + " is missing or no number."));
        if (value < minimum || value > maximum) {
            throw new DicomFormatException(
                    name(tag) + " is " + value + "; " + minimum + " to " + maximum + " is allowed.");
        }
        return value;
    }

    /** Number of Frames (0028,0008), 1 when absent. */
    static int frames(DataSet dataSet) throws DicomFormatException {
        boolean given = dataSet.string(Tag.NUMBER_OF_FRAMES).isPresent();
        return given ? required(dataSet, Tag.NUMBER_OF_FRAMES, 1, Integer.MAX_VALUE) : 1;
    }

    private static String name(int tag) {
        return Dictionary.lookup(tag).orElseThrow().name() + " " + Tag.toString(tag);
    }
}
