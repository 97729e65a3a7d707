package org.afterimage.dicom.pixel;

import java.util.List;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.TransferSyntax;

/** JPEG 2000 and High-Throughput JPEG 2000 (PS3.5 8.2.4 and 8.2.14, ITU-T T.800 and T.814); encodes JPEG 2000 without loss. */
final class J2kCodec implements FrameCodec, FrameEncoder {

    @Override
    public List<TransferSyntax> transferSyntaxes() {
        return List.of(
                TransferSyntax.JPEG_2000_LOSSLESS,
                TransferSyntax.JPEG_2000,
                TransferSyntax.HTJ2K_LOSSLESS,
                TransferSyntax.of("1.2.840.10008.1.2.4.202").orElseThrow(),
                TransferSyntax.HTJ2K);
    }

    @Override
    public int[] decode(byte[] frame, PixelFormat format) throws DicomFormatException {
        return new J2kDecoder(frame, format).decode();
    }

    @Override
    public TransferSyntax transferSyntax() {
        return TransferSyntax.JPEG_2000_LOSSLESS;
    }

    @Override
    public byte[] encode(int[] stored, PixelFormat format) {
        if (StoredValues.lowest(format)) {
            return new J2kEncoder(format.columns(), format.rows(), format.bitsStored(), format.signed()).encode(stored);
        }
        // A decoder that knows nothing of High Bit must find each value at its place in the cell.
        return new J2kEncoder(format.columns(), format.rows(), format.bitsAllocated(), false)
                .encode(StoredValues.cells(stored, format));
    }
}
