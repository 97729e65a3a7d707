package org.afterimage.derive;

import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.TransferSyntax;
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

    /** Of an image of one frame: format, units, windows and pixels. */
    static void put(DataSet target, SyntheticInstance synthetic) {
        PixelFormat format = synthetic.format();
        if (!synthetic.unitsKept()) {
            putFormat(target, format);
            for (int tag : UNITS) {
                target.remove(tag);
            }
        }
        putWindows(target, synthetic);
        target.put(PixelWriter.element(masked(synthetic), format, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
    }

    /**
     * Of an image of several frames: format and pixels. Units and windows stand in the functional groups.
     *
     * @param frames the frames in their order, all of one format
     */
    static void putFrames(DataSet target, List<SyntheticInstance> frames) {
        PixelFormat one = frames.get(0).format();
        if (!frames.get(0).unitsKept()) {
            putFormat(target, one);
            for (int tag : UNITS) {
                target.remove(tag);
            }
        }
        target.putIntegers(Tag.NUMBER_OF_FRAMES, frames.size());
        PixelFormat format = new PixelFormat(
                one.rows(),
                one.columns(),
                frames.size(),
                one.samplesPerPixel(),
                one.bitsAllocated(),
                one.bitsStored(),
                one.highBit(),
                one.signed(),
                one.photometricInterpretation());
        target.put(PixelWriter.element(
                frame -> masked(frames.get(frame)), format, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
    }

    /** The stored values, what was padding in the source as it was. */
    private static int[] masked(SyntheticInstance synthetic) {
        int[] stored = synthetic.stored().clone();
        if (synthetic.unitsKept()) {
            int[] source = synthetic.sourceStored();
            for (int i = 0; i < stored.length; i++) {
                if (synthetic.padding().contains(source[i])) {
                    stored[i] = source[i];
                }
            }
        }
        return stored;
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

    /** Windows, where the source's no longer hold: into an image, or a frame's Frame VOI LUT item. */
    static void putWindows(DataSet target, SyntheticInstance synthetic) {
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
