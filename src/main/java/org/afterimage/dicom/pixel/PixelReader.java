package org.afterimage.dicom.pixel;

import java.io.IOException;
import java.util.Set;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.TransferSyntax;

/** Decodes single frames of monochrome images (PS3.3 C.7.6.3, PS3.5 8); for many frames of one image take a {@link FrameReader}. */
public final class PixelReader {

    private static final Set<TransferSyntax> NATIVE = Set.of(
            TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
            TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
            TransferSyntax.EXPLICIT_VR_BIG_ENDIAN,
            TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);

    private PixelReader() {}

    /** Says whether pixel data in a transfer syntax can be decoded. */
    public static boolean reads(TransferSyntax syntax) {
        return syntax.encapsulated() ? FrameCodecs.decoder(syntax).isPresent() : NATIVE.contains(syntax);
    }

    /**
     * Decodes one frame.
     *
     * @param object an image, with pixel data in memory or on disk
     * @param frame the frame, counted from 0
     * @return stored values, sign-extended, row by row from the top left; rows times columns of them
     * @throws UnsupportedTransferSyntaxException when the pixel data is compressed in a way that this node does not decode
     * @throws DicomFormatException when the image is not monochrome with 8 or 16 bits, or its pixel data is damaged or too short
     * @throws IllegalArgumentException when there is no such frame
     */
    public static int[] frame(DicomObject object, int frame) throws IOException {
        checkMonochrome(object.dataSet());
        return new FrameReader(object).stored(frame);
    }

    private static void checkMonochrome(DataSet dataSet) throws DicomFormatException {
        int samples = PixelFormat.of(dataSet).samplesPerPixel();
        if (samples != 1) {
            throw new DicomFormatException(
                    "The image has " + samples + " samples per pixel; only monochrome images are read.");
        }
    }
}
