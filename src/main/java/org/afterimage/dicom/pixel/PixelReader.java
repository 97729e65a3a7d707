package org.afterimage.dicom.pixel;

import java.io.IOException;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.TransferSyntax;

/** Decodes the frames of monochrome images with 8 or 16 bits allocated. */
public final class PixelReader {

    private PixelReader() {}

    /**
     * Decodes one frame.
     *
     * @param object an image, with pixel data in memory or on disk
     * @param frame the frame, counted from 0
     * @return stored values, sign-extended, row by row from the top left; rows times columns of them
     * @throws UnsupportedTransferSyntaxException when the pixel data is neither uncompressed nor RLE Lossless
     * @throws DicomFormatException when the image is not monochrome with 8 or 16 bits, or its pixel data is damaged or too short
     * @throws IllegalArgumentException when there is no such frame
     */
    public static int[] frame(DicomObject object, int frame) throws IOException {
        PixelFormat format = PixelFormat.of(object.dataSet());
        checkReadable(format);
        if (frame < 0 || frame >= format.frames()) {
            throw new IllegalArgumentException("There is no frame " + frame + " among " + format.frames() + ".");
        }
        Element pixelData = object.dataSet()
                .get(Tag.PIXEL_DATA)
                .orElseThrow(() -> new DicomFormatException("The object has no Pixel Data (7FE0,0010)."));
        TransferSyntax syntax = object.transferSyntax();
        byte[] bytes;
        if (!syntax.encapsulated()) {
            bytes = new NativePixelData(pixelData, format).frame(frame);
        } else if (syntax.equals(TransferSyntax.RLE_LOSSLESS)) {
            bytes = new RleDecoder(format).decode(new EncapsulatedPixelData(pixelData, format).frame(frame));
        } else {
            throw new UnsupportedTransferSyntaxException(syntax);
        }
        return StoredValues.unpack(bytes, format);
    }

    private static void checkReadable(PixelFormat format) throws DicomFormatException {
        if (format.samplesPerPixel() != 1) {
            throw new DicomFormatException("The image has " + format.samplesPerPixel()
                    + " samples per pixel; only monochrome images are read.");
        }
        if (format.bitsAllocated() != 8 && format.bitsAllocated() != 16) {
            throw new DicomFormatException(
                    "The image has " + format.bitsAllocated() + " bits allocated; only 8 and 16 are read.");
        }
        if (format.frameSamples() > Integer.MAX_VALUE - 8) {
            throw new DicomFormatException(
                    "The image has " + format.frameSamples() + " pixels in a frame; they are too many.");
        }
    }
}
