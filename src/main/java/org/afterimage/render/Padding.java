package org.afterimage.render;

import java.util.OptionalInt;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.pixel.PixelFormat;

/**
 * The stored values that fill what is no image (PS3.3 C.7.5.1.1.2).
 *
 * @param from the lowest of them
 * @param to the highest; below {@code from} where there is no padding
 */
record Padding(int from, int to) {

    static final Padding NONE = new Padding(0, -1);

    static Padding of(DataSet dataSet, PixelFormat format) {
        OptionalInt value = dataSet.integer(Tag.PIXEL_PADDING_VALUE);
        if (value.isEmpty()) {
            return NONE;
        }
        int one = inFormat(value.getAsInt(), format);
        int other = inFormat(dataSet.integer(Tag.PIXEL_PADDING_RANGE_LIMIT).orElse(value.getAsInt()), format);
        return new Padding(Math.min(one, other), Math.max(one, other));
    }

    boolean contains(int stored) {
        return stored >= from && stored <= to;
    }

    /** The value has the sign of the pixels, whatever VR it came with. */
    private static int inFormat(int value, PixelFormat format) {
        return format.signed() ? (short) value : value & 0xFFFF;
    }
}
