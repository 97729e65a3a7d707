package org.afterimage.check.measure;

/** Means, spreads and the correlation of two measures over some pixels, from their running sums. */
public final class Correlation {

    private long count;
    private double sumA;
    private double sumB;
    private double sumAa;
    private double sumBb;
    private double sumAb;

    /** Takes in one pixel. */
    public void add(double a, double b) {
        count++;
        sumA += a;
        sumB += b;
        sumAa += a * a;
        sumBb += b * b;
        sumAb += a * b;
    }

    /** How many pixels were taken in. */
    public long count() {
        return count;
    }

    /** Standard deviation of the first (of the population). */
    public double spread() {
        return Math.sqrt(variance(sumA, sumAa));
    }

    /** Standard deviation of the second over that of the first (of the population); 0 when the first has none. */
    public double spreadRatio() {
        double a = variance(sumA, sumAa);
        return a > 0 ? Math.sqrt(variance(sumB, sumBb) / a) : 0;
    }

    /** Pearson's correlation; 0 when one of the two has no spread. */
    public double coefficient() {
        double spread = Math.sqrt(variance(sumA, sumAa) * variance(sumB, sumBb));
        return spread > 0 ? (sumAb / count - sumA / count * (sumB / count)) / spread : 0;
    }

    private double variance(double sum, double squares) {
        return count == 0 ? 0 : Math.max(0, squares / count - sum / count * (sum / count));
    }
}
