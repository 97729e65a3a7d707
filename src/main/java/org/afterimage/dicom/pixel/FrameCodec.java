package org.afterimage.dicom.pixel;

import java.util.List;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.TransferSyntax;

/** Decodes frames of one family of compressions (PS3.5 8.2 and A.4). Without state: one instance serves every thread. */
interface FrameCodec {

    /** The transfer syntaxes whose frames it decodes. */
    List<TransferSyntax> transferSyntaxes();

    /**
     * Decodes one frame.
     *
     * @param frame the fragments of the frame, joined; what follows the end of its code stream is ignored
     * @param format what the data set says of the image; the frame must agree
     * @return stored values, sign-extended: row by row, the samples of a pixel side by side
     * @throws DicomFormatException when the frame is damaged, contradicts the format or is too large for this node; damage may
     *     also show as an index out of bounds, which {@link FrameReader} turns into the same
     */
    int[] decode(byte[] frame, PixelFormat format) throws DicomFormatException;
}
