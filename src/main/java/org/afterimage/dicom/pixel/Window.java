package org.afterimage.dicom.pixel;

import java.util.Optional;
import java.util.OptionalDouble;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;

/**
 * The range of values that a display spreads over its grey levels (PS3.3 C.11.2).
 *
 * @param center Window Center
 * @param width Window Width
 * @param function VOI LUT Function
 */
public record Window(double center, double width, Function function) implements VoiTransform {

    /** How values in between become grey (PS3.3 C.11.2.1.2 and C.11.2.1.3). */
    public enum Function {
        /** A straight line, between values half a step inside the window's ends. */
        LINEAR,
        /** A straight line between the window's ends. */
        LINEAR_EXACT,
        /** An S-shaped curve. */
        SIGMOID
    }

    /** Widths that the standard does not allow are refused. */
    public Window {
        boolean valid = function == Function.LINEAR ? width >= 1 : width > 0;
        if (!valid) {
            throw new IllegalArgumentException("A window cannot be " + width + " wide.");
        }
    }

    /** A window with the default function, {@link Function#LINEAR}. */
    public Window(double center, double width) {
        this(center, width, Function.LINEAR);
    }

    /** The first window of an image; empty when it has none that the standard allows. */
    public static Optional<Window> of(DataSet dataSet) {
        OptionalDouble center = dataSet.decimal(Tag.WINDOW_CENTER);
        OptionalDouble width = dataSet.decimal(Tag.WINDOW_WIDTH);
        Function function = switch (dataSet.string(Tag.VOI_LUT_FUNCTION).orElse("LINEAR")) {
            case "LINEAR_EXACT" -> Function.LINEAR_EXACT;
            case "SIGMOID" -> Function.SIGMOID;
            default -> Function.LINEAR;
        };
        double smallest = function == Function.LINEAR ? 1 : Double.MIN_VALUE;
        if (center.isEmpty() || width.isEmpty() || width.getAsDouble() < smallest) {
            return Optional.empty();
        }
        return Optional.of(new Window(center.getAsDouble(), width.getAsDouble(), function));
    }

    @Override
    public double grey(double value) {
        double grey = switch (function) {
            case LINEAR -> width == 1 ? (value > center - 0.5 ? 1 : 0) : (value - (center - 0.5)) / (width - 1) + 0.5;
            case LINEAR_EXACT -> (value - center) / width + 0.5;
            case SIGMOID -> 1 / (1 + Math.exp(-4 * (value - center) / width));
        };
        return Math.min(Math.max(grey, 0), 1);
    }
}
