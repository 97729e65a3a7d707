package org.afterimage.check.measure;

/** Pearson's correlation of two measures from their running sums. */
final class Correlated {

    private long count;
    private double sumA;
    private double sumB;
    private double sumAa;
    private double sumBb;
    private double sumAb;

    void add(double a, double b) {
        count++;
        sumA += a;
        sumB += b;
        sumAa += a * a;
        sumBb += b * b;
        sumAb += a * b;
    }

    /** The coefficient; 0 when one of the two is the same everywhere. */
    double coefficient() {
        double spread = Math.sqrt(Math.max(0, sumAa - sumA * sumA / count) * Math.max(0, sumBb - sumB * sumB / count));
        return spread > 0 ? (sumAb - sumA * sumB / count) / spread : 0;
    }

    long count() {
        return count;
    }
}
