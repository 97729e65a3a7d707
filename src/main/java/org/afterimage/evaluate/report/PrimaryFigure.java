package org.afterimage.evaluate.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.afterimage.evaluate.CaseResult;
import org.afterimage.evaluate.EvaluationResult;
import org.afterimage.evaluate.Figure;

/**
 * The figure by which cases are sorted from best to worst: PSNR in the region, or of the whole image where there is no region.
 *
 * @param figure the figure
 * @param cases the cases that have it, from the best to the worst
 */
record PrimaryFigure(Figure figure, List<CaseResult> cases) {

    private static final String IN_REGION = "psnr.region";
    private static final String WHOLE = "psnr";

    static PrimaryFigure of(EvaluationResult result) {
        boolean everywhere =
                result.cases().stream().allMatch(one -> find(one, IN_REGION).isPresent());
        String name = everywhere ? IN_REGION : WHOLE;
        Figure figure = find(result.cases().get(0), name).orElseThrow();
        List<CaseResult> sorted = result.cases().stream()
                .sorted(Comparator.comparing(
                        one -> one.figures().get(figure), figure.better().fromBest()))
                .toList();
        return new PrimaryFigure(figure, sorted);
    }

    String title() {
        return figure.title() + " (" + figure.unit() + ")";
    }

    double[] values() {
        return cases.stream().mapToDouble(one -> one.figures().get(figure)).toArray();
    }

    /** The same figure of the source, where cases have it. */
    Optional<double[]> before() {
        return find(cases.get(0), figure.name() + ".before")
                .map(before -> cases.stream()
                        .mapToDouble(one -> one.figures().getOrDefault(before, Double.NaN))
                        .toArray());
    }

    private static Optional<Figure> find(CaseResult one, String name) {
        return one.figures().keySet().stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst();
    }
}
