package org.afterimage.evaluate.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.afterimage.evaluate.CaseResult;
import org.afterimage.evaluate.EvaluationResult;
import org.afterimage.evaluate.FeatureAgreement;
import org.afterimage.evaluate.Figure;
import org.afterimage.evaluate.FigureSummary;
import org.afterimage.evaluate.report.ReportPage.Bound;
import org.afterimage.evaluate.report.ReportPage.Example;
import org.afterimage.evaluate.report.ReportPage.Fact;
import org.afterimage.evaluate.report.ReportPage.FeatureRow;
import org.afterimage.evaluate.report.ReportPage.FigureRow;
import org.afterimage.evaluate.statistics.Concordance;
import org.afterimage.evaluate.statistics.TwoSampleTest;
import org.afterimage.model.ModelManifest;

/** Puts a result into words and rounded numbers for the page. */
final class PageContent {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);
    private static final int DIGITS = 4;
    private static final String BEFORE = ".before";

    private final EvaluationResult result;
    private final Path pictures;

    PageContent(EvaluationResult result, Path pictures) {
        this.result = result;
        this.pictures = pictures;
    }

    ReportPage page() throws IOException {
        boolean measured = !result.cases().isEmpty();
        boolean before = !result.features().isEmpty()
                && result.features().get(0).before().isPresent();
        return new ReportPage(
                result.model().manifest().title(),
                facts(),
                result.verdict(),
                verdictKind(),
                result.explanation(),
                result.texture(),
                share(before),
                result.summaries().stream()
                        .filter(summary -> !summary.figure().name().endsWith(BEFORE))
                        .map(this::row)
                        .toList(),
                measured ? new Plots(result).all() : List.of(),
                measured ? examples() : List.of(),
                result.features().stream().map(PageContent::row).toList(),
                before,
                result.skipped().stream()
                        .map(one -> new Fact(one.id(), one.reason()))
                        .toList(),
                result.cases().stream()
                        .filter(one -> !one.held().isEmpty())
                        .map(one -> new Fact(one.id(), one.held()))
                        .toList());
    }

    private List<Fact> facts() {
        ModelManifest manifest = result.model().manifest();
        return List.of(
                new Fact("Model", manifest.id() + " " + manifest.version()),
                new Fact("Network, SHA-256", result.model().sha256()),
                new Fact("Engine", result.engine()),
                new Fact("Pairs", result.pairs()),
                new Fact("Pairs, SHA-256", result.pairsDigest()),
                new Fact(
                        "Cases",
                        result.cases().size() + " measured, " + result.skipped().size() + " skipped"),
                new Fact("Date", TIME.format(result.finishedAt())));
    }

    private String verdictKind() {
        if (!result.missed().isEmpty()) {
            return "bad";
        }
        boolean bounds = result.summaries().stream()
                .anyMatch(summary -> !summary.bounds().isEmpty());
        return bounds && result.unmeasured().isEmpty() ? "good" : "plain";
    }

    private String share(boolean before) {
        if (result.features().isEmpty()) {
            return "";
        }
        long after = result.features().stream()
                .filter(feature -> feature.after().isEnough())
                .count();
        String sentence = after + " of " + result.features().size()
                + " features of the output have a concordance of at least " + Concordance.ENOUGH + " with the truth";
        if (!before) {
            return sentence + ".";
        }
        long source = result.features().stream()
                .filter(feature -> feature.before().orElseThrow().isEnough())
                .count();
        return sentence + "; of the source " + source + ".";
    }

    private FigureRow row(FigureSummary summary) {
        List<Bound> bounds = summary.bounds().stream()
                .map(bound -> new Bound(bound.threshold().words(), bound.met() ? "met" : "missed"))
                .toList();
        return new FigureRow(
                summary.figure().title(),
                summary.figure().unit(),
                summary.summary().count(),
                number(summary.summary().mean()),
                number(summary.summary().standardDeviation()),
                number(summary.summary().median()),
                number(summary.worst()),
                meanBefore(summary.figure()),
                bounds);
    }

    /** The mean of the same figure of the source; empty where there is none. */
    private String meanBefore(Figure figure) {
        return result.summaries().stream()
                .filter(summary -> summary.figure().name().equals(figure.name() + BEFORE))
                .map(summary -> number(summary.summary().mean()))
                .findFirst()
                .orElse("");
    }

    private static FeatureRow row(FeatureAgreement feature) {
        return new FeatureRow(
                feature.feature().family(),
                feature.feature().title(),
                feature.feature().ibsi(),
                feature.before().map(PageContent::concordance).orElse(""),
                feature.testBefore().map(PageContent::test).orElse(""),
                concordance(feature.after()),
                test(feature.testAfter()),
                feature.after().isEnough() ? "enough" : "less");
    }

    private static String concordance(Concordance concordance) {
        String interval = Double.isNaN(concordance.low())
                ? ""
                : " (" + decimals(concordance.low()) + " to " + decimals(concordance.high()) + ")";
        return decimals(concordance.coefficient()) + interval;
    }

    private static String test(TwoSampleTest test) {
        return decimals(test.statistic()) + " (p " + (test.p() < 0.001 ? "< 0.001" : decimals(test.p())) + ")";
    }

    private List<Example> examples() throws IOException {
        PrimaryFigure primary = PrimaryFigure.of(result);
        List<CaseResult> sorted = primary.cases();
        List<Example> examples = new ArrayList<>();
        String[] words = {"Best", "Median", "Worst"};
        int[] ranks = {0, sorted.size() / 2, sorted.size() - 1};
        for (int k = 0; k < ranks.length; k++) {
            CaseResult one = sorted.get(ranks[k]);
            Optional<String> picture = picture(one);
            if (picture.isPresent() && (k == 0 || ranks[k] != ranks[k - 1])) {
                examples.add(new Example(
                        words[k] + " case: " + one.id(),
                        primary.title() + " " + number(one.figures().get(primary.figure())),
                        picture.get(),
                        one.panels()));
            }
        }
        return examples;
    }

    private Optional<String> picture(CaseResult one) throws IOException {
        Path file = pictures.resolve(one.id() + ".png");
        return Files.isRegularFile(file)
                ? Optional.of(Base64.getEncoder().encodeToString(Files.readAllBytes(file)))
                : Optional.empty();
    }

    private static String decimals(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

    /** A number with four significant digits. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "infinite" : "- infinite";
        }
        int before = value == 0 ? 1 : (int) Math.floor(Math.log10(Math.abs(value))) + 1;
        boolean tiny = before < -DIGITS;
        return String.format(
                Locale.ROOT, tiny ? "%." + (DIGITS - 1) + "e" : "%." + Math.max(0, DIGITS - before) + "f", value);
    }
}
