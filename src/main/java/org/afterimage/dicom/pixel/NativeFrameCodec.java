package org.afterimage.dicom.pixel;

import java.util.List;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.TransferSyntax;

/** Encapsulated Uncompressed Explicit VR Little Endian: each frame as it is, in one item (PS3.5 A.4.11). */
final class NativeFrameCodec implements FrameCodec {

    private static final TransferSyntax SYNTAX =
            TransferSyntax.of("1.2.840.10008.1.2.1.98").orElseThrow();

    @Override
    public List<TransferSyntax> transferSyntaxes() {
        return List.of(SYNTAX);
    }

    @Override
    public int[] decode(byte[] frame, PixelFormat format) throws DicomFormatException {
        if (frame.length < format.frameBytes()) {
            throw new DicomFormatException(
                    "A frame holds " + frame.length + " bytes, " + format.frameBytes() + " are needed.");
        }
        return StoredValues.unpack(frame, format);
    }
}
