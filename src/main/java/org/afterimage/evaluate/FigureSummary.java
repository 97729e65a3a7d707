package org.afterimage.evaluate;

import java.util.List;
import org.afterimage.evaluate.statistics.Summary;

/**
 * A figure over all cases that have it.
 *
 * @param figure the figure
 * @param summary mean, spread and median
 * @param worst the worst
 * @param bounds the package's thresholds for it, with what became of them
 */
public record FigureSummary(Figure figure, Summary summary, double worst, List<Bound> bounds) {

    public FigureSummary {
        bounds = List.copyOf(bounds);
    }

    /** A threshold and whether it is met. */
    public record Bound(Acceptance.Threshold threshold, boolean met) {}

    static FigureSummary of(Figure figure, double[] values, Acceptance acceptance) {
        Summary summary = Summary.of(values);
        double worst = figure.better().worst(values);
        List<Bound> bounds = acceptance.thresholds().stream()
                .filter(threshold -> threshold.figure().equals(figure.name()))
                .map(threshold -> new Bound(threshold, threshold.isMet(value(threshold.statistic(), summary, worst))))
                .toList();
        return new FigureSummary(figure, summary, worst, bounds);
    }

    private static double value(String statistic, Summary summary, double worst) {
        return switch (statistic) {
            case "mean" -> summary.mean();
            case "median" -> summary.median();
            default -> worst;
        };
    }
}
