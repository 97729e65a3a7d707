package org.afterimage.check.measure;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Where in an image a measure of the whole is worst: the one of 16 x 16 windows that speaks most against the result. A place for a person to
 * look at, and no measure of its own.
 */
public final class WorstWindow {
    private static final int ACROSS = 16;

    /** Of a window with fewer pixels nobody can say anything. */
    private static final int LEAST = 12;

    /** A window with less structure before, in parts of the median window's, counts as empty: nothing of it could be lost. */
    private static final double LEAST_STRUCTURE = 0.1;

    private final int rows;
    private final int columns;
    private final Correlation[] windows = new Correlation[ACROSS * ACROSS];

    /**
     * Of a matrix.
     *
     * @param rows its height in pixels
     * @param columns its width
     */
    public WorstWindow(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        for (int i = 0; i < windows.length; i++) {
            windows[i] = new Correlation();
        }
    }

    /** Takes in a pixel: a value before and after. */
    public void add(int pixel, double before, double after) {
        int row = Math.min(ACROSS - 1, pixel / columns * ACROSS / rows);
        int column = Math.min(ACROSS - 1, pixel % columns * ACROSS / columns);
        windows[row * ACROSS + column].add(before, after);
    }

    /** Where fine structure is least correlated, in pixels of an image of that size. */
    public Optional<Place> leastCorrelated(int imageRows, int imageColumns) {
        return least(Correlation::coefficient, imageRows, imageColumns);
    }

    /** Where the second value's spread is least of the first's, or most. */
    public Optional<Place> spread(boolean most, int imageRows, int imageColumns) {
        return least(window -> most ? -window.spreadRatio() : window.spreadRatio(), imageRows, imageColumns);
    }

    private Optional<Place> least(ToDoubleFunction<Correlation> measure, int imageRows, int imageColumns) {
        double empty = LEAST_STRUCTURE * medianSpread();
        int worst = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < windows.length; i++) {
            double spread = windows[i].spread();
            if (windows[i].count() >= LEAST && !(spread == 0 || spread < empty)) {
                double value = measure.applyAsDouble(windows[i]);
                // What is no number is the worst of all.
                double rank = Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
                if (worst < 0 || rank < least) {
                    least = rank;
                    worst = i;
                }
            }
        }
        return worst < 0 ? Optional.empty() : Optional.of(place(worst, imageRows, imageColumns));
    }

    private double medianSpread() {
        double[] spreads = Arrays.stream(windows)
                .filter(window -> window.count() >= LEAST)
                .mapToDouble(Correlation::spread)
                .sorted()
                .toArray();
        return spreads.length == 0 ? 0 : spreads[spreads.length / 2];
    }

    private static Place place(int window, int imageRows, int imageColumns) {
        double height = (double) imageRows / ACROSS;
        double width = (double) imageColumns / ACROSS;
        return new Place(
                (window % ACROSS + 0.5) * width - 0.5,
                (window / ACROSS + 0.5) * height - 0.5,
                Math.hypot(width, height) / 2);
    }
}
