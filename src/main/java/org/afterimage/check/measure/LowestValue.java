package org.afterimage.check.measure;

import java.util.OptionalDouble;

/** The value that a thousandth of the result lies below. */
final class LowestValue implements ImageMeasure {

    private static final double PART = 0.001;

    @Override
    public String name() {
        return "lowestValue";
    }

    @Override
    public Suspect suspect() {
        return Suspect.BELOW;
    }

    @Override
    public String words() {
        return "The value that a thousandth of the result lies below";
    }

    @Override
    public OptionalDouble of(ComparedImage image) {
        float[] values = Planes.sample(image.output(), image.inside());
        return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(OrderStatistics.quantile(values, PART));
    }
}
