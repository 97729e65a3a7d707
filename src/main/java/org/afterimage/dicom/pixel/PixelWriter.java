package org.afterimage.dicom.pixel;

/** Makes the bytes of uncompressed Pixel Data. */
public final class PixelWriter {

    private PixelWriter() {}

    /**
     * Packs stored values the way {@link PixelReader} finds them. Bits outside of Bits Stored, where overlays once were, are zero.
     *
     * @param stored stored values, row by row
     * @param format a monochrome format with 8 or 16 bits allocated
     * @return little-endian bytes, without padding to an even length
     * @throws IllegalArgumentException when a value does not fit Bits Stored, or the format is another
     */
    public static byte[] pack(int[] stored, PixelFormat format) {
        if (format.samplesPerPixel() != 1 || (format.bitsAllocated() != 8 && format.bitsAllocated() != 16)) {
            throw new IllegalArgumentException("Only monochrome pixels of 8 or 16 bits are written.");
        }
        return StoredValues.pack(stored, format);
    }
}
