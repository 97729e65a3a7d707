package org.afterimage.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.afterimage.check.measure.ComparedImage;
import org.afterimage.check.measure.Suspected;
import org.afterimage.infer.InferenceException;
import org.afterimage.infer.LoadedModel;
import org.afterimage.model.MissingSequenceSettings;
import org.afterimage.model.ModelManifest;
import org.afterimage.synthesize.SequenceEvidence;
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
        MissingSequenceSettings.Gates gates =
                manifest.settings(MissingSequenceSettings.class).gates();
        HeadMeasures measures = HeadMeasures.of(series);
        List<GateResult> results = new ArrayList<>(CommonGates.of(series.instances()));
        results.add(Gate.atLeast(
                "minimumHeadFraction",
                measures.headFraction(),
                gates.minimumHeadFraction(),
                "The part of the series that is bright in T1 and T2"));
        results.add(Gate.atLeast(
                "minimumMedian", measures.median(), gates.minimumMedian(), "The median of the result over the head"));
        results.add(Gate.atMost(
                "maximumMedian", measures.median(), gates.maximumMedian(), "The median of the result over the head"));
        results.add(Gate.atLeast(
                "minimumExplained",
                measures.explained(),
                gates.minimumExplained(),
                "The part of the result's variance that T1 and T2 explain"));
        results.add(Gate.atMost(
                "maximumUnsupported",
                measures.unsupported(),
                gates.maximumUnsupported(),
                "The part of the head that is bright in the result and not in T2"));
        results.addAll(images(series, manifest, SecondLook.of(manifest, checker)));
        results.addAll(SliceOrder.of(series));
        return Map.of(series.source().seriesInstanceUid(), CheckResult.of(results));
    }

    private static List<GateResult> images(SyntheticSeries series, ModelManifest manifest, Optional<SecondLook> second)
            throws InferenceException {
        ImageGates images = ImageGates.of(manifest);
        if (!images.isAsked()) {
            return List.of();
        }
        List<ComparedImage> compared = Compared.sequence(
                series.instances(),
                manifest.settings(MissingSequenceSettings.class).output());
        List<ComparedImage> looked = new ArrayList<>();
        for (int k = 0; k < compared.size(); k++) { // a network runs on all processors by itself
            looked.add(
                    second.isPresent()
                            ? compared.get(k).with(look(second.get(), series, k, compared.get(k)))
                            : compared.get(k));
        }
        return images.addAll(series.instances(), looked::get).results();
    }

    private static Optional<Suspected> look(SecondLook second, SyntheticSeries series, int slice, ComparedImage image)
            throws InferenceException {
        return second.slice(
                evidence(series, slice - 1),
                evidence(series, slice),
                evidence(series, slice + 1),
                image.output(),
                image.inside());
    }

    /** Of a slice, or of the end of the stack that is nearest to it. */
    private static SequenceEvidence evidence(SyntheticSeries series, int slice) {
        int last = series.instances().size() - 1;
        return (SequenceEvidence)
                series.instances().get(Math.max(0, Math.min(last, slice))).evidence();
    }
}
