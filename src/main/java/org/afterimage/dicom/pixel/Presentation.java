package org.afterimage.dicom.pixel;

import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.OptionalInt;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;

/** The grey levels of an image as a viewer shows it first (PS3.4 N.2). */
public final class Presentation {

    private Presentation() {}

    /**
     * Grey levels for a picture: the image's first window or, where it has none, the range of its values without padding.
     *
     * @param stored stored values of a monochrome frame
     * @param format its format, at most 16 bits stored
     * @param dataSet the attributes of the image
     * @return as many grey levels, 0 being black, as unsigned bytes
     */
    public static byte[] toGray8(int[] stored, PixelFormat format, DataSet dataSet) {
        ModalityTransform transform = ModalityTransform.of(dataSet);
        Window window = Window.of(dataSet).orElseGet(() -> fullRange(stored, transform, dataSet));
        int minimum = format.minimum();
        byte[] levels = new byte[format.maximum() - minimum + 1];
        for (int i = 0; i < levels.length; i++) {
            double grey = window.apply(transform.apply(minimum + i));
            levels[i] = (byte) Math.round(255 * (format.monochrome1() ? 1 - grey : grey));
        }
        byte[] picture = new byte[stored.length];
        for (int i = 0; i < stored.length; i++) {
            picture[i] = levels[stored[i] - minimum];
        }
        return picture;
    }

    private static Window fullRange(int[] stored, ModalityTransform transform, DataSet dataSet) {
        OptionalInt padding = dataSet.integer(Tag.PIXEL_PADDING_VALUE);
        IntSummaryStatistics range = Arrays.stream(stored)
                .filter(value -> padding.isEmpty() || value != padding.getAsInt())
                .summaryStatistics();
        if (range.getCount() == 0) {
            return new Window(0.5, 1, Window.Function.LINEAR_EXACT);
        }
        double low = transform.apply(range.getMin());
        double high = transform.apply(range.getMax());
        double width = Math.max(Math.abs(high - low), Double.MIN_NORMAL);
        return new Window((low + high) / 2, width, Window.Function.LINEAR_EXACT);
    }
}
