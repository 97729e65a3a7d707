package org.afterimage.dicom.pixel;

import java.util.List;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.TransferSyntax;

/** JPEG Baseline, Extended (sequential, 8 and 12 bits) and Lossless (process 14) with Huffman codes (PS3.5 8.2.1, ITU-T T.81). */
final class JpegCodec implements FrameCodec {

    @Override
    public List<TransferSyntax> transferSyntaxes() {
        return List.of(
                TransferSyntax.JPEG_BASELINE,
                TransferSyntax.JPEG_EXTENDED,
                TransferSyntax.JPEG_LOSSLESS,
                TransferSyntax.JPEG_LOSSLESS_FIRST_ORDER);
    }

    @Override
    public int[] decode(byte[] frame, PixelFormat format) throws DicomFormatException {
        return new JpegDecoder(frame, format).decode();
    }
}
