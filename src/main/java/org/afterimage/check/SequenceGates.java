package org.afterimage.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.afterimage.check.measure.ComparedImage;
import org.afterimage.model.MissingSequenceSettings;
import org.afterimage.model.ModelManifest;
import org.afterimage.synthesize.SyntheticSeries;

/** The gates of a missing MR sequence, over the whole series: there is a head, its values are plausible, and T1 and T2 account for them. */
public final class SequenceGates implements OutputGates {

    @Override
    public String task() {
        return MissingSequenceSettings.TASK;
    }

    @Override
    public Map<String, CheckResult> check(SyntheticSeries series, ModelManifest manifest) {
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
        results.addAll(images(series, manifest));
        results.addAll(SliceOrder.of(series));
        return Map.of(series.source().seriesInstanceUid(), CheckResult.of(results));
    }

    private static List<GateResult> images(SyntheticSeries series, ModelManifest manifest) {
        ImageGates images = ImageGates.of(manifest);
        if (!images.isAsked()) {
            return List.of();
        }
        List<ComparedImage> compared = Compared.sequence(
                series.instances(),
                manifest.settings(MissingSequenceSettings.class).output());
        return images.addAll(series.instances(), compared::get).results();
    }
}
