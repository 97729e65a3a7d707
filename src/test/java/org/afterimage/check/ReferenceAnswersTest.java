package org.afterimage.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.OnnxRuntimeEngine;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;
import org.afterimage.synthesize.MissingSequenceSynthesizer;
import org.afterimage.synthesize.Oracle;
import org.afterimage.synthesize.RadiographStyler;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.synthesize.Synthesizer;
import org.afterimage.synthesize.SyntheticSeries;
import org.afterimage.synthesize.TestRadiographs;
import org.afterimage.synthesize.TestSlices;
import org.afterimage.synthesize.TestSlices.Protocol;
import org.junit.jupiter.api.Test;

/** The shipped models of MR and style: pixels and measures are those of the Python references. */
class ReferenceAnswersTest {

    @Test
    void flairIsThatOfTheReference() throws Exception {
        Oracle oracle = Oracle.of("mr-flair-synthesis");
        int slices = oracle.size("t1", 0);
        int rows = oracle.size("t1", 1);
        int columns = oracle.size("t1", 2);
        SourceSeries t1 = series(Protocol.T1, oracle.array("t1"), slices, rows, columns);
        SourceSeries t2 = series(Protocol.T2, oracle.array("t2"), slices, rows, columns);
        ModelPackage model = model("mr-flair-synthesis");

        SyntheticSeries result = run(new MissingSequenceSynthesizer(), List.of(t2, t1), model);

        float[] expected = oracle.array("stored");
        int different = 0;
        for (int i = 0; i < expected.length; i++) {
            int stored = result.instances().get(i / (rows * columns)).stored()[i % (rows * columns)];
            assertThat((float) stored).isCloseTo(expected[i], within(1f));
            different += stored == expected[i] ? 0 : 1;
        }
        assertThat(different).isLessThan(expected.length / 100);
        Map<String, Double> measured = measured(new SequenceGates(), result, model, Protocol.T2.uid());
        assertThat(measured.get("minimumHeadFraction")).isCloseTo(oracle.gate("headFraction"), within(1e-6));
        assertThat(measured.get("minimumMedian")).isCloseTo(oracle.gate("median"), within(1e-4));
        assertThat(measured.get("minimumExplained")).isCloseTo(oracle.gate("explained"), within(1e-4));
        assertThat(measured.get("maximumUnsupported")).isCloseTo(oracle.gate("unsupported"), within(1e-6));
        assertThat(measured.get("suspicion")).isCloseTo(oracle.gate("suspicion"), within(0.05));
    }

    @Test
    void styleIsThatOfTheReference() throws Exception {
        Oracle oracle = Oracle.of("chest-style");
        int rows = oracle.figures().path("rows").asInt();
        int columns = oracle.figures().path("columns").asInt();
        int step = oracle.figures().path("step").asInt();
        SourceSeries chest = TestRadiographs.series(TestRadiographs.chest(
                rows,
                columns,
                false,
                (row, column) -> (3 * row + 2 * column + 500 * ((row / 40 + column / 56) % 2)) % 4096));
        ModelPackage model = model("chest-style");

        SyntheticSeries result = run(new RadiographStyler(), List.of(chest), model);

        float[] expected = oracle.array("stored");
        int width = oracle.size("stored", 1);
        for (int i = 0; i < expected.length; i++) {
            int stored = result.instances().get(0).stored()[i / width * step * columns + i % width * step];
            assertThat((float) stored).isCloseTo(expected[i], within(2f));
        }
        Map<String, Double> measured = measured(new StyleGates(), result, model, "2.25.1003");
        assertThat(measured.get("minimumMedian")).isCloseTo(oracle.gate("median"), within(1e-3));
        assertThat(measured.get("minimumDetailRatio")).isCloseTo(oracle.gate("detailRatio"), within(1e-3));
        assertThat(measured.get("minimumLocalCorrelation")).isCloseTo(oracle.gate("localCorrelation"), within(1e-3));
        assertThat(measured.get("maximumClipped")).isCloseTo(oracle.gate("clipped"), within(1e-3));
    }

    private static SourceSeries series(Protocol protocol, float[] values, int slices, int rows, int columns) {
        return TestSlices.mr(protocol, slices, rows, columns, (slice, row, column) ->
                (int) values[(slice * rows + row) * columns + column]);
    }

    private static Map<String, Double> measured(
            OutputGates gates, SyntheticSeries result, ModelPackage model, String uid) throws Exception {
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine();
                LoadedModel network = engine.load(model)) {
            return gates.check(result, model.manifest(), network.checker()).get(uid).gates().stream()
                    .collect(Collectors.toMap(GateResult::gate, GateResult::measured));
        }
    }

    private static ModelPackage model(String id) {
        return ModelCatalogue.load(Path.of("models")).find(id, Optional.empty()).orElseThrow();
    }

    private static SyntheticSeries run(Synthesizer synthesizer, List<SourceSeries> sources, ModelPackage model)
            throws Exception {
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine();
                LoadedModel network = engine.load(model)) {
            return synthesizer.synthesize(sources, model, network);
        }
    }
}
