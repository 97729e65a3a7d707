package org.afterimage.dicom.pixel;

import java.io.IOException;
import java.util.Arrays;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.BulkInput;
import org.afterimage.dicom.io.DicomFormatException;

/** Uncompressed pixel data: frame after frame without gaps (PS3.5 8.1 and 8.2). */
final class NativePixelData {

    private final Element pixelData;
    private final PixelFormat format;

    /** Checks nothing yet; {@link #frame} does. */
    NativePixelData(Element pixelData, PixelFormat format) {
        this.pixelData = pixelData;
        this.format = format;
    }

    /** The bytes of a frame, little endian. */
    byte[] frame(int frame) throws IOException {
        // Number of Frames and the frame's size are from outside: their product may be beyond 64 bits.
        if (format.frameBytes() > available() / format.frames()) {
            throw new DicomFormatException("Pixel Data " + Tag.toString(pixelData.tag()) + " holds " + available()
                    + " bytes, " + format.frames() + " x " + format.frameBytes() + " are needed.");
        }
        long start = frame * format.frameBytes();
        int length = (int) format.frameBytes();
        if (pixelData instanceof Element.Value value) {
            return Arrays.copyOfRange(value.bytes(), (int) start, (int) start + length);
        }
        return read((Element.Bulk) pixelData, start, length);
    }

    private long available() throws DicomFormatException {
        if (pixelData instanceof Element.Value value) {
            return value.bytes().length;
        }
        if (pixelData instanceof Element.Bulk bulk && !bulk.encapsulated()) {
            return bulk.length();
        }
        throw new DicomFormatException("Pixel Data is encapsulated, although the transfer syntax is not.");
    }

    private static byte[] read(Element.Bulk bulk, long start, int length) throws IOException {
        boolean swapped = bulk.bigEndian() && bulk.vr() == VR.OW;
        // Big-endian words also hold 8-bit pixels, two in a word: a frame may begin and end within one.
        long first = swapped ? start & ~1L : start;
        long end = swapped ? Math.min((start + length + 1) & ~1L, bulk.length()) : start + length;
        byte[] bytes = BulkInput.read(bulk, first, (int) (end - first));
        if (swapped) {
            swapWords(bytes);
        }
        int skipped = (int) (start - first);
        return skipped == 0 && bytes.length == length ? bytes : Arrays.copyOfRange(bytes, skipped, skipped + length);
    }

    private static void swapWords(byte[] bytes) {
        for (int i = 0; i + 1 < bytes.length; i += 2) {
            byte low = bytes[i + 1];
            bytes[i + 1] = bytes[i];
            bytes[i] = low;
        }
    }
}
