package org.afterimage.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.afterimage.evaluate.statistics.Concordance;
import org.afterimage.evaluate.statistics.TwoSampleTest;
import org.afterimage.evaluate.texture.FeatureCatalogue;

/**
 * How well one feature of the output agrees with that of the truth over all regions of a group.
 *
 * @param group name of the group; empty where there are no groups
 * @param feature the feature
 * @param before concordance of source and truth, where the source shows the same quantity
 * @param after concordance of output and truth
 * @param testBefore whether source and truth may come from one distribution, likewise
 * @param testAfter whether output and truth may
 */
public record FeatureAgreement(
        String group,
        FeatureCatalogue.Entry feature,
        Optional<Concordance> before,
        Concordance after,
        Optional<TwoSampleTest> testBefore,
        TwoSampleTest testAfter) {

    /** The agreement of every feature in every group of regions; none in a group of fewer than two. */
    static List<FeatureAgreement> of(List<TextureSample> samples) {
        SortedMap<String, List<TextureSample>> groups = new TreeMap<>();
        samples.forEach(sample -> groups.computeIfAbsent(sample.group(), group -> new ArrayList<>())
                .add(sample));
        List<FeatureAgreement> found = new ArrayList<>();
        groups.forEach((group, members) -> found.addAll(of(group, members)));
        return found;
    }

    /** The name of the feature, with that of its group where there is one. */
    public String name() {
        return group.isEmpty() ? feature.feature() : feature.feature() + ", " + group;
    }

    private static List<FeatureAgreement> of(String group, List<TextureSample> samples) {
        if (samples.size() < 2) {
            return List.of();
        }
        boolean comparable = samples.stream().allMatch(sample -> sample.source().isPresent());
        List<FeatureAgreement> found = new ArrayList<>();
        FeatureCatalogue.load().entries().forEach((name, entry) -> {
            double[] truth = values(samples, name, TextureSample::truth);
            double[] output = values(samples, name, TextureSample::output);
            Optional<double[]> source = Optional.of(comparable)
                    .filter(Boolean::booleanValue)
                    .map(yes -> values(samples, name, sample -> sample.source().orElseThrow()));
            found.add(new FeatureAgreement(
                    group,
                    entry,
                    source.map(values -> Concordance.of(values, truth)),
                    Concordance.of(output, truth),
                    source.map(values -> TwoSampleTest.of(values, truth)),
                    TwoSampleTest.of(output, truth)));
        });
        return found;
    }

    /** A feature that a region does not have, such as co-occurrence in a region of lone pixels, counts as 0. */
    private static double[] values(
            List<TextureSample> samples, String feature, Function<TextureSample, Map<String, Double>> of) {
        return samples.stream()
                .mapToDouble(sample -> of.apply(sample).getOrDefault(feature, 0.0))
                .toArray();
    }
}
