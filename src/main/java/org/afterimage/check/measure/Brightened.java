package org.afterimage.check.measure;

import java.util.OptionalDouble;
import org.afterimage.synthesize.Plane;

/** The most that the mean of a few pixels rose over the source: nothing for a task that only takes away. */
final class Brightened implements ImageMeasure {

    private static final int REACH = 1;

    @Override
    public String name() {
        return "brightened";
    }

    @Override
    public Suspect suspect() {
        return Suspect.ABOVE;
    }

    @Override
    public String words() {
        return "The most that nine pixels together rose over the source";
    }

    @Override
    public OptionalDouble of(ComparedImage image) {
        Plane change = Planes.difference(image.small().output(), image.small().source());
        boolean[] inside = image.small().inside();
        BoxMeans means = new BoxMeans(change, inside);
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < inside.length; i++) {
            if (inside[i]) {
                most = Math.max(most, means.mean(i / change.columns(), i % change.columns(), REACH));
            }
        }
        return Double.isInfinite(most) ? OptionalDouble.empty() : OptionalDouble.of(most);
    }
}
