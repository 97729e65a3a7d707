package org.afterimage.synthesize;

import org.afterimage.dicom.pixel.PixelFormat;

/**
 * Stored values that an image can hold and that are not taken for padding.
 *
 * @param format the image's pixel format
 * @param padding which stored values are no image
 */
record Storable(PixelFormat format, PaddingRange padding) {

    /**
     * The nearest value that can be stored, halves to the even neighbour.
     *
     * @param value the value that is wanted; a number
     * @param source the source's stored value, on whose side of the padding the result stays
     */
    int nearest(double value, int source) {
        int clamped = (int) Math.min(format.maximum(), Math.max(format.minimum(), Math.rint(value)));
        if (!padding.contains(clamped)) {
            return clamped;
        }
        return source > padding.high() ? padding.high() + 1 : padding.low() - 1;
    }

    /** Whether a value is beyond what can be stored. */
    boolean clips(double value) {
        double rounded = Math.rint(value);
        return rounded < format.minimum() || rounded > format.maximum();
    }
}
