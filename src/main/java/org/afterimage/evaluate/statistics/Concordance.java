package org.afterimage.evaluate.statistics;

/**
 * Lin's concordance correlation coefficient (Biometrics 45:255, 1989): 2 s_xy / (s_x² + s_y² + (x̄ - ȳ)²), moments divided by n. It is 1
 * only when the pairs lie on the line of identity.
 *
 * @param coefficient the coefficient; 1 when both samples are the same constant
 * @param low lower end of the interval of 95 % confidence; not a number where it cannot be told
 * @param high its upper end, likewise
 * @param pairs how many pairs
 */
public record Concordance(double coefficient, double low, double high, int pairs) {

    /** What counts as good agreement in the literature that this program is held against. */
    public static final double ENOUGH = 0.8;

    private static final double NORMAL_975 = 1.959963984540054;

    /**
     * Compares two samples pair by pair. The interval comes from Fisher's transform of the coefficient, whose variance is the asymptotic
     * one of Lin's paper with the corrections of 2000 (Biometrics 56:324).
     *
     * @throws IllegalArgumentException if the samples have not the same length, or none
     */
    public static Concordance of(double[] x, double[] y) {
        int n = x.length;
        if (n != y.length || n == 0) {
            throw new IllegalArgumentException(n + " and " + y.length + " values make no pairs");
        }
        double meanX = mean(x);
        double meanY = mean(y);
        double varianceX = covariance(x, meanX, x, meanX);
        double varianceY = covariance(y, meanY, y, meanY);
        double covariance = covariance(x, meanX, y, meanY);
        double shift = meanX - meanY;
        double spread = varianceX + varianceY + shift * shift;
        if (!(spread > 0)) {
            return new Concordance(1, Double.NaN, Double.NaN, n);
        }
        double ccc = 2 * covariance / spread;
        double deviations = Math.sqrt(varianceX) * Math.sqrt(varianceY);
        double r = covariance / deviations;
        double u2 = shift * shift / deviations;
        double error = Math.sqrt(variance(ccc, r, u2) / (n - 2));
        if (n < 4 || !Double.isFinite(error)) {
            return new Concordance(ccc, Double.NaN, Double.NaN, n);
        }
        double z = 0.5 * Math.log((1 + ccc) / (1 - ccc));
        return new Concordance(ccc, Math.tanh(z - NORMAL_975 * error), Math.tanh(z + NORMAL_975 * error), n);
    }

    /** Whether the coefficient is at least {@link #ENOUGH}. */
    public boolean isEnough() {
        return coefficient >= ENOUGH;
    }

    /** The variance of Fisher's transform times n - 2. */
    private static double variance(double ccc, double r, double u2) {
        double rest = 1 - ccc * ccc;
        return (1 - r * r) * ccc * ccc / (rest * r * r)
                + 2 * ccc * ccc * ccc * (1 - ccc) * u2 / (r * rest * rest)
                - ccc * ccc * ccc * ccc * u2 * u2 / (2 * r * r * rest * rest);
    }

    private static double mean(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value;
        }
        return sum / x.length;
    }

    private static double covariance(double[] x, double meanX, double[] y, double meanY) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (x[i] - meanX) * (y[i] - meanY);
        }
        return sum / x.length;
    }
}
