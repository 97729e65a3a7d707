package org.afterimage.dicom.pixel;

import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.TransferSyntax;

/** Deflated Image Frame Compression: each frame on its own through deflate (PS3.5 A.4.13, RFC 1951). */
final class DeflatedFrameCodec implements FrameCodec {

    private static final TransferSyntax SYNTAX =
            TransferSyntax.of("1.2.840.10008.1.2.8.1").orElseThrow();

    /** Deflate says at the most 258 bytes in two bits. */
    private static final int BEST_RATIO = 1032;

    @Override
    public List<TransferSyntax> transferSyntaxes() {
        return List.of(SYNTAX);
    }

    @Override
    public int[] decode(byte[] frame, PixelFormat format) throws DicomFormatException {
        if (format.frameBytes() > (long) frame.length * BEST_RATIO) {
            throw new DicomFormatException("A deflated frame holds " + frame.length + " bytes, too few for the "
                    + format.frameBytes() + " bytes of an image of its size.");
        }
        int[] stored = StoredValues.allocate(format);
        byte[] bytes = new byte[(int) format.frameBytes()];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(frame);
            int filled = 0;
            while (filled < bytes.length) {
                int count = inflater.inflate(bytes, filled, bytes.length - filled);
                if (count == 0) {
                    throw new DicomFormatException(
                            "A deflated frame ends after " + filled + " of " + bytes.length + " bytes.");
                }
                filled += count;
            }
        } catch (DataFormatException e) {
            throw new DicomFormatException("A deflated frame is damaged: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
        StoredValues.unpack(bytes, format, stored);
        return stored;
    }
}
