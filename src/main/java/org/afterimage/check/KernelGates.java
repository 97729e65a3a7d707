package org.afterimage.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.afterimage.check.measure.Place;
import org.afterimage.infer.LoadedModel;
import org.afterimage.model.CtKernelSettings;
import org.afterimage.model.ModelManifest;
import org.afterimage.synthesize.KernelEvidence;
import org.afterimage.synthesize.SyntheticInstance;
import org.afterimage.synthesize.SyntheticSeries;

/** The gates of kernel harmonisation. Each slice must pass; of each gate the slice that is nearest to its bound, or farthest beyond, is told. */
public final class KernelGates implements OutputGates {

    @Override
    public String task() {
        return CtKernelSettings.TASK;
    }

    @Override
    public Map<String, CheckResult> check(
            SyntheticSeries series, ModelManifest manifest, Optional<LoadedModel> checker) {
        CtKernelSettings.Gates gates = manifest.settings(CtKernelSettings.class).gates();
        List<Measured> slices =
                AtWork.each(series.instances(), k -> measured(series.instances().get(k)));
        ImageGates images = ImageGates.of(manifest);
        if (images.isAsked()) {
            images.addAll(
                    series.instances(),
                    k -> Compared.kernel(slices.get(k).slice(), slices.get(k).evidence()));
        }
        List<GateResult> results = new ArrayList<>(CommonGates.of(series.instances()));
        if (Double.isFinite(gates.maximumSoftTissueShiftHu())) {
            results.add(most(
                    slices,
                    SliceMeasures::softTissueShift,
                    slice -> slice.measures().shifted(),
                    "maximumSoftTissueShiftHu",
                    gates.maximumSoftTissueShiftHu(),
                    "The most that soft tissue moves in a part of a slice, in HU,"));
        }
        results.add(most(
                slices,
                SliceMeasures::meanShift,
                Spot.WHOLE,
                "maximumMeanShiftHu",
                gates.maximumMeanShiftHu(),
                "The most that the mean of a slice moves, in HU,"));
        results.add(most(
                slices,
                SliceMeasures::change,
                Spot.WHOLE,
                "maximumChangeHu",
                gates.maximumChangeHu(),
                "The most that nearly every pixel of a slice changes, in HU,"));
        List<Measured> tissue =
                slices.stream().filter(slice -> slice.measures().hasTissue()).toList();
        if (!tissue.isEmpty()) {
            addTissue(tissue, gates, results);
        }
        results.addAll(images.results());
        results.addAll(SliceOrder.of(series));
        return Map.of(series.source().seriesInstanceUid(), CheckResult.of(results));
    }

    private static void addTissue(List<Measured> tissue, CtKernelSettings.Gates gates, List<GateResult> results) {
        results.add(least(
                tissue,
                SliceMeasures::grainRatio,
                Spot.WHOLE,
                "minimumGrainRatio",
                gates.minimumGrainRatio(),
                "The least ratio of a slice's grain after to before"));
        results.add(most(
                tissue,
                SliceMeasures::grainRatio,
                Spot.WHOLE,
                "maximumGrainRatio",
                gates.maximumGrainRatio(),
                "The largest ratio of a slice's grain after to before"));
        results.add(least(
                tissue,
                SliceMeasures::localCorrelation,
                slice -> SliceMeasures.leastCorrelated(slice.slice(), slice.evidence()),
                "minimumLocalCorrelation",
                gates.minimumLocalCorrelation(),
                "The least correlation of a slice's fine structure before and after"));
    }

    private static Measured measured(SyntheticInstance slice) {
        if (!(slice.evidence() instanceof KernelEvidence evidence)) {
            throw new IllegalArgumentException("these gates are for kernel harmonisation");
        }
        return new Measured(slice, evidence, SliceMeasures.of(slice, evidence));
    }

    private record Measured(SyntheticInstance slice, KernelEvidence evidence, SliceMeasures measures) {}

    /** Where in a slice a measure is worst; a measure of the whole slice has no such place. */
    @FunctionalInterface
    private interface Spot extends Function<Measured, Optional<Place>> {
        Spot WHOLE = any -> Optional.empty();
    }

    /** Comparing doubles puts NaN above all numbers, so that a slice without a measure is the worst of all. */
    private static GateResult most(
            List<Measured> slices,
            ToDoubleFunction<SliceMeasures> measure,
            Spot spot,
            String gate,
            double bound,
            String what) {
        Measured worst = slices.stream()
                .max(Comparator.comparingDouble(slice -> measure.applyAsDouble(slice.measures())))
                .orElseThrow();
        return placed(Gate.atMost(gate, measure.applyAsDouble(worst.measures()), bound, what + at(worst)), worst, spot);
    }

    private static GateResult least(
            List<Measured> slices,
            ToDoubleFunction<SliceMeasures> measure,
            Spot spot,
            String gate,
            double bound,
            String what) {
        Measured worst = slices.stream()
                .min(Comparator.comparingDouble(slice -> measure.applyAsDouble(slice.measures())))
                .orElseThrow();
        return placed(
                Gate.atLeast(gate, measure.applyAsDouble(worst.measures()), bound, what + at(worst)), worst, spot);
    }

    private static GateResult placed(GateResult result, Measured worst, Spot spot) {
        return result.verdict() == Verdict.PASS ? result : result.at(GatePlace.of(worst.slice(), spot.apply(worst)));
    }

    private static String at(Measured slice) {
        return " (" + slice.slice().source().name() + ")";
    }
}
