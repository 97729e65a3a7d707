package org.afterimage.evaluate;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.afterimage.model.ModelPackage;

/**
 * What an evaluation found.
 *
 * @param model the package
 * @param engine what ran its network
 * @param pairs name of the folder of pairs
 * @param pairsDigest SHA-256 over its files
 * @param finishedAt when it was done
 * @param explanation units and data range, in sentences
 * @param texture discretisation and aggregation of texture features, in words
 * @param cases what was measured, in the order of the cases
 * @param skipped the cases that could not be measured
 * @param summaries figures over all cases
 * @param features agreement of texture features; none when there were fewer than two regions
 * @param unmeasured thresholds for figures that no case has
 */
public record EvaluationResult(
        ModelPackage model,
        String engine,
        String pairs,
        String pairsDigest,
        Instant finishedAt,
        String explanation,
        String texture,
        List<CaseResult> cases,
        List<SkippedCase> skipped,
        List<FigureSummary> summaries,
        List<FeatureAgreement> features,
        List<Acceptance.Threshold> unmeasured) {

    public EvaluationResult {
        cases = List.copyOf(cases);
        skipped = List.copyOf(skipped);
        summaries = List.copyOf(summaries);
        features = List.copyOf(features);
        unmeasured = List.copyOf(unmeasured);
    }

    /**
     * A case that could not be measured.
     *
     * @param id the case
     * @param reason why not, in a sentence
     */
    public record SkippedCase(String id, String reason) {}

    /** The thresholds that are not met. */
    public List<FigureSummary.Bound> missed() {
        return bounds().filter(bound -> !bound.met()).toList();
    }

    /** What became of the package's thresholds, in a sentence. */
    public String verdict() {
        long all = bounds().count();
        if (all + unmeasured.size() == 0) {
            return "The package sets no thresholds.";
        }
        String sentence = (all - missed().size()) + " of " + all + " thresholds are met.";
        return unmeasured.isEmpty()
                ? sentence
                : sentence + " " + unmeasured.size() + " could not be measured on these pairs.";
    }

    private Stream<FigureSummary.Bound> bounds() {
        return summaries.stream().flatMap(summary -> summary.bounds().stream());
    }
}
