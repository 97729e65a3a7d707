package org.afterimage.evaluate.statistics;

import org.hipparchus.stat.inference.KolmogorovSmirnovTest;

/**
 * The two-sample test of Kolmogorov and Smirnov: whether two samples may come from one distribution.
 *
 * @param statistic the largest distance between the two empirical distribution functions
 * @param p probability of a distance at least as large if there is one distribution; exact for up to 1000 values without ties, else from
 *     the asymptotic distribution
 */
public record TwoSampleTest(double statistic, double p) {

    private static final int FEWEST = 2;
    private static final int MOST_FOR_EXACT = 1000; // beyond, the number of orders is too large for a double

    /** Tests two samples; no numbers when one has fewer than two values. */
    public static TwoSampleTest of(double[] x, double[] y) {
        if (x.length < FEWEST || y.length < FEWEST) {
            return new TwoSampleTest(Double.NaN, Double.NaN);
        }
        KolmogorovSmirnovTest test = new KolmogorovSmirnovTest();
        double distance = test.kolmogorovSmirnovStatistic(x, y);
        // Not strict: a distance as large as the one found counts too, which is what a p-value is.
        double p = x.length + y.length <= MOST_FOR_EXACT
                ? test.exactP(distance, x.length, y.length, false)
                : test.approximateP(distance, x.length, y.length);
        return new TwoSampleTest(distance, p);
    }
}
