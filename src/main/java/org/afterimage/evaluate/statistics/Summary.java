package org.afterimage.evaluate.statistics;

import java.util.Arrays;

/**
 * A figure over cases.
 *
 * @param count how many cases have it
 * @param mean its mean
 * @param standardDeviation its standard deviation, divided by count - 1
 * @param median its median
 * @param minimum its smallest
 * @param maximum its largest
 */
public record Summary(int count, double mean, double standardDeviation, double median, double minimum, double maximum) {

    /** Summarises the values that are finite; all are no numbers when there is none. */
    public static Summary of(double... values) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        int n = sorted.length;
        if (n == 0) {
            return new Summary(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        double mean = Arrays.stream(sorted).sum() / n;
        double squares = Arrays.stream(sorted).map(x -> (x - mean) * (x - mean)).sum();
        double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
        double deviation = n > 1 ? Math.sqrt(squares / (n - 1)) : Double.NaN;
        return new Summary(n, mean, deviation, median, sorted[0], sorted[n - 1]);
    }
}
