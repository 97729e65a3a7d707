package org.afterimage.dicom.pixel;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.List;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomFormatException;

/**
 * Compressed frames whose transfer syntax puts each into one fragment, as RLE Lossless does (PS3.5 A.4.2). The Basic Offset Table is
 * not needed then; the fragments of a single frame are joined, should there be several.
 */
final class EncapsulatedPixelData {

    private static final int ITEM_HEADER = 8;

    private final Element pixelData;
    private final PixelFormat format;

    EncapsulatedPixelData(Element pixelData, PixelFormat format) {
        this.pixelData = pixelData;
        this.format = format;
    }

    /** The compressed bytes of a frame. */
    byte[] frame(int frame) throws IOException {
        int first = frame + 1; // Behind the Basic Offset Table.
        int last = format.frames() == 1 ? Integer.MAX_VALUE : first;
        byte[] bytes;
        if (pixelData instanceof Element.Fragments inMemory) {
            bytes = join(inMemory.fragments(), first, last);
        } else if (pixelData instanceof Element.Bulk onDisk && onDisk.encapsulated()) {
            bytes = join(onDisk, first, last);
        } else {
            throw new DicomFormatException("Pixel Data is not encapsulated, although the transfer syntax is.");
        }
        if (bytes.length == 0) {
            throw new DicomFormatException(
                    "Pixel Data has no fragment for frame " + (frame + 1) + " of " + format.frames() + ".");
        }
        return bytes;
    }

    private static byte[] join(List<byte[]> fragments, int first, int last) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = first; i < fragments.size() && i <= last; i++) {
            bytes.writeBytes(fragments.get(i));
        }
        return bytes.toByteArray();
    }

    private static byte[] join(Element.Bulk bulk, int first, int last) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(bulk.file()))) {
            in.skipNBytes(bulk.offset());
            long left = bulk.length();
            for (int i = 0; left >= ITEM_HEADER && i <= last; i++) {
                ByteBuffer header = ByteBuffer.wrap(read(in, ITEM_HEADER)).order(ByteOrder.LITTLE_ENDIAN);
                int tag = Tag.of(header.getShort(), header.getShort());
                long length = Integer.toUnsignedLong(header.getInt());
                left -= ITEM_HEADER + length;
                if (tag != Tag.ITEM || left < 0) {
                    break;
                }
                if (i < first) {
                    in.skipNBytes(length);
                } else {
                    bytes.writeBytes(read(in, Math.toIntExact(length)));
                }
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] read(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("A file became shorter while its pixel data was read.");
        }
        return bytes;
    }
}
