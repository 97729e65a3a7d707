package org.afterimage.synthesize;

/**
 * The stored values that become 0 and 1, in the polarity in which dense tissue is bright: for MONOCHROME1 the stored value of 0 is the
 * higher one.
 *
 * @param zero stored value that becomes 0
 * @param one stored value that becomes 1
 */
public record GreyRange(double zero, double one) {

    /** Stored values per unit; negative for MONOCHROME1. */
    public double unit() {
        return one - zero;
    }

    /**
     * Finds the percentiles of the stored values, as order statistics with a straight line between neighbours.
     *
     * @param stored stored values
     * @param padding which of them are no image
     * @param monochrome1 whether low stored values are shown bright
     * @param lowPercentile percent, in the polarity in which dense tissue is bright
     * @param highPercentile percent
     * @throws SynthesisException if the image has no contrast
     */
    static GreyRange of(
            int[] stored, PaddingRange padding, boolean monochrome1, double lowPercentile, double highPercentile)
            throws SynthesisException {
        Histogram histogram = Histogram.of(stored, padding);
        double low = histogram.percentile(monochrome1 ? 100 - lowPercentile : lowPercentile);
        double high = histogram.percentile(monochrome1 ? 100 - highPercentile : highPercentile);
        if (low == high) {
            throw new SynthesisException("The image has no contrast: " + lowPercentile + " to " + highPercentile
                    + " percent of its pixels have the stored value " + low);
        }
        return new GreyRange(low, high);
    }
}
