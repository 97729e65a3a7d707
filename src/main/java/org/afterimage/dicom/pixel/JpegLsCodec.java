package org.afterimage.dicom.pixel;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.TransferSyntax;

/** JPEG-LS, lossless and near-lossless (PS3.5 8.2.3, ITU-T T.87); encodes lossless. */
final class JpegLsCodec implements FrameCodec, FrameEncoder {

    private static final int SMALLEST_PRECISION = 2;

    @Override
    public List<TransferSyntax> transferSyntaxes() {
        return List.of(TransferSyntax.JPEG_LS_LOSSLESS, TransferSyntax.JPEG_LS_NEAR_LOSSLESS);
    }

    @Override
    public TransferSyntax transferSyntax() {
        return TransferSyntax.JPEG_LS_LOSSLESS;
    }

    @Override
    public int[] decode(byte[] frame, PixelFormat format) throws DicomFormatException {
        return new JpegLsDecoder(frame, format).decode();
    }

    @Override
    public byte[] encode(int[] stored, PixelFormat format) {
        int bits = StoredValues.lowest(format) ? format.bitsStored() : format.bitsAllocated();
        int precision = Math.max(SMALLEST_PRECISION, bits);
        int[] samples = StoredValues.cells(stored, format);
        ByteArrayOutputStream out = new ByteArrayOutputStream(samples.length);
        bytes(out, 0xFF, 0xD8);
        bytes(out, 0xFF, 0xF7, 0, 11, precision);
        bytes(out, format.rows() >> 8, format.rows(), format.columns() >> 8, format.columns());
        bytes(out, 1, 1, 0x11, 0);
        bytes(out, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0, 0);
        JpegLsModel model = new JpegLsModel(JpegLsParameters.defaults((1 << precision) - 1, 0));
        new JpegLsScanEncoder(model, new JpegLsBitWriter(out)).encode(samples, format.columns());
        bytes(out, 0xFF, 0xD9);
        return out.toByteArray();
    }

    private static void bytes(ByteArrayOutputStream out, int... values) {
        for (int value : values) {
            out.write(value);
        }
    }
}
