package org.afterimage.evaluate.report;

import java.util.List;

/**
 * What the template of the report shows, as text.
 *
 * @param title of the page
 * @param facts what was evaluated, on what, when
 * @param verdict what became of the package's thresholds
 * @param verdictKind style of the verdict: good, bad or plain
 * @param units units and data range
 * @param texture how texture features were taken
 * @param share how many texture features agree, in a sentence; empty when there are none
 * @param figures figures over all cases
 * @param plots plots
 * @param examples the best, the median and the worst case
 * @param features agreement of texture features
 * @param before whether the source was compared with the truth too
 * @param skipped cases that were not measured
 * @param held cases whose output the node would have held
 */
public record ReportPage(
        String title,
        List<Fact> facts,
        String verdict,
        String verdictKind,
        String units,
        String texture,
        String share,
        List<FigureRow> figures,
        List<Plot> plots,
        List<Example> examples,
        List<FeatureRow> features,
        boolean before,
        List<Fact> skipped,
        List<Fact> held) {

    /** A name and a value. */
    public record Fact(String name, String value) {}

    /** A figure over all cases. */
    public record FigureRow(
            String title,
            String unit,
            int count,
            String mean,
            String deviation,
            String median,
            String worst,
            String before,
            List<Bound> bounds) {}

    /** A threshold in words; kind is met or missed. */
    public record Bound(String words, String kind) {}

    /** A texture feature; kind is enough or less. */
    public record FeatureRow(
            String family,
            String title,
            String ibsi,
            String before,
            String beforeTest,
            String after,
            String afterTest,
            String kind) {}

    /** A case as picture. */
    public record Example(String heading, String words, String picture, List<String> panels) {}
}
