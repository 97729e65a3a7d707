package org.afterimage.dicom.pixel;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.TransferSyntax;

/** Makes Pixel Data, uncompressed or compressed without loss (PS3.5 8.1, 8.2 and A.4). */
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

    /** Whether {@link #element} makes pixel data for a transfer syntax. */
    public static boolean writes(TransferSyntax syntax) {
        return !syntax.encapsulated() || FrameCodecs.encoder(syntax).isPresent();
    }

    /**
     * Makes Pixel Data (7FE0,0010) of one frame.
     *
     * @param stored stored values, row by row
     * @param format a monochrome format with 8 or 16 bits allocated
     * @param syntax the transfer syntax that the data set will be written in
     * @return the element; when compressed, with a Basic Offset Table and one fragment (PS3.5 A.4)
     * @throws IllegalArgumentException when a value does not fit Bits Stored, or the format or transfer syntax is another
     */
    public static Element element(int[] stored, PixelFormat format, TransferSyntax syntax) {
        byte[] cells = pack(stored, format); // Checks every value, whatever the encoding makes of it.
        if (!syntax.encapsulated()) {
            byte[] even = cells.length % 2 == 0 ? cells : Arrays.copyOf(cells, cells.length + 1);
            return new Element.Value(Tag.PIXEL_DATA, format.bitsAllocated() > 8 ? VR.OW : VR.OB, even);
        }
        FrameEncoder encoder = FrameCodecs.encoder(syntax)
                .orElseThrow(() -> new IllegalArgumentException("Pixels are not compressed to " + syntax.name() + "."));
        byte[] frame = encoder.encode(stored, format);
        byte[] even = frame.length % 2 == 0 ? frame : Arrays.copyOf(frame, frame.length + 1);
        return new Element.Fragments(Tag.PIXEL_DATA, VR.OB, List.of(new byte[Integer.BYTES], even));
    }

    /**
     * The data set of an object with its pixels uncompressed, to be written in any transfer syntax that does not encapsulate them.
     *
     * @param object an object; if its pixel data is encapsulated, a monochrome image of one frame with 8 or 16 bits allocated
     * @return the object's own data set when its pixel data is not encapsulated, or else a copy
     * @throws UnsupportedTransferSyntaxException when the pixel data is compressed in a way that this node does not decode
     * @throws DicomFormatException when the pixel data is damaged, or the image is another
     */
    public static DataSet uncompressed(DicomObject object) throws IOException {
        DataSet dataSet = object.dataSet();
        if (!object.transferSyntax().encapsulated() || !dataSet.contains(Tag.PIXEL_DATA)) {
            return dataSet;
        }
        PixelFormat format = PixelFormat.of(dataSet);
        if (format.frames() != 1) {
            throw new DicomFormatException(
                    "Only single frames are written uncompressed; this image has " + format.frames() + ".");
        }
        int[] stored = PixelReader.frame(object, 0);
        return dataSet.shallowCopy().put(element(stored, format, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
    }
}
