package org.afterimage.evaluate.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.afterimage.evaluate.CaseResult;
import org.afterimage.evaluate.EvaluationResult;
import org.afterimage.evaluate.FeatureAgreement;
import org.afterimage.evaluate.statistics.Summary;

/** The plots of a report. */
final class Plots {

    private static final int BINS = 12;
    private static final int MOST_POINTS = 1500;
    private static final double LIMITS_OF_AGREEMENT = 1.96; // Bland and Altman, Lancet 327:307, 1986
    private static final int TILE_MEAN = 0;

    private final EvaluationResult result;

    Plots(EvaluationResult result) {
        this.result = result;
    }

    List<Plot> all() {
        List<Plot> plots = new ArrayList<>();
        plots.add(histogram());
        TilePairs tiles = TilePairs.of(result.cases());
        if (tiles.truth().length > 1) {
            plots.add(scatter(tiles));
            plots.add(blandAltman(tiles));
        }
        if (!result.features().isEmpty()) {
            plots.add(concordance());
        }
        return plots;
    }

    /** Means of the same tiles of output and truth, in parts of the data range. */
    @SuppressWarnings("ArrayRecordComponent") // samples of a plot; never used as a key
    private record TilePairs(double[] output, double[] truth) {
        static TilePairs of(List<CaseResult> cases) {
            List<double[]> pairs = new ArrayList<>();
            for (CaseResult one : cases) {
                for (int k = 0; k < one.tiles().truth().size(); k++) {
                    pairs.add(new double[] {
                        one.tiles().output().get(k)[TILE_MEAN],
                        one.tiles().truth().get(k)[TILE_MEAN]
                    });
                }
            }
            int step = Math.max(1, (pairs.size() + MOST_POINTS - 1) / MOST_POINTS);
            List<double[]> some = new ArrayList<>();
            for (int i = 0; i < pairs.size(); i += step) {
                some.add(pairs.get(i));
            }
            return new TilePairs(
                    some.stream().mapToDouble(pair -> pair[0]).toArray(),
                    some.stream().mapToDouble(pair -> pair[1]).toArray());
        }
    }

    private Plot histogram() {
        PrimaryFigure primary = PrimaryFigure.of(result);
        double[] after = primary.values();
        Optional<double[]> before = primary.before();
        double[] all = before.map(values -> concat(values, after)).orElse(after);
        Summary range = Summary.of(all);
        double low = range.minimum();
        double width = Math.max((range.maximum() - low) / BINS, 1e-9);
        int[] countsAfter = counts(after, low, width);
        int[] countsBefore = before.map(values -> counts(values, low, width)).orElse(new int[BINS]);
        int most = Math.max(max(countsAfter), max(countsBefore));
        Plot plot = new Plot(
                primary.title() + " of the cases",
                primary.title() + (before.isPresent() ? " (light: source, dark: output)" : ""),
                "Cases",
                new double[] {low, low + BINS * width},
                new double[] {0, most});
        for (int k = 0; k < BINS; k++) {
            if (countsBefore[k] > 0) {
                plot.bar(low + k * width, low + (k + 1) * width, countsBefore[k], "before");
            }
            if (countsAfter[k] > 0) {
                plot.bar(low + k * width, low + (k + 1) * width, countsAfter[k], "after");
            }
        }
        return plot;
    }

    private static int[] counts(double[] values, double low, double width) {
        int[] counts = new int[BINS];
        Arrays.stream(values)
                .filter(Double::isFinite)
                .forEach(value -> counts[(int) Math.min(BINS - 1, (value - low) / width)]++);
        return counts;
    }

    private static Plot scatter(TilePairs tiles) {
        double[] all = concat(tiles.output(), tiles.truth());
        Plot plot = new Plot(
                "Output against truth, means of tiles of 32 x 32 pixels",
                "Truth, in parts of the data range",
                "Output, in parts of the data range",
                all,
                all);
        Summary range = Summary.of(all);
        plot.line(range.minimum(), range.minimum(), range.maximum(), range.maximum(), "identity", "identity");
        for (int i = 0; i < tiles.truth().length; i++) {
            plot.point(tiles.truth()[i], tiles.output()[i], "cloud", "");
        }
        return plot;
    }

    private static Plot blandAltman(TilePairs tiles) {
        int n = tiles.truth().length;
        double[] means = new double[n];
        double[] differences = new double[n];
        for (int i = 0; i < n; i++) {
            means[i] = (tiles.output()[i] + tiles.truth()[i]) / 2;
            differences[i] = tiles.output()[i] - tiles.truth()[i];
        }
        Summary summary = Summary.of(differences);
        double limit = LIMITS_OF_AGREEMENT * summary.standardDeviation();
        double[] heights = concat(differences, new double[] {summary.mean() - limit, summary.mean() + limit});
        Plot plot = new Plot(
                "Bland-Altman plot of the same tiles",
                "Mean of output and truth, in parts of the data range",
                "Output minus truth",
                means,
                heights);
        for (int i = 0; i < n; i++) {
            plot.point(means[i], differences[i], "cloud", "");
        }
        plot.level(summary.mean(), "identity", number("mean %.4f", summary.mean()));
        plot.level(summary.mean() + limit, "limit", number("mean + 1.96 SD %.4f", summary.mean() + limit));
        plot.level(summary.mean() - limit, "limit", number("mean - 1.96 SD %.4f", summary.mean() - limit));
        return plot;
    }

    private Plot concordance() {
        List<FeatureAgreement> sorted = result.features().stream()
                .sorted(Comparator.comparingDouble(feature -> feature.after().coefficient()))
                .toList();
        Plot plot = new Plot(
                "Concordance of texture features, sorted",
                "Features" + (sorted.get(0).before().isPresent() ? " (light: source, dark: output)" : ""),
                "Concordance with the truth",
                new double[] {0, sorted.size()},
                new double[] {-0.1, 1});
        plot.level(0.8, "limit", "0.8");
        for (int k = 0; k < sorted.size(); k++) {
            FeatureAgreement feature = sorted.get(k);
            int rank = k + 1;
            feature.before().ifPresent(before -> plot.point(rank, before.coefficient(), "before", feature.name()));
            plot.point(rank, feature.after().coefficient(), "after", feature.name());
        }
        return plot;
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static int max(int[] counts) {
        return Arrays.stream(counts).max().orElse(0);
    }

    private static double[] concat(double[] one, double[] two) {
        double[] both = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        return both;
    }
}
