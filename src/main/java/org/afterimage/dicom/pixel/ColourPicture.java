package org.afterimage.dicom.pixel;

import java.io.IOException;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.DicomObject;

/** Colour images as red, green and blue for display (PS3.3 C.7.6.3.1.2, C.7.6.3.1.5 and C.7.9). */
public final class ColourPicture {

    private static final int[] DESCRIPTORS = {Tag.of(0x0028, 0x1101), Tag.of(0x0028, 0x1102), Tag.of(0x0028, 0x1103)};
    private static final int[] DATA = {Tag.of(0x0028, 0x1201), Tag.of(0x0028, 0x1202), Tag.of(0x0028, 0x1203)};
    private static final int COLOURS = 3;

    private ColourPicture() {}

    /**
     * Decodes one frame of a colour image.
     *
     * @param object an image in RGB, YBR_FULL, YBR_FULL_422 (compressed), YBR_RCT, YBR_ICT or PALETTE COLOR
     * @param frame the frame, counted from 0
     * @return red, green and blue of each pixel, 8 bits each, row by row
     * @throws UnsupportedTransferSyntaxException when the pixel data is compressed in a way that this node does not decode
     * @throws DicomFormatException when the image is no such image, or its pixel data is damaged or too short
     * @throws IllegalArgumentException when there is no such frame
     */
    public static byte[] rgb(DicomObject object, int frame) throws IOException {
        FrameReader reader = new FrameReader(object);
        PixelFormat format = reader.format();
        String interpretation = format.photometricInterpretation();
        if (interpretation.equals("PALETTE COLOR") && format.samplesPerPixel() == 1) {
            return throughPalette(reader.stored(frame), object.dataSet());
        }
        if (format.samplesPerPixel() != COLOURS || format.signed()) {
            throw new DicomFormatException("The image is no colour image.");
        }
        byte[] picture = eightBits(reader.stored(frame), format.bitsStored());
        switch (interpretation) {
            case "RGB", "YBR_RCT", "YBR_ICT" -> {
                // The transforms of JPEG 2000 were undone by its decoder (PS3.5 8.2.4).
            }
            case "YBR_FULL", "YBR_FULL_422" -> fromLuminance(picture);
            default ->
                throw new DicomFormatException(
                        "Colours in the Photometric Interpretation " + interpretation + " are not decoded.");
        }
        return picture;
    }

    private static byte[] eightBits(int[] samples, int bitsStored) {
        byte[] bytes = new byte[samples.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (bitsStored > 8 ? samples[i] >> (bitsStored - 8) : samples[i]);
        }
        return bytes;
    }

    private static void fromLuminance(byte[] picture) {
        for (int i = 0; i < picture.length; i += COLOURS) {
            double luminance = picture[i] & 0xFF;
            double blue = (picture[i + 1] & 0xFF) - 128;
            double red = (picture[i + 2] & 0xFF) - 128;
            picture[i] = level(luminance + 1.402 * red);
            picture[i + 1] = level(luminance - 0.344136 * blue - 0.714136 * red);
            picture[i + 2] = level(luminance + 1.772 * blue);
        }
    }

    private static byte level(double value) {
        return (byte) Math.max(0, Math.min(255, Math.round(value)));
    }

    private static byte[] throughPalette(int[] stored, DataSet dataSet) throws DicomFormatException {
        byte[] picture = new byte[Math.multiplyExact(stored.length, COLOURS)];
        for (int colour = 0; colour < COLOURS; colour++) {
            int[] descriptor = dataSet.integers(DESCRIPTORS[colour]);
            if (descriptor.length != 3) {
                throw new DicomFormatException("The image lacks a palette that it needs.");
            }
            int entries = (descriptor[0] & 0xFFFF) == 0 ? 0x10000 : descriptor[0] & 0xFFFF;
            byte[] levels = levels(dataSet, DATA[colour], entries, descriptor[2]);
            for (int i = 0; i < stored.length; i++) {
                int index = Math.max(0, Math.min(entries - 1, stored[i] - descriptor[1]));
                picture[i * COLOURS + colour] = levels[index];
            }
        }
        return picture;
    }

    /** The levels of one colour; entries of 8 bits may fill a word each, or share one (C.7.6.3.1.6). */
    private static byte[] levels(DataSet dataSet, int tag, int entries, int bits) throws DicomFormatException {
        byte[] data = dataSet.get(tag)
                .filter(Element.Value.class::isInstance)
                .map(element -> ((Element.Value) element).bytes())
                .orElseThrow(() -> new DicomFormatException("The image lacks a palette that it needs."));
        boolean words = data.length >= 2 * entries;
        if (data.length < entries || (bits != 8 && !words)) {
            throw new DicomFormatException(
                    "A palette of " + entries + " entries of " + bits + " bits holds " + data.length + " bytes.");
        }
        byte[] levels = new byte[entries];
        for (int i = 0; i < entries; i++) {
            levels[i] = words ? data[2 * i + (bits == 8 ? 0 : 1)] : data[i];
        }
        return levels;
    }
}
