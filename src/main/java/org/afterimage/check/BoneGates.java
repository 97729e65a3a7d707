package org.afterimage.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.afterimage.check.measure.ComparedImage;
import org.afterimage.check.measure.Place;
import org.afterimage.check.measure.Suspected;
import org.afterimage.infer.InferenceException;
import org.afterimage.infer.LoadedModel;
import org.afterimage.model.BoneSuppressionSettings;
import org.afterimage.model.ModelManifest;
import org.afterimage.synthesize.BoneEvidence;
import org.afterimage.synthesize.LungWeight;
import org.afterimage.synthesize.SyntheticInstance;
import org.afterimage.synthesize.SyntheticSeries;

/** The gates of bone suppression: lung and what was removed from it are plausible, and nothing changed outside the region. */
public final class BoneGates implements OutputGates {

    /** A pixel outside the region differs from the source. */
    public static final String OUTSIDE_REGION = "outsideRegionUnchanged";

    /** Pixels around the first one that differs. */
    private static final int AROUND = 8;

    @Override
    public String task() {
        return BoneSuppressionSettings.TASK;
    }

    @Override
    public Map<String, CheckResult> check(SyntheticSeries series, ModelManifest manifest, Optional<LoadedModel> checker)
            throws InferenceException {
        Map<String, CheckResult> results = new LinkedHashMap<>();
        for (SyntheticInstance instance : series.instances()) {
            results.put(instance.source().sopInstanceUid(), check(instance, manifest, checker));
        }
        return results;
    }

    /**
     * Applies every gate to one radiograph.
     *
     * @param instance the result
     * @param manifest the model's bounds
     * @param checker the package's checking network, where the manifest asks for one
     * @throws InferenceException if it failed
     */
    public CheckResult check(SyntheticInstance instance, ModelManifest manifest, Optional<LoadedModel> checker)
            throws InferenceException {
        BoneSuppressionSettings settings = manifest.settings(BoneSuppressionSettings.class);
        if (!(instance.evidence() instanceof BoneEvidence evidence)) {
            throw new IllegalArgumentException("these gates are for bone suppression");
        }
        Optional<SecondLook> second = SecondLook.of(manifest, checker);
        ImageGates images = ImageGates.of(manifest);
        // Looks at the same image, none of which needs another's answer.
        List<Supplier<List<GateResult>>> looks = List.of(
                () -> CommonGates.of(List.of(instance)),
                () -> List.of(outside(instance, evidence.region())),
                () -> lung(instance, evidence, settings));
        try (Meanwhile<Optional<ComparedImage>> compared = Meanwhile.of(() -> compared(instance, evidence, images));
                Meanwhile<List<List<GateResult>>> others = Meanwhile.of(
                        () -> looks.parallelStream().map(Supplier::get).toList())) {
            Optional<Suspected> suspected = second.isPresent()
                    ? second.get().film(instance, evidence, LungWeight.of(settings.output()))
                    : Optional.empty();
            compared.get().ifPresent(image -> images.addSuspicion(image.with(suspected), instance, false));
            List<GateResult> results =
                    new ArrayList<>(others.get().stream().flatMap(List::stream).toList());
            results.addAll(images.results());
            return CheckResult.of(results);
        }
    }

    private static Optional<ComparedImage> compared(
            SyntheticInstance instance, BoneEvidence evidence, ImageGates images) {
        if (!images.isAsked()) {
            return Optional.empty();
        }
        ComparedImage image = Compared.bone(instance, evidence);
        images.add(image, instance);
        return Optional.of(image);
    }

    private static List<GateResult> lung(
            SyntheticInstance instance, BoneEvidence evidence, BoneSuppressionSettings settings) {
        LungWeight weight = LungWeight.of(settings.output());
        LungMeasures measures = LungMeasures.of(evidence.answer(), weight);
        BoneSuppressionSettings.Gates gates = settings.gates();
        return List.of(
                Gate.atLeast(
                        "minimumLungFraction",
                        measures.lungFraction(),
                        gates.minimumLungFraction(),
                        "The part of the image that the network takes for lung"),
                Gate.atMost(
                        "maximumLungFraction",
                        measures.lungFraction(),
                        gates.maximumLungFraction(),
                        "The part of the image that the network takes for lung"),
                Gate.atMost(
                                "maximumRemovedFraction",
                                measures.removedFraction(),
                                gates.maximumRemovedFraction(),
                                "The most that is removed from a pixel of the lung, in parts of the image's range,")
                        .at(instance, () -> LungMeasures.mostRemoved(evidence.answer(), weight, instance.format())),
                Gate.atLeast(
                        "minimumRemovedMean",
                        measures.removedMean(),
                        gates.minimumRemovedMean(),
                        "The mean of what is removed from the lung, in parts of the image's range,"),
                Gate.atLeast(
                                "minimumLocalCorrelation",
                                measures.localCorrelation(),
                                gates.minimumLocalCorrelation(),
                                "The correlation of the lung's fine structure before and after")
                        .at(
                                instance,
                                () -> LungMeasures.leastCorrelated(evidence.answer(), weight, instance.format())));
    }

    private static GateResult outside(SyntheticInstance instance, boolean[] region) {
        long changed = 0;
        int first = -1;
        int[] source = instance.sourceStored();
        int[] stored = instance.stored();
        for (int i = 0; i < stored.length; i++) {
            if (!region[i] && stored[i] != source[i]) {
                changed++;
                first = first < 0 ? i : first;
            }
        }
        int columns = instance.format().columns();
        Optional<Place> spot =
                first < 0 ? Optional.empty() : Optional.of(new Place(first % columns, first / columns, AROUND));
        return Gate.none(
                        OUTSIDE_REGION,
                        changed,
                        "Every pixel outside the region is as acquired.",
                        changed
                                + " pixels outside the region differ from the source, which is a fault of this program.")
                .at(instance, () -> spot);
    }
}
