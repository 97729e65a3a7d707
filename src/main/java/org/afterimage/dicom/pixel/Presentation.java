package org.afterimage.dicom.pixel;

import java.io.IOException;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.OptionalInt;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;

/** The grey levels of an image as a viewer shows it first (PS3.4 N.2). */
public final class Presentation {

    private Presentation() {}

    /**
     * Grey levels for a picture of the first frame: the image's first VOI LUT or window or, where it has none, the range of its values
     * without padding.
     *
     * @param stored stored values of a monochrome frame
     * @param format its format, at most 16 bits stored
     * @param dataSet the attributes of the image
     * @return as many grey levels, 0 being black, as unsigned bytes
     * @throws org.afterimage.dicom.io.DicomFormatException when a lookup table or the functional groups are damaged
     */
    public static byte[] toGray8(int[] stored, PixelFormat format, DataSet dataSet) throws IOException {
        return toGray8(stored, format, dataSet, 0);
    }

    /**
     * Grey levels for a picture of any frame, as {@link #toGray8(int[], PixelFormat, DataSet)} makes them.
     *
     * @param frame which frame the stored values are of, counted from 0
     * @throws IllegalArgumentException when there is no such frame
     */
    public static byte[] toGray8(int[] stored, PixelFormat format, DataSet dataSet, int frame) throws IOException {
        FrameAttributes attributes = FunctionalGroups.of(dataSet).frame(frame);
        ModalityTransform modality = ModalityTransform.of(attributes.pixelValueTransformation());
        VoiTransform voi = VoiTransform.of(attributes.voiLut()).orElseGet(() -> fullRange(stored, modality, dataSet));
        int minimum = format.minimum();
        byte[] levels = levels(minimum, format.maximum(), modality, voi, format.monochrome1());
        byte[] picture = new byte[stored.length];
        for (int i = 0; i < stored.length; i++) {
            picture[i] = levels[stored[i] - minimum];
        }
        return picture;
    }

    /**
     * The grey level of each stored value of a range.
     *
     * @param lowest the first stored value
     * @param highest the last
     * @param inverted whether high values are dark
     * @return grey levels from {@code lowest} on, 0 being black, as unsigned bytes
     */
    public static byte[] levels(
            int lowest, int highest, ModalityTransform modality, VoiTransform voi, boolean inverted) {
        byte[] levels = new byte[highest - lowest + 1];
        for (int i = 0; i < levels.length; i++) {
            double grey = voi.grey(modality.apply(lowest + i));
            levels[i] = (byte) Math.round(255 * (inverted ? 1 - grey : grey));
        }
        return levels;
    }

    private static Window fullRange(int[] stored, ModalityTransform modality, DataSet dataSet) {
        OptionalInt padding = dataSet.integer(Tag.PIXEL_PADDING_VALUE);
        IntSummaryStatistics range = Arrays.stream(stored)
                .filter(value -> padding.isEmpty() || value != padding.getAsInt())
                .summaryStatistics();
        if (range.getCount() == 0) {
            return new Window(0.5, 1, Window.Function.LINEAR_EXACT);
        }
        double low = modality.apply(range.getMin());
        double high = modality.apply(range.getMax());
        double width = Math.max(Math.abs(high - low), Double.MIN_NORMAL);
        return new Window((low + high) / 2, width, Window.Function.LINEAR_EXACT);
    }
}
