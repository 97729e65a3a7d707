package org.afterimage.synthesize;

import java.util.stream.IntStream;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.model.Normalise;
import org.afterimage.model.RadiographPreparation;

/**
 * A radiograph as a network sees it: in parts of its grey range, dense tissue bright, small enough for the network's square.
 *
 * @param padding which stored values are no image
 * @param range the stored values that became 0 and 1
 * @param normalised the whole radiograph in parts of the grey range, not clipped
 * @param box where it lies in the square
 * @param square the network's input
 */
public record RadiographInput(PaddingRange padding, GreyRange range, Plane normalised, Letterbox box, Plane square) {

    static RadiographInput of(
            SourceInstance source, PixelFormat format, int[] stored, RadiographPreparation preparation)
            throws SynthesisException {
        PaddingRange padding = PaddingRange.of(source.object().dataSet(), format.signed());
        Normalise normalise = preparation.normalise();
        GreyRange range = GreyRange.of(
                stored, padding, format.monochrome1(), normalise.lowPercentile(), normalise.highPercentile());
        Letterbox box = Letterbox.of(format.rows(), format.columns(), preparation.longerSide());
        float around = (float) preparation.padding();
        Plane normalised = normalised(stored, format, padding, range, around);
        return new RadiographInput(padding, range, normalised, box, box.enclose(normalised, around));
    }

    /**
     * What a network sees of other stored values of the same radiograph, with 0 around it.
     *
     * @param stored one value a pixel
     * @param image the radiograph whose padding and matrix they have
     * @param side rows and columns of the square
     */
    public static Plane square(int[] stored, SyntheticInstance image, GreyRange range, int side) {
        Letterbox box = Letterbox.of(image.format().rows(), image.format().columns(), side);
        return box.enclose(normalised(stored, image.format(), image.padding(), range, 0), 0);
    }

    static void requireOneGreyFrame(PixelFormat format) throws SynthesisException {
        if (format.frames() != 1 || format.samplesPerPixel() != 1) {
            throw new SynthesisException("A radiograph has one frame of one sample a pixel, this instance has "
                    + format.frames() + " of " + format.samplesPerPixel());
        }
    }

    /** Parts of the grey range, not clipped, dense tissue bright; padding becomes the value around the image. */
    private static Plane normalised(
            int[] stored, PixelFormat format, PaddingRange padding, GreyRange range, float around) {
        float zero = (float) range.zero();
        float scale = (float) (1 / range.unit());
        float[] values = new float[stored.length];
        int columns = format.columns();
        IntStream.range(0, format.rows()).parallel().forEach(row -> {
            for (int i = row * columns; i < (row + 1) * columns; i++) {
                values[i] = padding.contains(stored[i]) ? around : (stored[i] - zero) * scale;
            }
        });
        return new Plane(values, format.rows(), format.columns());
    }
}
