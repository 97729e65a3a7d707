package org.afterimage.evaluate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One axis of a plot: values between two ends lie on a straight line between two places.
 *
 * @param low value at the first place
 * @param high value at the second place
 * @param from the first place, in units of the drawing
 * @param to the second place
 */
record Axis(double low, double high, double from, double to) {

    private static final int WANTED_TICKS = 6;
    private static final double[] STEPS = {1, 2, 5, 10};

    Axis {
        if (!(high > low)) {
            double middle = Double.isFinite(low) ? low : 0;
            low = middle - 0.5;
            high = middle + 0.5;
        }
    }

    /** A mark at a place, with its value. */
    record Tick(double place, String label) {}

    /** An axis that covers some values, with a little room at both ends. */
    static Axis around(double[] values, double from, double to) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            if (Double.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        double room = 0.04 * (high - low);
        return new Axis(low - room, high + room, from, to);
    }

    /** Where a value lies; beyond the ends at the ends. */
    double place(double value) {
        double part = Math.min(1, Math.max(0, (value - low) / (high - low)));
        return Math.round(10 * (from + part * (to - from))) / 10.0;
    }

    /** Marks at round values. */
    List<Tick> ticks() {
        double step = step();
        int digits = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
        List<Tick> ticks = new ArrayList<>();
        for (long k = (long) Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) {
            ticks.add(new Tick(place(k * step), String.format(Locale.ROOT, "%." + digits + "f", k * step)));
        }
        return ticks;
    }

    private double step() {
        double wanted = (high - low) / WANTED_TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(wanted)));
        for (double step : STEPS) {
            if (step * power >= wanted) {
                return step * power;
            }
        }
        return 10 * power;
    }
}
