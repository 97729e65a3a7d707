package org.afterimage.check.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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

    private final Map<ComparedImage.Small, Surroundings> known = new IdentityHashMap<>();
    private final double[] table;
    private final double[] factors;
    private final double[] spread;

    private JointExplanation(
            List<ComparedImage.Small> slices,
            List<Surroundings> all,
            double[] table,
            double[] factors,
            double[] spread) {
        for (int k = 0; k < slices.size(); k++) {
            known.put(slices.get(k), all.get(k));
        }
        this.table = table;
        this.factors = factors;
        this.spread = spread;
    }

    /** Learns from the slices of one series, each with two sources. */
    public static JointExplanation of(List<ComparedImage.Small> slices) {
        List<Surroundings> all =
                slices.parallelStream().map(JointExplanation::surroundings).toList();
        List<float[]> results = IntStream.range(0, slices.size())
                .mapToObj(k ->
                        Planes.chosen(slices.get(k).output().data(), all.get(k).pixels()))
                .toList();
        double[] table = table(all, results);
        List<float[]> left = IntStream.range(0, slices.size())
                .mapToObj(k -> without(results.get(k), all.get(k), table))
                .toList();
        // Slice by slice, so that the sums are the same whichever thread ends first.
        double[] factors = LeastSquares.factors(IntStream.range(0, slices.size())
                .parallel()
                .mapToObj(k -> LeastSquares.products(all.get(k).regressors(), left.get(k)))
                .toList());
        return new JointExplanation(slices, all, table, factors, spread(all, left, factors));
    }

    /**
     * What is known of the pixels of a slice that are inside.
     *
     * @param pixels their numbers
     * @param places where in the table the values of both sources lie
     * @param regressors what each source differs from its means over growing windows, and a constant
     */
    @SuppressWarnings("ArrayRecordComponent") // megabytes a slice; never used as a key
    private record Surroundings(int[] pixels, int[] places, List<float[]> regressors) {}

    private static Surroundings surroundings(ComparedImage.Small slice) {
        int[] pixels = Planes.pixels(slice.inside());
        Plane first = slice.sources().get(0);
        Plane second = slice.sources().get(1);
        int[] places = new int[pixels.length];
        for (int k = 0; k < pixels.length; k++) {
            places[k] = place(first, pixels[k]) * BINS + place(second, pixels[k]);
        }
        List<float[]> regressors = new ArrayList<>();
        for (Plane source : List.of(first, second)) {
            BoxMeans means = new BoxMeans(source, slice.inside());
            for (int reach : REACHES) {
                regressors.add(means.differences(source, pixels, reach));
            }
        }
        float[] one = new float[pixels.length];
        Arrays.fill(one, 1);
        regressors.add(one);
        return new Surroundings(pixels, places, regressors);
    }

    private static int place(Plane plane, int pixel) {
        return (int) Math.max(0, Math.min(BINS - 1, plane.data()[pixel] / HIGHEST * BINS));
    }

    /** What the table does not say of the results. */
    private static float[] without(float[] results, Surroundings slice, double[] table) {
        float[] left = new float[results.length];
        for (int k = 0; k < left.length; k++) {
            left[k] = (float) (results[k] - table[slice.places()[k]]);
        }
        return left;
    }

    /** The deviation of what is left for each pair of values, never less than a little noise. */
    private static double[] spread(List<Surroundings> slices, List<float[]> left, double[] factors) {
        double[] squares = new double[BINS * BINS];
        double[] counts = new double[BINS * BINS];
        for (int slice = 0; slice < slices.size(); slice++) {
            Surroundings one = slices.get(slice);
            for (int k = 0; k < one.pixels().length; k++) {
                float rest = left.get(slice)[k] - (float) LeastSquares.value(one.regressors(), factors, k);
                squares[one.places()[k]] += rest * rest;
                counts[one.places()[k]]++;
            }
        }
        double[] spread = new double[BINS * BINS];
        for (int place = 0; place < spread.length; place++) {
            spread[place] = Math.sqrt(mean(squares, counts, place / BINS, place % BINS) + NOISE * NOISE);
        }
        return spread;
    }

    @Override
    public Plane unexplained(ComparedImage.Small image) {
        Surroundings slice = known.containsKey(image) ? known.get(image) : surroundings(image);
        float[] left = new float[image.inside().length];
        for (int k = 0; k < slice.pixels().length; k++) {
            int i = slice.pixels()[k];
            int place = slice.places()[k];
            double rest = image.output().data()[i] - table[place] - LeastSquares.value(slice.regressors(), factors, k);
            left[i] = (float) (rest / spread[place]);
        }
        return new Plane(left, image.output().rows(), image.output().columns());
    }

    private static double[] table(List<Surroundings> slices, List<float[]> results) {
        double[] sums = new double[BINS * BINS];
        double[] counts = new double[BINS * BINS];
        for (int slice = 0; slice < slices.size(); slice++) {
            int[] places = slices.get(slice).places();
            for (int k = 0; k < places.length; k++) {
                sums[places[k]] += results.get(slice)[k];
                counts[places[k]]++;
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
}
