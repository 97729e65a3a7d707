package org.afterimage.derive;

import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.PixelWriter;
import org.afterimage.dicom.pixel.Window;
import org.afterimage.synthesize.SyntheticInstance;

/** The Image Pixel module of a derived image (PS3.3 C.7.6.3), uncompressed, and its VOI windows where the source's no longer hold. */
final class SyntheticPixels {

    private static final int[] VOI = {
        Tag.WINDOW_CENTER,
        Tag.WINDOW_WIDTH,
        Tag.WINDOW_CENTER_WIDTH_EXPLANATION,
        Tag.VOI_LUT_FUNCTION,
        Tag.VOI_LUT_SEQUENCE
    };

    /** What stored values of the source mean, and which of them are no image: nothing of it holds for values that stand for themselves. */
    private static final int[] UNITS = {
        Tag.RESCALE_INTERCEPT,
        Tag.RESCALE_SLOPE,
        Tag.RESCALE_TYPE,
        Tag.MODALITY_LUT_SEQUENCE,
        Tag.PIXEL_PADDING_VALUE,
        Tag.PIXEL_PADDING_RANGE_LIMIT
    };

    private SyntheticPixels() {}

    static void put(DataSet target, SyntheticInstance synthetic) {
        PixelFormat format = synthetic.format();
        int[] stored = synthetic.stored().clone();
        if (synthetic.unitsKept()) {
            maskPadding(stored, synthetic);
        } else {
            putFormat(target, format);
            for (int tag : UNITS) {
                target.remove(tag);
            }
        }
        putWindows(target, synthetic);
        VR vr = format.bitsAllocated() > 8 ? VR.OW : VR.OB;
        target.putBytes(Tag.PIXEL_DATA, vr, PixelWriter.pack(stored, format));
    }

    private static void maskPadding(int[] stored, SyntheticInstance synthetic) {
        int[] source = synthetic.sourceStored();
        for (int i = 0; i < stored.length; i++) {
            if (synthetic.padding().contains(source[i])) {
                stored[i] = source[i];
            }
        }
    }

    private static void putFormat(DataSet target, PixelFormat format) {
        target.putIntegers(Tag.SAMPLES_PER_PIXEL, format.samplesPerPixel())
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, format.photometricInterpretation())
                .putIntegers(Tag.ROWS, format.rows())
                .putIntegers(Tag.COLUMNS, format.columns())
                .putIntegers(Tag.BITS_ALLOCATED, format.bitsAllocated())
                .putIntegers(Tag.BITS_STORED, format.bitsStored())
                .putIntegers(Tag.HIGH_BIT, format.highBit())
                .putIntegers(Tag.PIXEL_REPRESENTATION, format.signed() ? 1 : 0);
    }

    private static void putWindows(DataSet target, SyntheticInstance synthetic) {
        if (synthetic.windows().isEmpty()) {
            return;
        }
        for (int tag : VOI) {
            target.remove(tag);
        }
        target.putDecimals(
                        Tag.WINDOW_CENTER,
                        synthetic.windows().stream().mapToDouble(Window::center).toArray())
                .putDecimals(
                        Tag.WINDOW_WIDTH,
                        synthetic.windows().stream().mapToDouble(Window::width).toArray());
        Window.Function function = synthetic.windows().get(0).function();
        if (function != Window.Function.LINEAR) {
            target.putString(Tag.VOI_LUT_FUNCTION, function.name());
        }
    }
}
