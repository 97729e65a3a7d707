package org.afterimage.check.measure;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.afterimage.synthesize.Plane;

/** The level of noise: grain after over grain before, the median, without sign, of what a pixel differs from the mean of its neighbours. */
final class GrainRatio implements ImageMeasure {

    private static final double HALF = 0.5;

    private final Suspect suspect;
    private final Known known;

    private GrainRatio(Suspect suspect, Known known) {
        this.suspect = suspect;
        this.known = known;
    }

    /** The measure that looks for too little grain and the one that looks for too much; an image that both are asked of is measured once. */
    static List<ImageMeasure> both() {
        Known known = new Known();
        return List.of(new GrainRatio(Suspect.BELOW, known), new GrainRatio(Suspect.ABOVE, known));
    }

    /** The image that was measured last; not held, since what was measured outlives it. */
    private static final class Known {
        private WeakReference<ComparedImage> image = new WeakReference<>(null);
        private OptionalDouble ratio = OptionalDouble.empty();

        synchronized OptionalDouble ratio(ComparedImage asked) {
            if (image.get() != asked) {
                ratio = measured(asked);
                image = new WeakReference<>(asked);
            }
            return ratio;
        }
    }

    @Override
    public String name() {
        return suspect == Suspect.BELOW ? "leastGrain" : "mostGrain";
    }

    @Override
    public Suspect suspect() {
        return suspect;
    }

    @Override
    public String words() {
        return "The ratio of grain after to before";
    }

    @Override
    public OptionalDouble of(ComparedImage image) {
        return known.ratio(image);
    }

    private static OptionalDouble measured(ComparedImage image) {
        double before = grain(image.source(), image.inside());
        return before > 0 ? OptionalDouble.of(grain(image.output(), image.inside()) / before) : OptionalDouble.empty();
    }

    private static double grain(Plane plane, boolean[] inside) {
        int step = Planes.step(inside.length);
        float[] values = new float[inside.length / step + 1];
        int count = 0;
        for (int i = plane.columns() + 1; i < inside.length - plane.columns() - 1; i += step) {
            if (inside[i]) {
                double sum = 0;
                for (int row = -plane.columns(); row <= plane.columns(); row += plane.columns()) {
                    sum += plane.data()[i + row - 1] + plane.data()[i + row] + plane.data()[i + row + 1];
                }
                values[count++] = (float) Math.abs(plane.data()[i] - sum / 9);
            }
        }
        return count == 0 ? 0 : OrderStatistics.quantile(Arrays.copyOf(values, count), HALF);
    }
}
