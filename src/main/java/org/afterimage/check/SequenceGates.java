package org.afterimage.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.afterimage.check.measure.ComparedImage;
import org.afterimage.check.measure.Suspected;
import org.afterimage.infer.InferenceException;
import org.afterimage.infer.LoadedModel;
import org.afterimage.model.MissingSequenceSettings;
import org.afterimage.model.ModelManifest;
import org.afterimage.synthesize.SequenceEvidence;
import org.afterimage.synthesize.SyntheticInstance;
import org.afterimage.synthesize.SyntheticSeries;

/** The gates of a missing MR sequence, over the whole series: there is a head, its values are plausible, and T1 and T2 account for them. */
public final class SequenceGates implements OutputGates {

    @Override
    public String task() {
        return MissingSequenceSettings.TASK;
    }

    @Override
    public Map<String, CheckResult> check(SyntheticSeries series, ModelManifest manifest, Optional<LoadedModel> checker)
            throws InferenceException {
        Optional<SecondLook> second = SecondLook.of(manifest, checker);
        List<SyntheticInstance> images = series.instances();
        ImageGates gates = ImageGates.of(manifest);
        List<Compared.Slice> slices = gates.isAsked()
                ? Compared.slices(
                        images, manifest.settings(MissingSequenceSettings.class).output())
                : List.of();
        // Looks at the same series, none of which needs another's answer.
        List<Supplier<List<GateResult>>> looks =
                List.of(() -> CommonGates.of(images), () -> head(series, manifest), () -> SliceOrder.of(series));
        try (Meanwhile<List<ComparedImage>> compared = Meanwhile.of(() -> compared(images, slices, gates));
                Meanwhile<List<List<GateResult>>> others = Meanwhile.of(
                        () -> looks.parallelStream().map(Supplier::get).toList())) {
            List<Optional<Suspected>> suspected = second.isPresent() ? look(second.get(), series, slices) : List.of();
            List<ComparedImage> known = compared.get();
            for (int k = 0; k < suspected.size(); k++) {
                gates.addSuspicion(known.get(k).with(suspected.get(k)), images.get(k), true);
            }
            List<GateResult> results = new ArrayList<>(others.get().get(0));
            results.addAll(others.get().get(1));
            results.addAll(gates.results());
            results.addAll(others.get().get(2));
            return Map.of(series.source().seriesInstanceUid(), CheckResult.of(results));
        }
    }

    private static List<ComparedImage> compared(
            List<SyntheticInstance> images, List<Compared.Slice> slices, ImageGates gates) {
        if (slices.isEmpty()) {
            return List.of();
        }
        List<ComparedImage> compared = Compared.sequence(images, slices);
        gates.addAll(images, compared::get);
        return compared;
    }

    private static List<GateResult> head(SyntheticSeries series, ModelManifest manifest) {
        MissingSequenceSettings.Gates gates =
                manifest.settings(MissingSequenceSettings.class).gates();
        HeadMeasures measures = HeadMeasures.of(series);
        return List.of(
                Gate.atLeast(
                        "minimumHeadFraction",
                        measures.headFraction(),
                        gates.minimumHeadFraction(),
                        "The part of the series that is bright in T1 and T2"),
                Gate.atLeast(
                        "minimumMedian",
                        measures.median(),
                        gates.minimumMedian(),
                        "The median of the result over the head"),
                Gate.atMost(
                        "maximumMedian",
                        measures.median(),
                        gates.maximumMedian(),
                        "The median of the result over the head"),
                Gate.atLeast(
                        "minimumExplained",
                        measures.explained(),
                        gates.minimumExplained(),
                        "The part of the result's variance that T1 and T2 explain"),
                Gate.atMost(
                        "maximumUnsupported",
                        measures.unsupported(),
                        gates.maximumUnsupported(),
                        "The part of the head that is bright in the result and not in T2"));
    }

    /** One slice after the other: a network runs on all processors by itself. */
    private static List<Optional<Suspected>> look(
            SecondLook second, SyntheticSeries series, List<Compared.Slice> slices) throws InferenceException {
        List<Optional<Suspected>> suspected = new ArrayList<>();
        for (int k = 0; k < slices.size(); k++) {
            Compared.Slice slice = slices.get(k);
            suspected.add(second.slice(
                    evidence(series, k - 1),
                    evidence(series, k),
                    evidence(series, k + 1),
                    slice.result(),
                    slice.inside()));
        }
        return suspected;
    }

    /** Of a slice, or of the end of the stack that is nearest to it. */
    private static SequenceEvidence evidence(SyntheticSeries series, int slice) {
        int last = series.instances().size() - 1;
        return (SequenceEvidence)
                series.instances().get(Math.max(0, Math.min(last, slice))).evidence();
    }
}
