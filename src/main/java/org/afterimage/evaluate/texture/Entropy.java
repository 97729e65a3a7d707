package org.afterimage.evaluate.texture;

/** Logarithms of probabilities in which nothing counts as nothing. */
final class Entropy {

    private static final double LN2 = Math.log(2);

    private Entropy() {}

    /** The logarithm to base 2; 0 for 0. */
    static double log2(double p) {
        return p > 0 ? Math.log(p) / LN2 : 0;
    }

    /** - sum of p log2 p, in bits. */
    static double of(double... probabilities) {
        double sum = 0;
        for (double p : probabilities) {
            sum -= p * log2(p);
        }
        return sum;
    }
}
