package org.afterimage.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
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
        return of(manifest).add(image, instance).results();
    }

    /** Whether the manifest asks for any measure, so that a caller need not prepare what nobody looks at. */
    boolean isAsked() {
        return !comparison.bounds().isEmpty();
    }

    /**
     * Looks at the slices of a series, several at a time.
     *
     * @param images makes what is to be looked at of the slice of a number; asked by several threads
     */
    ImageGates addAll(List<SyntheticInstance> slices, IntFunction<ComparedImage> images) {
        AtWork.each(slices, k -> measured(images.apply(k), slices.get(k), where(slices.get(k))))
                .forEach(found::addAll);
        return this;
    }

    /** Looks at one image alone. */
    ImageGates add(ComparedImage image, SyntheticInstance instance) {
        found.addAll(measured(image, instance, ""));
        return this;
    }

    /** Takes in what a checking network says of an image that is looked at, if it is asked for. */
    ImageGates addSuspicion(ComparedImage image, SyntheticInstance instance, boolean oneOfSeveral) {
        ImageMeasure suspicion = ImageMeasure.suspicion();
        if (comparison.bounds().containsKey(suspicion.name())) {
            measured(suspicion, image, instance, oneOfSeveral ? where(instance) : "")
                    .ifPresent(found::add);
        }
        return this;
    }

    private static String where(SyntheticInstance slice) {
        return " (" + slice.source().name() + ")";
    }

    /** Each measure that is bounded, in their order; they know nothing of one another. */
    private List<Measured> measured(ComparedImage image, SyntheticInstance slice, String where) {
        return ImageMeasure.all().parallelStream()
                .filter(measure -> comparison.bounds().containsKey(measure.name()))
                .map(measure -> measured(measure, image, slice, where))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Measured> measured(
            ImageMeasure measure, ComparedImage image, SyntheticInstance slice, String slicesName) {
        String where = slicesName + measure.detail(image);
        OptionalDouble value = measure.of(image);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        double number = value.getAsDouble();
        // To look for the place costs as much as to measure, and nobody asks for that of what is passed.
        boolean isPassed = Gate.graded(measure, number, comparison.bounds().get(measure.name()), where)
                        .verdict()
                == Verdict.PASS;
        Optional<Place> spot = isPassed ? Optional.empty() : measure.place(image);
        return Optional.of(new Measured(measure, number, where, GatePlace.of(slice, spot)));
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
