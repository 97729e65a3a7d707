package org.afterimage.check.measure;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.afterimage.synthesize.Plane;

/** The level of noise: grain after over grain before, the median, without sign, of what a pixel differs from the mean of its neighbours. */
final class GrainRatio implements ImageMeasure {

    private static final double HALF = 0.5;

    private final Suspect suspect;

    /**
     * @param suspect whether too little or too much is looked for
     */
    GrainRatio(Suspect suspect) {
        this.suspect = suspect;
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
        float[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return count == 0 ? 0 : Planes.quantile(sorted, HALF);
    }
}
