package org.afterimage.evaluate.texture;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Statistics of the intensities of a region (IBSI UHIW, manual 3.3), not discretised. Coefficient of variation (7TET) and quartile
 * coefficient of dispersion (9S40) are left out: they mean nothing where 0 is an arbitrary point of the scale, as in HU.
 */
final class FirstOrder {

    private FirstOrder() {}

    static Map<String, Double> of(double[] intensities) {
        double[] x = intensities.clone();
        Arrays.sort(x);
        double p10 = percentile(x, 10);
        double p90 = percentile(x, 90);
        double median = percentile(x, 50);
        double mean = mean(x);
        double variance = centralMoment(x, mean, 2);
        Map<String, Double> found = new LinkedHashMap<>();
        found.put("mean", mean);
        found.put("variance", variance);
        found.put("skewness", variance > 0 ? centralMoment(x, mean, 3) / Math.pow(variance, 1.5) : 0);
        found.put("kurtosis", variance > 0 ? centralMoment(x, mean, 4) / (variance * variance) - 3 : 0);
        found.put("median", median);
        found.put("minimum", x[0]);
        found.put("p10", p10);
        found.put("p90", p90);
        found.put("maximum", x[x.length - 1]);
        found.put("interquartile_range", percentile(x, 75) - percentile(x, 25));
        found.put("range", x[x.length - 1] - x[0]);
        found.put("mean_absolute_deviation", absoluteDeviation(x, mean));
        found.put("robust_mean_absolute_deviation", robustDeviation(x, p10, p90));
        found.put("median_absolute_deviation", absoluteDeviation(x, median));
        found.put("energy", squares(x));
        found.put("root_mean_square", Math.sqrt(squares(x) / x.length));
        return found;
    }

    /** Order statistics with a straight line between neighbours. */
    private static double percentile(double[] sorted, double percent) {
        double rank = percent / 100 * (sorted.length - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }

    private static double robustDeviation(double[] sorted, double p10, double p90) {
        double[] within =
                Arrays.stream(sorted).filter(x -> x >= p10 && x <= p90).toArray();
        return absoluteDeviation(within, mean(within));
    }

    private static double mean(double[] x) {
        return Arrays.stream(x).sum() / x.length;
    }

    private static double centralMoment(double[] x, double mean, int order) {
        return Arrays.stream(x).map(value -> Math.pow(value - mean, order)).sum() / x.length;
    }

    private static double absoluteDeviation(double[] x, double from) {
        return Arrays.stream(x).map(value -> Math.abs(value - from)).sum() / x.length;
    }

    private static double squares(double[] x) {
        return Arrays.stream(x).map(value -> value * value).sum();
    }
}
