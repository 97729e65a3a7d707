package org.afterimage.synthesize;

import java.util.OptionalInt;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;

/**
 * The stored values that are no image: Pixel Padding Value (0028,0120) up to Pixel Padding Range Limit (0028,0121), both included, in
 * either order (PS3.3 C.7.5.1.1.2).
 *
 * @param low the lowest
 * @param high the highest; below {@code low} when nothing is padding
 */
public record PaddingRange(int low, int high) {

    /** No value is padding. */
    public static final PaddingRange NONE = new PaddingRange(1, 0);

    /**
     * Reads the range from a data set.
     *
     * @param dataSet the image's attributes
     * @param signed whether stored values are signed (Pixel Representation)
     */
    public static PaddingRange of(DataSet dataSet, boolean signed) {
        OptionalInt value = dataSet.integer(Tag.PIXEL_PADDING_VALUE);
        if (value.isEmpty()) {
            return NONE;
        }
        int first = inSign(value.getAsInt(), signed);
        int last = inSign(dataSet.integer(Tag.PIXEL_PADDING_RANGE_LIMIT).orElse(value.getAsInt()), signed);
        return new PaddingRange(Math.min(first, last), Math.max(first, last));
    }

    /** Whether a stored value is no image. */
    public boolean contains(int stored) {
        return stored >= low && stored <= high;
    }

    /** The value's VR is US or SS, and senders confuse them. */
    private static int inSign(int value, boolean signed) {
        return signed ? (short) value : value & 0xFFFF;
    }
}
