package org.afterimage.check.measure;

import java.util.Optional;
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
        Rise most = most(image);
        return most.pixel() < 0 ? OptionalDouble.empty() : OptionalDouble.of(most.mean());
    }

    @Override
    public Optional<Place> place(ComparedImage image) {
        int pixel = most(image).pixel();
        int columns = image.small().output().columns();
        return pixel < 0
                ? Optional.empty()
                : Optional.of(Place.of(
                        pixel / columns, pixel % columns, REACH, image.small().factor()));
    }

    /** Around which pixel of the small matrix it is; -1 where nothing is inside. */
    private record Rise(int pixel, double mean) {}

    private static Rise most(ComparedImage image) {
        Plane change = Planes.difference(image.small().output(), image.small().source());
        boolean[] inside = image.small().inside();
        BoxMeans means = new BoxMeans(change, inside);
        Rise most = new Rise(-1, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < inside.length; i++) {
            if (inside[i]) {
                double mean = means.mean(i / change.columns(), i % change.columns(), REACH);
                // No number is the worst of all, and stays.
                most = Double.compare(mean, most.mean()) > 0 ? new Rise(i, mean) : most;
            }
        }
        return most;
    }
}
