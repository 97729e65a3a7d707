package org.afterimage.check.measure;

import java.util.OptionalDouble;

/** The value that a thousandth of the result lies above. */
final class HighestValue implements ImageMeasure {

    private static final double PART = 0.999;

    @Override
    public String name() {
        return "highestValue";
    }

    @Override
    public Suspect suspect() {
        return Suspect.ABOVE;
    }

    @Override
    public String words() {
        return "The value that a thousandth of the result lies above";
    }

    @Override
    public OptionalDouble of(ComparedImage image) {
        float[] values = Planes.sample(image.output(), image.inside());
        return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(OrderStatistics.quantile(values, PART));
    }
}
