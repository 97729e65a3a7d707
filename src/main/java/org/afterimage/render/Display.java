package org.afterimage.render;

import java.util.Optional;
import java.util.OptionalInt;
import org.afterimage.dicom.pixel.Window;

/**
 * How a frame is to be shown.
 *
 * @param window in values after the modality transform, such as HU; empty for the frame's own
 * @param width pixels from left to right at most, at least 1; pictures are never made larger than the frame
 * @param palette of a monochrome frame
 */
public record Display(Optional<Window> window, OptionalInt width, Palette palette) {

    /** As the frame itself says, in its full size. */
    public static Display asStored() {
        return new Display(Optional.empty(), OptionalInt.empty(), Palette.GREY);
    }

    /**
     * The same with a window as a person or a program names it.
     *
     * @param function {@code linear}, {@code linear-exact} or {@code sigmoid} (PS3.18 8.3.5.1.4)
     * @throws IllegalArgumentException if there is no such window; the sentence says why
     */
    public Display withWindow(double center, double width, String function) {
        Window.Function shape = switch (function) {
            case "linear" -> Window.Function.LINEAR;
            case "linear-exact" -> Window.Function.LINEAR_EXACT;
            case "sigmoid" -> Window.Function.SIGMOID;
            default ->
                throw new IllegalArgumentException(
                        "The function '" + function + "' is none of linear, linear-exact and sigmoid.");
        };
        if (!Double.isFinite(center) || !Double.isFinite(width)) {
            throw new IllegalArgumentException("Centre and width must be numbers.");
        }
        return new Display(Optional.of(new Window(center, width, shape)), this.width, palette);
    }

    /** The same at most so many pixels wide. */
    public Display withWidth(int pixels) {
        return new Display(window, OptionalInt.of(pixels), palette);
    }

    /** The same in other colours. */
    public Display withPalette(Palette other) {
        return new Display(window, width, other);
    }

    /** The picture of a frame; one in colour has neither window nor palette. */
    Picture of(DecodedFrame frame) {
        int across = Math.min(frame.columns(), width.orElse(frame.columns()));
        int down =
                Math.max(1, (int) Math.min(frame.rows(), Math.round((double) frame.rows() * across / frame.columns())));
        return frame instanceof GreyFrame grey ? grey(grey, across, down) : colour((ColourFrame) frame, across, down);
    }

    private Picture grey(GreyFrame frame, int across, int down) {
        byte[] levels = frame.levels(window.isPresent() ? window.get() : frame.voi());
        int lowest = frame.lowest();
        int columns = frame.columns();
        if (across == columns && down == frame.rows()) {
            byte[] samples = new byte[columns * down];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = levels[frame.stored(i) - lowest];
            }
            return new Picture(across, down, 1, samples);
        }
        Shrinking smaller = new Shrinking(columns, frame.rows(), 1, across, down);
        byte[] row = new byte[columns];
        for (int y = 0; y < frame.rows(); y++) {
            for (int x = 0; x < columns; x++) {
                row[x] = levels[frame.stored(y * columns + x) - lowest];
            }
            smaller.add(row);
        }
        return smaller.picture();
    }

    private static Picture colour(ColourFrame frame, int across, int down) {
        if (across == frame.columns() && down == frame.rows()) {
            return new Picture(across, down, 3, frame.rgb());
        }
        Shrinking smaller = new Shrinking(frame.columns(), frame.rows(), 3, across, down);
        byte[] row = new byte[3 * frame.columns()];
        for (int y = 0; y < frame.rows(); y++) {
            System.arraycopy(frame.rgb(), y * row.length, row, 0, row.length);
            smaller.add(row);
        }
        return smaller.picture();
    }
}
