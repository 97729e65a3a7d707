package org.afterimage.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.afterimage.check.measure.Correlation;
import org.afterimage.check.measure.OrderStatistics;
import org.afterimage.check.measure.WorstWindow;
import org.afterimage.infer.LoadedModel;
import org.afterimage.model.ModelManifest;
import org.afterimage.model.RadiographStyleSettings;
import org.afterimage.synthesize.Plane;
import org.afterimage.synthesize.StyleEvidence;
import org.afterimage.synthesize.SyntheticInstance;
import org.afterimage.synthesize.SyntheticSeries;

/** The gates of presentation harmonisation, on the network's matrix: brightness, detail and its likeness to the source, clipping. */
public final class StyleGates implements OutputGates {

    private static final double HALF = 0.5;

    @Override
    public String task() {
        return RadiographStyleSettings.TASK;
    }

    @Override
    public Map<String, CheckResult> check(
            SyntheticSeries series, ModelManifest manifest, Optional<LoadedModel> checker) {
        Map<String, CheckResult> results = new LinkedHashMap<>();
        RadiographStyleSettings settings = manifest.settings(RadiographStyleSettings.class);
        for (SyntheticInstance instance : series.instances()) {
            if (!(instance.evidence() instanceof StyleEvidence evidence)) {
                throw new IllegalArgumentException("these gates are for presentation harmonisation");
            }
            List<GateResult> gates = new ArrayList<>(CommonGates.of(List.of(instance)));
            gates.addAll(check(instance, evidence, settings.gates()));
            if (!manifest.comparison().bounds().isEmpty()) {
                gates.addAll(ImageGates.of(Compared.style(instance), instance, manifest));
            }
            results.put(instance.source().sopInstanceUid(), CheckResult.of(gates));
        }
        return results;
    }

    private static List<GateResult> check(
            SyntheticInstance instance, StyleEvidence evidence, RadiographStyleSettings.Gates gates) {
        float[] styled = evidence.styled().data();
        float[] shown = new float[styled.length];
        int clipped = 0;
        for (int i = 0; i < styled.length; i++) {
            shown[i] = Math.min(1, Math.max(0, styled[i]));
            clipped += styled[i] < 0 || styled[i] > 1 ? 1 : 0;
        }
        double[] before = HighPass.of(evidence.image());
        double[] after = HighPass.of(
                new Plane(shown, evidence.styled().rows(), evidence.styled().columns()));
        Correlation detail = new Correlation();
        WorstWindow windows =
                new WorstWindow(evidence.image().rows(), evidence.image().columns());
        for (int i = 0; i < before.length; i++) {
            detail.add(before[i], after[i]);
            windows.add(i, before[i], after[i]);
        }
        int rows = instance.format().rows();
        int columns = instance.format().columns();
        double median = OrderStatistics.quantile(shown, HALF);
        return List.of(
                Gate.atLeast("minimumMedian", median, gates.minimumMedian(), "The median grey of the result"),
                Gate.atMost("maximumMedian", median, gates.maximumMedian(), "The median grey of the result"),
                Gate.atLeast(
                                "minimumDetailRatio",
                                detail.spreadRatio(),
                                gates.minimumDetailRatio(),
                                "The ratio of fine structure after to before")
                        .at(instance, () -> windows.spread(false, rows, columns)),
                Gate.atMost(
                                "maximumDetailRatio",
                                detail.spreadRatio(),
                                gates.maximumDetailRatio(),
                                "The ratio of fine structure after to before")
                        .at(instance, () -> windows.spread(true, rows, columns)),
                Gate.atLeast(
                                "minimumLocalCorrelation",
                                detail.coefficient(),
                                gates.minimumLocalCorrelation(),
                                "The correlation of fine structure before and after")
                        .at(instance, () -> windows.leastCorrelated(rows, columns)),
                Gate.atMost(
                        "maximumClipped",
                        (double) clipped / styled.length,
                        gates.maximumClipped(),
                        "The part of the image beyond black or white"));
    }
}
