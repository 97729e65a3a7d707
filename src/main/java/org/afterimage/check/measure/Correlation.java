package org.afterimage.check.measure;

/** Means, spreads and the correlation of two measures over some pixels, from their running sums. */
public final class Correlation {

    private long count;
    private double sumA;
    private double sumB;
    private double sumAa;
    private double sumBb;
    private double sumAb;

    /** Of two planes, the pixels that are inside. */
    static Correlation of(float[] planeA, float[] planeB, boolean[] inside) {
        // The sums lie in registers until the end.
        long count = 0;
        double sumA = 0;
        double sumB = 0;
        double sumAa = 0;
        double sumBb = 0;
        double sumAb = 0;
        for (int i = 0; i < inside.length; i++) {
            if (inside[i]) {
                double a = planeA[i];
                double b = planeB[i];
                count++;
                sumA += a;
                sumB += b;
                sumAa += a * a;
                sumBb += b * b;
                sumAb += a * b;
            }
        }
        Correlation correlation = new Correlation();
        correlation.count = count;
        correlation.sumA = sumA;
        correlation.sumB = sumB;
        correlation.sumAa = sumAa;
        correlation.sumBb = sumBb;
        correlation.sumAb = sumAb;
        return correlation;
    }

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
