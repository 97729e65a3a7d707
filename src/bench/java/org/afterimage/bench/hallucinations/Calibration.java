package org.afterimage.bench.hallucinations;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.afterimage.check.measure.ImageMeasure;
import org.afterimage.model.ComparisonBounds;

/**
 * Makes bounds of what good outputs measure: beyond the worst of them by a part of their spread or of the value itself, whichever is more.
 * Of correlations and the like, which end at 1, the distance to 1 counts as the value.
 */
final class Calibration {

    private static final double[] WARN = {0.35, 0.15};
    private static final double[] HOLD = {2.5, 0.7};

    // The most unusual spot of a long stack, or of a larger matrix, is more unusual than that of the two slices
    // measured here.
    private static final double[] WARN_OF_SPOTS = {0.35, 1};
    private static final double[] HOLD_OF_SPOTS = {2.5, 3};

    // A network that suspects rightly suspects those good outputs too that are wrong by themselves.
    private static final double LEFT_OUT = 0.04;
    private static final double HOLD_OF_SUSPICION = 2;

    private Calibration() {}

    /**
     * The bounds, as they go into a manifest, each with the range that it was made of.
     *
     * @param wholeStacks whether what was measured are stacks as long as those that the model is used on
     */
    static String of(Map<String, List<Double>> found, boolean wholeStacks) {
        StringBuilder lines = new StringBuilder("comparison:\n");
        for (ImageMeasure measure : ImageMeasure.all()) {
            List<Double> values = found.getOrDefault(measure.name(), List.of()).stream()
                    .sorted()
                    .toList();
            if (!values.isEmpty()) {
                double least = values.get(0);
                double most = values.get(values.size() - 1);
                double median = values.get(values.size() / 2);
                if (measure.name().equals(ComparisonBounds.SUSPICION)) {
                    lines.append(suspicion(values));
                    continue;
                }
                boolean above = measure.suspect() == ImageMeasure.Suspect.ABOVE;
                double worst = above ? most : least;
                boolean spots = !wholeStacks
                        && (measure.name().endsWith("Spot") || measure.name().endsWith("Mass"));
                double origin = measure.name().endsWith("Correlation") ? 1 : 0;
                lines.append(String.format(
                        Locale.ROOT,
                        "  %s: { warn: %s, hold: %s }   # %s to %s, median %s, over %d%n",
                        measure.name(),
                        rounded(beyond(worst, median, origin, above, spots ? WARN_OF_SPOTS : WARN)),
                        rounded(beyond(worst, median, origin, above, spots ? HOLD_OF_SPOTS : HOLD)),
                        rounded(least),
                        rounded(most),
                        rounded(median),
                        values.size()));
            }
        }
        return lines.toString();
    }

    /** Leaves out the most suspected outputs and has no margin; what is held is suspected beyond that as much again twice. */
    private static String suspicion(List<Double> sorted) {
        double warn = sorted.get((int) Math.ceil(sorted.size() * (1 - LEFT_OUT)) - 1);
        double median = sorted.get(sorted.size() / 2);
        return String.format(
                Locale.ROOT,
                "  suspicion: { warn: %s, hold: %s }   # median %s, 96 %% at most %s, most %s, over %d%n",
                rounded(warn),
                rounded(warn + HOLD_OF_SUSPICION * (warn - median)),
                rounded(median),
                rounded(warn),
                rounded(sorted.get(sorted.size() - 1)),
                sorted.size());
    }

    private static double beyond(double worst, double median, double origin, boolean above, double[] parts) {
        double margin = Math.max(parts[0] * Math.abs(worst - median), parts[1] * Math.abs(worst - origin));
        return above ? worst + margin : worst - margin;
    }

    private static String rounded(double value) {
        return new BigDecimal(value)
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
    }
}
