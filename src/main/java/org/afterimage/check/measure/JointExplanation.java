package org.afterimage.check.measure;

import java.util.ArrayList;
import java.util.List;
import org.afterimage.synthesize.Plane;

/**
 * Explains a result as whatever its sources' values, here and around, mean elsewhere in the same series: a table of the mean result for
 * each pair of values of two sources, learnt from all slices, and a linear fit of what the surroundings add. Something that has no
 * counterpart in the sources is not in the table. What is left is told in standard deviations of what is usually left for such values: little
 * is left in white matter, much where tissues share a voxel.
 */
public final class JointExplanation implements ComparedImage.Explanation {

    private static final int BINS = 48;
    private static final double HIGHEST = 3;
    private static final int LEAST = 30;
    private static final double NOISE = 0.03; // of the unit of the result
    private static final int[] REACHES = {1, 3, 8};

    private final double[] table;
    private final double[] factors;
    private final double[] spread;

    private JointExplanation(double[] table, double[] factors, double[] spread) {
        this.table = table;
        this.factors = factors;
        this.spread = spread;
    }

    /** Learns from the slices of one series, each with two sources. */
    public static JointExplanation of(List<ComparedImage.Small> slices) {
        double[] table = table(slices);
        List<float[]> all = new ArrayList<>();
        int pixels = slices.stream().mapToInt(slice -> slice.inside().length).sum();
        for (int k = 0; k <= 2 * REACHES.length; k++) {
            all.add(new float[pixels]);
        }
        float[] left = new float[pixels];
        boolean[] inside = new boolean[pixels];
        int at = 0;
        for (ComparedImage.Small slice : slices) {
            List<float[]> regressors = surroundings(slice);
            for (int i = 0; i < slice.inside().length; i++) {
                inside[at + i] = slice.inside()[i];
                left[at + i] = (float) (slice.output().data()[i] - looked(table, slice, i));
                for (int k = 0; k < regressors.size(); k++) {
                    all.get(k)[at + i] = regressors.get(k)[i];
                }
            }
            at += slice.inside().length;
        }
        double[] factors = LeastSquares.fit(all, left, inside);
        for (int i = 0; i < left.length; i++) {
            left[i] -= inside[i] ? (float) LeastSquares.value(all, factors, i) : 0;
        }
        return new JointExplanation(table, factors, spread(slices, left));
    }

    /** The deviation of what is left for each pair of values, never less than a little noise. */
    private static double[] spread(List<ComparedImage.Small> slices, float[] left) {
        double[] squares = new double[BINS * BINS];
        double[] counts = new double[BINS * BINS];
        int at = 0;
        for (ComparedImage.Small slice : slices) {
            for (int i = 0; i < slice.inside().length; i++) {
                if (slice.inside()[i]) {
                    int place = place(slice.sources().get(0), i) * BINS
                            + place(slice.sources().get(1), i);
                    squares[place] += left[at + i] * left[at + i];
                    counts[place]++;
                }
            }
            at += slice.inside().length;
        }
        double[] spread = new double[BINS * BINS];
        for (int place = 0; place < spread.length; place++) {
            spread[place] = Math.sqrt(mean(squares, counts, place / BINS, place % BINS) + NOISE * NOISE);
        }
        return spread;
    }

    @Override
    public Plane unexplained(ComparedImage.Small image) {
        List<float[]> regressors = surroundings(image);
        float[] left = new float[image.inside().length];
        for (int i = 0; i < left.length; i++) {
            if (image.inside()[i]) {
                double rest =
                        image.output().data()[i] - looked(table, image, i) - LeastSquares.value(regressors, factors, i);
                left[i] = (float) (rest / looked(spread, image, i));
            }
        }
        return new Plane(left, image.output().rows(), image.output().columns());
    }

    private static double[] table(List<ComparedImage.Small> slices) {
        double[] sums = new double[BINS * BINS];
        double[] counts = new double[BINS * BINS];
        for (ComparedImage.Small slice : slices) {
            for (int i = 0; i < slice.inside().length; i++) {
                if (slice.inside()[i]) {
                    int place = place(slice.sources().get(0), i) * BINS
                            + place(slice.sources().get(1), i);
                    sums[place] += slice.output().data()[i];
                    counts[place]++;
                }
            }
        }
        double[] table = new double[BINS * BINS];
        for (int place = 0; place < table.length; place++) {
            table[place] = mean(sums, counts, place / BINS, place % BINS);
        }
        return table;
    }

    /** The mean of a place in the table, over its surroundings where there are few voxels. */
    private static double mean(double[] sums, double[] counts, int row, int column) {
        double sum = 0;
        double count = 0;
        for (int reach = 1; count < LEAST && reach < BINS; reach++) {
            sum = 0;
            count = 0;
            for (int r = Math.max(0, row - reach); r <= Math.min(BINS - 1, row + reach); r++) {
                for (int c = Math.max(0, column - reach); c <= Math.min(BINS - 1, column + reach); c++) {
                    sum += sums[r * BINS + c];
                    count += counts[r * BINS + c];
                }
            }
        }
        return count > 0 ? sum / count : 0;
    }

    private static double looked(double[] table, ComparedImage.Small slice, int pixel) {
        return table[
                place(slice.sources().get(0), pixel) * BINS
                        + place(slice.sources().get(1), pixel)];
    }

    private static int place(Plane plane, int pixel) {
        return (int) Math.max(0, Math.min(BINS - 1, plane.data()[pixel] / HIGHEST * BINS));
    }

    /** What each source differs from its means over growing windows, and a constant. */
    private static List<float[]> surroundings(ComparedImage.Small slice) {
        List<float[]> regressors = new ArrayList<>();
        for (Plane source : slice.sources().subList(0, 2)) {
            BoxMeans means = new BoxMeans(source, slice.inside());
            for (int reach : REACHES) {
                regressors.add(means.differences(source, slice.inside(), reach));
            }
        }
        float[] one = new float[slice.inside().length];
        java.util.Arrays.fill(one, 1);
        regressors.add(one);
        return regressors;
    }
}
