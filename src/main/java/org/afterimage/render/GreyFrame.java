package org.afterimage.render;

import java.util.Optional;
import org.afterimage.dicom.pixel.ModalityTransform;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.Presentation;
import org.afterimage.dicom.pixel.VoiTransform;
import org.afterimage.dicom.pixel.Window;

/** A monochrome frame and the way from its stored values to grey levels (PS3.4 N.2). */
final class GreyFrame implements DecodedFrame {

    private final PixelFormat format;
    private final short[] stored;
    private final ModalityTransform modality;
    private final Optional<VoiTransform> voi;
    private final Padding padding;
    private final boolean inverted;
    private final int lowest;
    private final int highest;
    private final Window fullRange;

    /**
     * Keeps a frame.
     *
     * @param stored its values, at most 16 bits each
     * @param voi its own VOI LUT or window
     * @param inverted whether high values are dark
     */
    GreyFrame(
            PixelFormat format,
            int[] stored,
            ModalityTransform modality,
            Optional<VoiTransform> voi,
            Padding padding,
            boolean inverted) {
        this.format = format;
        this.stored = new short[stored.length];
        this.modality = modality;
        this.voi = voi;
        this.padding = padding;
        this.inverted = inverted;
        int low = Integer.MAX_VALUE;
        int high = Integer.MIN_VALUE;
        int lowImage = Integer.MAX_VALUE;
        int highImage = Integer.MIN_VALUE;
        for (int i = 0; i < stored.length; i++) {
            int value = stored[i];
            this.stored[i] = (short) value;
            low = Math.min(low, value);
            high = Math.max(high, value);
            if (!padding.contains(value)) {
                lowImage = Math.min(lowImage, value);
                highImage = Math.max(highImage, value);
            }
        }
        lowest = low;
        highest = high;
        fullRange = highImage < lowImage ? range(low, high) : range(lowImage, highImage);
    }

    private Window range(int low, int high) {
        double one = modality.apply(low);
        double other = modality.apply(high);
        double width = Math.max(Math.abs(other - one), Double.MIN_NORMAL);
        return new Window((one + other) / 2, width, Window.Function.LINEAR_EXACT);
    }

    @Override
    public int rows() {
        return format.rows();
    }

    @Override
    public int columns() {
        return format.columns();
    }

    @Override
    public long weight() {
        return 2L * stored.length;
    }

    /** The stored value of a pixel. */
    int stored(int pixel) {
        return format.signed() ? stored[pixel] : stored[pixel] & 0xFFFF;
    }

    /** The window that is shown unless another is asked for; where the frame has none, or a VOI LUT, the range of its values. */
    Window window() {
        return voi.filter(Window.class::isInstance).map(Window.class::cast).orElse(fullRange);
    }

    /** Its own VOI LUT or window, or the range of its values. */
    VoiTransform voi() {
        return voi.orElse(fullRange);
    }

    /** The smallest value in the frame, which the first of {@link #levels} is for. */
    int lowest() {
        return lowest;
    }

    /** The grey level of each stored value from the smallest in the frame to the largest. Padding is black, whatever the window. */
    byte[] levels(VoiTransform transform) {
        byte[] levels = Presentation.levels(lowest, highest, modality, transform, inverted);
        for (int value = Math.max(lowest, padding.from()); value <= Math.min(highest, padding.to()); value++) {
            levels[value - lowest] = 0;
        }
        return levels;
    }

    @Override
    public FrameValues values() {
        byte[] bytes = new byte[2 * stored.length];
        for (int i = 0; i < stored.length; i++) {
            bytes[2 * i] = (byte) stored[i];
            bytes[2 * i + 1] = (byte) (stored[i] >> 8);
        }
        FrameValues.Kind kind = format.signed() ? FrameValues.Kind.SIGNED_16 : FrameValues.Kind.UNSIGNED_16;
        return new FrameValues(rows(), columns(), kind, bytes);
    }
}
