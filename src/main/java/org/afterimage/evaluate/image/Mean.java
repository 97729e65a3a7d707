package org.afterimage.evaluate.image;

/** The mean of a term over the pixels that count. */
final class Mean {

    private double sum;
    private long count;

    private Mean() {}

    /** A term of one pixel. */
    interface Term {
        double of(double output, double reference);
    }

    static double over(Compared compared, Term term) {
        Mean mean = new Mean();
        compared.forEach((output, reference) -> mean.add(term.of(output, reference)));
        return mean.sum / mean.count;
    }

    private void add(double term) {
        sum += term;
        count++;
    }
}
