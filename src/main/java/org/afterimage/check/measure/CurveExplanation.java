package org.afterimage.check.measure;

import java.util.ArrayList;
import java.util.List;
import org.afterimage.synthesize.Plane;

/**
 * Explains a result as its source through a tone curve and gains for structure of each size, the same everywhere: what presentation is
 * made of. The curve is the mean of the result for each grey of the source; the gains are the least-squares fit of the bands of the
 * source after that curve.
 */
public final class CurveExplanation implements ComparedImage.Explanation {

    private static final int GREYS = 256;
    private static final int LEAST = 20;
    private static final int[] REACHES = {1, 2, 4, 8, 16, 32};

    @Override
    public Plane unexplained(ComparedImage.Small image) {
        Plane curved = curved(image.source(), image.output(), image.inside());
        int[] pixels = Planes.pixels(image.inside());
        List<float[]> regressors = bands(curved, image.inside()).stream()
                .map(band -> Planes.chosen(band, pixels))
                .toList();
        float[] values = Planes.chosen(image.output().data(), pixels);
        double[] gains = LeastSquares.fit(regressors, values);
        float[] left = new float[curved.data().length];
        for (int k = 0; k < pixels.length; k++) {
            left[pixels[k]] = (float) (values[k] - LeastSquares.value(regressors, gains, k));
        }
        return new Plane(left, curved.rows(), curved.columns());
    }

    private static Plane curved(Plane source, Plane output, boolean[] inside) {
        float[] sorted = Planes.sorted(source, inside);
        if (sorted.length == 0) {
            return output;
        }
        double low = sorted[0];
        double step = Math.max(1e-12, ((double) sorted[sorted.length - 1] - low) / (GREYS - 1));
        double[] sums = new double[GREYS];
        double[] counts = new double[GREYS];
        for (int i = 0; i < inside.length; i++) {
            if (inside[i]) {
                double place = (source.data()[i] - low) / step;
                int grey = (int) Math.min(GREYS - 2, place);
                double part = place - grey;
                sums[grey] += (1 - part) * output.data()[i];
                counts[grey] += 1 - part;
                sums[grey + 1] += part * output.data()[i];
                counts[grey + 1] += part;
            }
        }
        double[] curve = filled(sums, counts);
        float[] values = new float[inside.length];
        for (int i = 0; i < values.length; i++) {
            if (inside[i]) {
                double place = (source.data()[i] - low) / step;
                int grey = (int) Math.min(GREYS - 2, place);
                values[i] = (float) (curve[grey] + (place - grey) * (curve[grey + 1] - curve[grey]));
            }
        }
        return new Plane(values, source.rows(), source.columns());
    }

    /** Means, over wider ranges of grey where there are few pixels. */
    private static double[] filled(double[] sums, double[] counts) {
        double[] curve = new double[GREYS];
        for (int grey = 0; grey < GREYS; grey++) {
            double sum = sums[grey];
            double count = counts[grey];
            for (int reach = 1; count < LEAST && reach < GREYS; reach++) {
                sum = 0;
                count = 0;
                for (int k = Math.max(0, grey - reach); k <= Math.min(GREYS - 1, grey + reach); k++) {
                    sum += sums[k];
                    count += counts[k];
                }
            }
            curve[grey] = count > 0 ? sum / count : 0;
        }
        return curve;
    }

    /** Structure between one size and the next, from fine to coarse, what is left, and a constant. */
    private static List<float[]> bands(Plane plane, boolean[] inside) {
        List<float[]> bands = new ArrayList<>();
        Plane rest = plane;
        for (int reach : REACHES) {
            BoxMeans means = new BoxMeans(rest, inside);
            float[] smooth = new float[inside.length];
            float[] band = new float[inside.length];
            for (int i = 0; i < smooth.length; i++) {
                if (inside[i]) {
                    smooth[i] = (float) means.mean(i / plane.columns(), i % plane.columns(), reach);
                    band[i] = rest.data()[i] - smooth[i];
                }
            }
            bands.add(band);
            rest = new Plane(smooth, plane.rows(), plane.columns());
        }
        bands.add(rest.data());
        float[] one = new float[inside.length];
        java.util.Arrays.fill(one, 1);
        bands.add(one);
        return bands;
    }
}
