package org.afterimage.dicom.pixel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
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

    private static final int ITEM_HEADER = 8; // tag and length of a fragment's item (PS3.5 A.4)
    private static final long LARGEST_OFFSET = 0xFFFFFFFFL;
    private static final long LONGEST = Integer.MAX_VALUE - 8; // bytes in one array

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
        return syntax.encapsulated()
                ? encapsulated(List.of(even(encoder(syntax).encode(stored, format))))
                : natively(cells, format);
    }

    /**
     * Where the frames of an image come from.
     *
     * @param <E> what happens when one can't be had
     */
    @FunctionalInterface
    public interface StoredFrames<E extends Exception> {
        /** The stored values of a frame, counted from 0, row by row. */
        int[] stored(int frame) throws E;
    }

    /**
     * Makes Pixel Data (7FE0,0010) of all frames of an image.
     *
     * @param frames as many as the format says
     * @param format a monochrome format with 8 or 16 bits allocated
     * @param syntax the transfer syntax that the data set will be written in
     * @return the element; when compressed, with a Basic Offset Table and one fragment a frame (PS3.5 A.4)
     * @throws E when a frame can't be had
     * @throws IllegalArgumentException as {@link #element(int[], PixelFormat, TransferSyntax)} does, and when uncompressed frames are
     *     longer than 2 GiB together
     */
    public static <E extends Exception> Element element(
            StoredFrames<E> frames, PixelFormat format, TransferSyntax syntax) throws E {
        if (syntax.encapsulated()) {
            List<byte[]> fragments = new ArrayList<>();
            for (int frame = 0; frame < format.frames(); frame++) {
                int[] stored = frames.stored(frame);
                pack(stored, format); // Checks every value, whatever the encoding makes of it.
                fragments.add(even(encoder(syntax).encode(stored, format)));
            }
            return encapsulated(fragments);
        }
        if (format.frames() > LONGEST / format.frameBytes()) {
            throw new IllegalArgumentException("Pixel data of " + format.frames() + " frames of " + format.frameBytes()
                    + " bytes are too long to be written.");
        }
        byte[] cells = new byte[(int) (format.frames() * format.frameBytes())];
        for (int frame = 0; frame < format.frames(); frame++) {
            byte[] one = pack(frames.stored(frame), format);
            System.arraycopy(one, 0, cells, frame * one.length, one.length);
        }
        return natively(cells, format);
    }

    private static FrameEncoder encoder(TransferSyntax syntax) {
        return FrameCodecs.encoder(syntax)
                .orElseThrow(() -> new IllegalArgumentException("Pixels are not compressed to " + syntax.name() + "."));
    }

    private static Element natively(byte[] cells, PixelFormat format) {
        return new Element.Value(Tag.PIXEL_DATA, format.bitsAllocated() > 8 ? VR.OW : VR.OB, even(cells));
    }

    private static Element encapsulated(List<byte[]> frames) {
        List<byte[]> fragments = new ArrayList<>();
        fragments.add(offsets(frames));
        fragments.addAll(frames);
        return new Element.Fragments(Tag.PIXEL_DATA, VR.OB, fragments);
    }

    /** The Basic Offset Table; empty where 32 bits do not hold it, as PS3.5 A.4 allows. */
    private static byte[] offsets(List<byte[]> frames) {
        ByteBuffer table = ByteBuffer.allocate(frames.size() * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long offset = 0;
        for (byte[] frame : frames) {
            if (offset > LARGEST_OFFSET) {
                return new byte[0];
            }
            table.putInt((int) offset);
            offset += ITEM_HEADER + frame.length;
        }
        return table.array();
    }

    private static byte[] even(byte[] bytes) {
        return bytes.length % 2 == 0 ? bytes : Arrays.copyOf(bytes, bytes.length + 1);
    }

    /**
     * The data set of an object with its pixels uncompressed, to be written in any transfer syntax that does not encapsulate them.
     *
     * @param object an object; if its pixel data is encapsulated, a monochrome image with 8 or 16 bits allocated
     * @return the object's own data set when its pixel data is not encapsulated, or else a copy
     * @throws UnsupportedTransferSyntaxException when the pixel data is compressed in a way that this node does not decode
     * @throws DicomFormatException when the pixel data is damaged, or the image is another
     */
    public static DataSet uncompressed(DicomObject object) throws IOException {
        DataSet dataSet = object.dataSet();
        if (!object.transferSyntax().encapsulated() || !dataSet.contains(Tag.PIXEL_DATA)) {
            return dataSet;
        }
        FrameReader frames = new FrameReader(object);
        PixelFormat format = frames.format();
        if (format.samplesPerPixel() != 1 || format.frames() > LONGEST / format.frameBytes()) {
            throw new DicomFormatException(
                    "Only monochrome images of up to 2 GiB are written uncompressed; this one has "
                            + format.samplesPerPixel() + " samples per pixel, " + format.frames() + " frames and "
                            + format.frameBytes() + " bytes a frame.");
        }
        return dataSet.shallowCopy().put(element(frames::stored, format, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
    }
}
