package org.afterimage.evaluate.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.afterimage.evaluate.Acceptance;
import org.afterimage.evaluate.CaseResult;
import org.afterimage.evaluate.EvaluationResult;
import org.afterimage.evaluate.FeatureAgreement;
import org.afterimage.evaluate.FigureSummary;
import org.afterimage.evaluate.Lesion;
import org.afterimage.evaluate.statistics.Concordance;
import org.afterimage.evaluate.statistics.TwoSampleTest;

/** {@code report.json}: every number of the report. What could not be measured is null, since JSON has no NaN. */
final class JsonReport {

    private static final int SCHEMA = 1;

    private final ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private final EvaluationResult result;

    JsonReport(EvaluationResult result) {
        this.result = result;
    }

    void write(Path file) throws IOException {
        mapper.writeValue(file.toFile(), root());
    }

    private ObjectNode root() {
        ObjectNode root = mapper.createObjectNode();
        root.put("schema", SCHEMA);
        ObjectNode model = root.putObject("model");
        model.put("id", result.model().manifest().id());
        model.put("version", result.model().manifest().version());
        model.put("task", result.model().manifest().task());
        model.put("sha256", result.model().sha256());
        root.put("engine", result.engine());
        ObjectNode pairs = root.putObject("pairs");
        pairs.put("folder", result.pairs());
        pairs.put("sha256", result.pairsDigest());
        pairs.put("measured", result.cases().size());
        pairs.put("skipped", result.skipped().size());
        root.put("finishedAt", result.finishedAt().toString());
        root.put("units", result.explanation());
        root.put("texture", result.texture());
        root.put("verdict", result.verdict());
        ObjectNode figures = root.putObject("figures");
        result.summaries()
                .forEach(summary -> figure(figures.putObject(summary.figure().name()), summary));
        ArrayNode unmeasured = root.putArray("thresholdsNotMeasured");
        result.unmeasured().forEach(threshold -> threshold(unmeasured.addObject(), threshold));
        ArrayNode features = root.putArray("features");
        result.features().forEach(feature -> feature(features.addObject(), feature));
        ArrayNode cases = root.putArray("cases");
        result.cases().forEach(one -> oneCase(cases.addObject(), one));
        ArrayNode skipped = root.putArray("skipped");
        result.skipped()
                .forEach(one -> skipped.addObject().put("case", one.id()).put("reason", one.reason()));
        return root;
    }

    private static void figure(ObjectNode node, FigureSummary summary) {
        node.put("title", summary.figure().title());
        node.put("unit", summary.figure().unit());
        node.put("count", summary.summary().count());
        number(node, "mean", summary.summary().mean());
        number(node, "standardDeviation", summary.summary().standardDeviation());
        number(node, "median", summary.summary().median());
        number(node, "worst", summary.worst());
        number(node, "minimum", summary.summary().minimum());
        number(node, "maximum", summary.summary().maximum());
        ArrayNode thresholds = node.putArray("thresholds");
        summary.bounds().forEach(bound -> {
            ObjectNode threshold = thresholds.addObject();
            threshold(threshold, bound.threshold());
            threshold.put("met", bound.met());
        });
    }

    private static void threshold(ObjectNode node, Acceptance.Threshold threshold) {
        node.put("figure", threshold.figure());
        node.put("statistic", threshold.statistic());
        node.put(threshold.atLeast() ? "atLeast" : "atMost", threshold.bound());
    }

    private static void feature(ObjectNode node, FeatureAgreement feature) {
        node.put("feature", feature.feature().feature());
        if (!feature.group().isEmpty()) {
            node.put("group", feature.group());
        }
        node.put("ibsi", feature.feature().ibsi());
        feature.before().ifPresent(before -> concordance(node.putObject("before"), before));
        feature.testBefore().ifPresent(test -> test((ObjectNode) node.get("before"), test));
        ObjectNode after = node.putObject("after");
        concordance(after, feature.after());
        test(after, feature.testAfter());
    }

    private static void concordance(ObjectNode node, Concordance concordance) {
        number(node, "concordance", concordance.coefficient());
        number(node, "low", concordance.low());
        number(node, "high", concordance.high());
        node.put("regions", concordance.pairs());
    }

    private static void test(ObjectNode node, TwoSampleTest test) {
        number(node, "kolmogorovSmirnov", test.statistic());
        number(node, "p", test.p());
    }

    private static void oneCase(ObjectNode node, CaseResult one) {
        node.put("case", one.id());
        number(node, "seconds", one.seconds());
        if (!one.held().isEmpty()) {
            node.put("held", one.held());
        }
        ObjectNode figures = node.putObject("figures");
        one.figures().forEach((figure, value) -> number(figures, figure.name(), value));
        ArrayNode lesions = node.putArray("lesions");
        one.lesions().forEach(lesion -> lesion(lesions.addObject(), lesion));
    }

    private static void lesion(ObjectNode node, Lesion lesion) {
        node.put("label", lesion.label());
        number(node, "diameterMm", lesion.diameterMm());
        number(node, "trueContrast", lesion.trueContrast());
        number(node, "contrast", lesion.contrast());
        number(node, "kept", lesion.kept());
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
