package org.afterimage.dicom.pixel;

import java.io.IOException;
import java.util.Optional;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.TransferSyntax;

/**
 * Decodes the frames of one image, in any order (PS3.5 8.1, 8.2 and A.4). Where frames begin is looked up once, when it is made; a
 * frame is then read without those before it.
 */
public final class FrameReader {

    private static final int BY_PLANE = 1;

    private final PixelFormat format;
    private final boolean byPlane;
    private final FrameSource source;

    private interface FrameSource {
        int[] frame(int frame) throws IOException;
    }

    /**
     * Prepares to read the frames of an image.
     *
     * @param object an image with 8 or 16 bits allocated, with pixel data in memory or on disk
     * @throws UnsupportedTransferSyntaxException when the pixel data is compressed in a way that this node does not decode
     * @throws DicomFormatException when the attributes of the image contradict each other, or its frames cannot be told apart
     */
    public FrameReader(DicomObject object) throws IOException {
        format = PixelFormat.of(object.dataSet());
        checkReadable(format);
        Element pixelData = object.dataSet()
                .get(Tag.PIXEL_DATA)
                .orElseThrow(() -> new DicomFormatException("The object has no Pixel Data (7FE0,0010)."));
        TransferSyntax syntax = object.transferSyntax();
        if (syntax.encapsulated()) {
            Optional<FrameCodec> codec = FrameCodecs.decoder(syntax);
            FrameCodec known = codec.orElseThrow(() -> new UnsupportedTransferSyntaxException(syntax));
            FrameTable table = new FrameTable(object.dataSet(), new FragmentSource(pixelData), format.frames());
            byPlane = false;
            source = frame -> decode(known, table.frame(frame));
        } else {
            if (format.photometricInterpretation().equals("YBR_FULL_422")) {
                throw new DicomFormatException("Uncompressed pixels with halved colours (YBR_FULL_422) are not read.");
            }
            NativePixelData data = new NativePixelData(pixelData, format);
            byPlane = format.samplesPerPixel() > 1
                    && object.dataSet().integer(Tag.PLANAR_CONFIGURATION).orElse(0) == BY_PLANE;
            source = frame -> StoredValues.unpack(data.frame(frame), format);
        }
    }

    /** How the pixels are laid out. */
    public PixelFormat format() {
        return format;
    }

    /**
     * Decodes one frame.
     *
     * @param frame the frame, counted from 0
     * @return stored values, sign-extended: row by row from the top left, the samples of a pixel side by side
     * @throws DicomFormatException when the frame is damaged, too short, or contradicts the attributes of the image
     * @throws IllegalArgumentException when there is no such frame
     */
    public int[] stored(int frame) throws IOException {
        if (frame < 0 || frame >= format.frames()) {
            throw new IllegalArgumentException("There is no frame " + frame + " among " + format.frames() + ".");
        }
        int[] stored = source.frame(frame);
        return byPlane ? bySample(stored) : stored;
    }

    private int[] decode(FrameCodec codec, byte[] frame) throws DicomFormatException {
        try {
            return codec.decode(frame, format);
        } catch (IndexOutOfBoundsException | NegativeArraySizeException | ArithmeticException e) {
            // Codecs check what decides about memory and time; for the rest of what a damaged stream can say, bounds
            // are the check.
            throw new DicomFormatException("A compressed frame is damaged: " + e.getMessage(), e);
        }
    }

    private int[] bySample(int[] planes) {
        int samples = format.samplesPerPixel();
        int pixels = planes.length / samples;
        int[] pixelByPixel = new int[planes.length];
        for (int sample = 0; sample < samples; sample++) {
            for (int i = 0; i < pixels; i++) {
                pixelByPixel[i * samples + sample] = planes[sample * pixels + i];
            }
        }
        return pixelByPixel;
    }

    private static void checkReadable(PixelFormat format) throws DicomFormatException {
        if (format.bitsAllocated() != 8 && format.bitsAllocated() != 16) {
            throw new DicomFormatException(
                    "The image has " + format.bitsAllocated() + " bits allocated; only 8 and 16 are read.");
        }
        if (format.frameBytes() > Integer.MAX_VALUE - 8) {
            throw new DicomFormatException(
                    "The image has " + format.frameSamples() + " samples in a frame; they are too many.");
        }
    }
}
