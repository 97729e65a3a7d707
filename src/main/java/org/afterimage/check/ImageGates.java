package org.afterimage.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.afterimage.check.measure.ComparedImage;
import org.afterimage.check.measure.ImageMeasure;
import org.afterimage.check.measure.Place;
import org.afterimage.model.ComparisonBounds;
import org.afterimage.model.ModelManifest;
import org.afterimage.synthesize.SyntheticInstance;

/**
 * The gates that look at nothing but pixels of result and source, the same for every task: each measure that the manifest bounds. A result
 * beyond one bound is sent with a warning, beyond the other it is held.
 */
final class ImageGates {

    private final ComparisonBounds comparison;
    private final List<Measured> found = new ArrayList<>();

    private ImageGates(ModelManifest manifest) {
        this.comparison = manifest.comparison();
    }

    private record Measured(ImageMeasure measure, double value, String where, GatePlace place) {}

    /** Nothing was looked at yet. */
    static ImageGates of(ModelManifest manifest) {
        return new ImageGates(manifest);
    }

    /** The gates of one image alone. */
    static List<GateResult> of(ComparedImage image, SyntheticInstance instance, ModelManifest manifest) {
        return of(manifest).add(image, instance, "").results();
    }

    /** Whether the manifest asks for any measure, so that a caller need not prepare what nobody looks at. */
    boolean isAsked() {
        return !comparison.bounds().isEmpty();
    }

    /** Looks at one slice of a series. */
    ImageGates add(ComparedImage image, SyntheticInstance slice) {
        return add(image, slice, " (" + slice.source().name() + ")");
    }

    private ImageGates add(ComparedImage image, SyntheticInstance slice, String slicesName) {
        for (ImageMeasure measure : ImageMeasure.all()) {
            if (comparison.bounds().containsKey(measure.name())) {
                OptionalDouble value = measure.of(image);
                if (value.isPresent()) {
                    double number = value.getAsDouble();
                    String where = slicesName + measure.detail(image);
                    // To look for the place costs as much as to measure, and nobody asks for that of what is passed.
                    boolean isPassed =
                            Gate.graded(measure, number, comparison.bounds().get(measure.name()), where)
                                            .verdict()
                                    == Verdict.PASS;
                    Optional<Place> spot = isPassed ? Optional.empty() : measure.place(image);
                    found.add(new Measured(measure, number, where, GatePlace.of(slice, spot)));
                }
            }
        }
        return this;
    }

    /** Of each measure the image that is nearest to its bound, or farthest beyond; what is no number is the worst of all. */
    List<GateResult> results() {
        Map<String, Measured> worst = new LinkedHashMap<>();
        for (Measured one : found) {
            worst.merge(one.measure().name(), one, (a, b) -> badness(a) >= badness(b) ? a : b);
        }
        return worst.values().stream()
                .sorted(Comparator.comparing(one -> one.measure().name()))
                .map(one -> Gate.graded(
                                one.measure(),
                                one.value(),
                                comparison.bounds().get(one.measure().name()),
                                one.where())
                        .at(one.place()))
                .toList();
    }

    private static double badness(Measured one) {
        if (Double.isNaN(one.value())) {
            return Double.POSITIVE_INFINITY;
        }
        return one.measure().suspect() == ImageMeasure.Suspect.ABOVE ? one.value() : -one.value();
    }
}
