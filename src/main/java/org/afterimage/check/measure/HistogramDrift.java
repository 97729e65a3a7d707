package org.afterimage.check.measure;

import java.util.OptionalDouble;

/** How far the values of result and source lie apart as a whole: the mean distance of their quantiles (Wasserstein, order 1). */
final class HistogramDrift implements ImageMeasure {

    private static final int QUANTILES = 200;

    @Override
    public String name() {
        return "histogramDrift";
    }

    @Override
    public Suspect suspect() {
        return Suspect.ABOVE;
    }

    @Override
    public String words() {
        return "The mean distance between the values of result and source, both sorted,";
    }

    @Override
    public OptionalDouble of(ComparedImage image) {
        float[] before = Planes.sorted(image.small().source(), image.small().inside());
        float[] after = Planes.sorted(image.small().output(), image.small().inside());
        if (before.length == 0) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        for (int k = 0; k < QUANTILES; k++) {
            double part = (k + 0.5) / QUANTILES;
            sum += Math.abs(Planes.quantile(after, part) - Planes.quantile(before, part));
        }
        return OptionalDouble.of(sum / QUANTILES);
    }
}
