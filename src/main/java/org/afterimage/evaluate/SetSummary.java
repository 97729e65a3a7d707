package org.afterimage.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.afterimage.evaluate.image.Better;
import org.afterimage.evaluate.statistics.FrechetDistance;

/** Figures over all cases: those that each case has, and those that only a set of cases has. */
final class SetSummary {

    private final List<CaseResult> cases;
    private final Acceptance acceptance;
    private final List<FeatureAgreement> features;
    private final List<FigureSummary> figures = new ArrayList<>();

    SetSummary(List<CaseResult> cases, Acceptance acceptance) {
        this.cases = cases;
        this.acceptance = acceptance;
        this.features = FeatureAgreement.of(
                cases.stream().flatMap(one -> one.texture().stream()).toList());
        ofCases();
        ofLesions();
        ofFeatures();
        ofTiles();
    }

    List<FigureSummary> figures() {
        return figures;
    }

    List<FeatureAgreement> features() {
        return features;
    }

    /** Thresholds for figures that there are none of. */
    List<Acceptance.Threshold> unmeasured() {
        List<String> measured = figures.stream()
                .filter(summary -> summary.summary().count() > 0)
                .map(summary -> summary.figure().name())
                .toList();
        return acceptance.thresholds().stream()
                .filter(threshold -> !measured.contains(threshold.figure()))
                .toList();
    }

    private void ofCases() {
        Set<Figure> all = new LinkedHashSet<>();
        cases.forEach(one -> all.addAll(one.figures().keySet()));
        for (Figure figure : all) {
            add(
                    figure,
                    cases.stream()
                            .filter(one -> one.figures().containsKey(figure))
                            .mapToDouble(one -> one.figures().get(figure))
                            .toArray());
        }
    }

    private void ofLesions() {
        List<Lesion> lesions =
                cases.stream().flatMap(one -> one.lesions().stream()).toList();
        if (lesions.isEmpty()) {
            return;
        }
        add(
                new Figure("lesions.kept", "Contrast of lesions kept", "", Better.LARGER),
                lesions.stream().mapToDouble(Lesion::kept).toArray());
        if (lesions.stream().noneMatch(Lesion::isLarge)) {
            return;
        }
        add(
                new Figure("lesions.large.kept", "Contrast of lesions of 4 mm or more kept", "", Better.LARGER),
                lesions.stream()
                        .filter(Lesion::isLarge)
                        .mapToDouble(Lesion::kept)
                        .toArray());
        add(
                new Figure("lesions.large.none_lost", "Cases that lose no lesion of 4 mm or more", "", Better.LARGER),
                cases.stream()
                        .filter(one -> one.lesions().stream().anyMatch(Lesion::isLarge))
                        .mapToDouble(one ->
                                one.lesions().stream().filter(Lesion::isLarge).noneMatch(Lesion::isLost) ? 1 : 0)
                        .toArray());
    }

    private void ofFeatures() {
        if (features.isEmpty()) {
            return;
        }
        ofFeatures("", "", features);
        List<String> groups =
                features.stream().map(FeatureAgreement::group).distinct().toList();
        if (groups.size() > 1) {
            groups.forEach(group -> ofFeatures(
                    "." + group.replace(' ', '_'),
                    " in " + group,
                    features.stream()
                            .filter(feature -> feature.group().equals(group))
                            .toList()));
        }
    }

    private void ofFeatures(String suffix, String words, List<FeatureAgreement> some) {
        String title = "Texture features with a concordance of at least 0.8" + words;
        if (some.get(0).before().isPresent()) {
            add(
                    new Figure("features.concordant" + suffix + ".before", title + ", source", "", Better.LARGER),
                    share(some, feature -> feature.before().orElseThrow().isEnough()));
        }
        add(
                new Figure("features.concordant" + suffix, title, "", Better.LARGER),
                share(some, feature -> feature.after().isEnough()));
    }

    private static double share(List<FeatureAgreement> features, Predicate<FeatureAgreement> enough) {
        return features.stream().filter(enough).count() / (double) features.size();
    }

    private void ofTiles() {
        List<double[]> truth = tiles(TileSamples::truth);
        String title = "Frechet distance of the filter bank";
        List<double[]> source = tiles(TileSamples::source);
        if (source.size() == truth.size() && !source.isEmpty()) {
            add(
                    new Figure("frechet.before", title + ", source", "", Better.SMALLER),
                    FrechetDistance.between(source, truth));
        }
        add(
                new Figure("frechet", title, "", Better.SMALLER),
                FrechetDistance.between(tiles(TileSamples::output), truth));
    }

    private List<double[]> tiles(Function<TileSamples, List<double[]>> of) {
        return cases.stream().flatMap(one -> of.apply(one.tiles()).stream()).toList();
    }

    private void add(Figure figure, double... values) {
        figures.add(FigureSummary.of(figure, values, acceptance));
    }
}
