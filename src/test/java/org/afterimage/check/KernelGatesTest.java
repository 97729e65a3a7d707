package org.afterimage.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.afterimage.check.measure.Place;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.Rescale;
import org.afterimage.model.ModelManifest;
import org.afterimage.model.TestManifests;
import org.afterimage.model.TestPackages;
import org.afterimage.synthesize.KernelEvidence;
import org.afterimage.synthesize.Oracle;
import org.afterimage.synthesize.PaddingRange;
import org.afterimage.synthesize.SynthesisTimes;
import org.afterimage.synthesize.SyntheticInstance;
import org.afterimage.synthesize.SyntheticSeries;
import org.afterimage.synthesize.TestRadiographs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelGatesTest {

    private static final int SIDE = 96;
    private static final int PADDING = -2000;

    @TempDir
    Path models;

    private ModelManifest manifest;

    @BeforeEach
    void loadManifest() {
        manifest =
                TestPackages.load(models, "slice_gain", TestManifests::kernel).manifest();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ct-kernel-smooth-to-sharp", "ct-kernel-sharp-to-smooth"})
    void theMeasuresAreThoseOfTheReference(String name) throws Exception {
        Oracle oracle = Oracle.of(name);
        float[] source = oracle.array("source");
        float[] converted = oracle.array("converted");
        SyntheticInstance slice = slice(
                oracle.size("source", 0),
                oracle.size("source", 1),
                i -> stored(source[i]),
                i -> stored(converted[i]),
                0);

        SliceMeasures measures = SliceMeasures.of(slice, (KernelEvidence) slice.evidence());

        assertThat(measures.meanShift()).isCloseTo(oracle.gate("meanShiftHu"), within(1e-4));
        assertThat(measures.change()).isCloseTo(oracle.gate("changeHu"), within(1e-3));
        assertThat(measures.hasTissue()).isTrue();
        assertThat(measures.grainRatio()).isCloseTo(oracle.gate("grainRatio"), within(1e-4));
        assertThat(measures.localCorrelation()).isCloseTo(oracle.gate("localCorrelation"), within(1e-6));
    }

    private static int stored(float hounsfield) {
        return Float.isNaN(hounsfield) ? PADDING : (int) hounsfield + 1024;
    }

    @Test
    void aPlausibleSlicePassesEveryGate() {
        CheckResult result = check(tissue(), i -> tissue().applyAsInt(i) + i % 3 - 1, 0);
        assertThat(result.verdict()).as("%s", result.failed()).isEqualTo(Verdict.PASS);
        assertThat(result.gates()).hasSize(9);
    }

    @Test
    void softTissueThatMovesInOneCornerIsHeldAlthoughTheMeanStays() {
        CheckResult result = check(
                tissue(),
                i -> tissue().applyAsInt(i)
                        + (i / SIDE < 24 && i % SIDE < 24 ? 8 : i / SIDE >= 72 && i % SIDE >= 72 ? -8 : 0),
                0);
        assertThat(result.failed()).extracting(GateResult::gate).containsExactly("maximumSoftTissueShiftHu");
        assertThat(result.failed().get(0).measured()).isCloseTo(8, within(1e-6));
        assertThat(result.failed().get(0).sentence()).contains("(instance 7)");
        Place place = result.failed().get(0).place().orElseThrow().spot().orElseThrow();
        assertThat(place.row()).as("one of the two corners").isIn(11.5, 83.5).isEqualTo(place.column());
    }

    @Test
    void answersThatAreNoNumbersAreHeld() {
        assertThat(check(tissue(), tissue(), 3).failed())
                .extracting(GateResult::gate)
                .containsExactly(CommonGates.FINITE_OUTPUT);
    }

    @Test
    void aBlurIsHeld() {
        assertThat(check(tissue(), i -> 1064, 0).failed())
                .extracting(GateResult::gate)
                .contains("minimumGrainRatio", "minimumLocalCorrelation");
    }

    @Test
    void whereStructureIsLostIsTold() {
        Random random = new Random(4);
        CheckResult result = check(
                tissue(),
                i -> i / SIDE >= 60 && i % SIDE < 36 ? 1064 + random.nextInt(160) - 80 : tissue().applyAsInt(i),
                0);
        GateResult held = result.failed().stream()
                .filter(failed -> failed.gate().equals("minimumLocalCorrelation"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(result.gates()));
        Place place = held.place().orElseThrow().spot().orElseThrow();
        assertThat(place.row()).isGreaterThan(58);
        assertThat(place.column()).isLessThan(38);
    }

    @Test
    void theWorstSliceDecidesForTheSeries() {
        SyntheticInstance good = slice(SIDE, SIDE, tissue(), tissue(), 0);
        SyntheticInstance bad = slice(SIDE, SIDE, tissue(), i -> tissue().applyAsInt(i) + 200, 0);
        SyntheticSeries series = new SyntheticSeries(
                TestRadiographs.series(good.source().object().dataSet()), "Test 1", List.of(good, bad, good));
        assertThat(new KernelGates().check(series, manifest, Optional.empty())).hasSize(1);
        assertThat(new KernelGates()
                        .check(series, manifest, Optional.empty())
                        .get(TestRadiographs.SERIES)
                        .failed())
                .extracting(GateResult::gate)
                .contains("maximumMeanShiftHu");
    }

    @Test
    void aSliceOfAirHasNoGrainToCompare() {
        assertThat(check(i -> 24 + i % 5, i -> 24, 0).gates())
                .extracting(GateResult::gate)
                .doesNotContain("minimumGrainRatio", "minimumLocalCorrelation");
    }

    /** Noise around 40 HU, the same at each call. */
    private static IntUnaryOperator tissue() {
        int[] values = new Random(5).ints(SIDE * SIDE, 1054, 1075).toArray();
        return i -> values[i];
    }

    private CheckResult check(IntUnaryOperator source, IntUnaryOperator result, long notFinite) {
        SyntheticInstance slice = slice(SIDE, SIDE, source, result, notFinite);
        SyntheticSeries series = new SyntheticSeries(
                TestRadiographs.series(slice.source().object().dataSet()), "Test 1", List.of(slice));
        return new KernelGates().check(series, manifest, Optional.empty()).get(TestRadiographs.SERIES);
    }

    private static SyntheticInstance slice(
            int rows, int columns, IntUnaryOperator source, IntUnaryOperator result, long notFinite) {
        int[] before = new int[rows * columns];
        int[] after = new int[rows * columns];
        for (int i = 0; i < before.length; i++) {
            before[i] = source.applyAsInt(i);
            after[i] = result.applyAsInt(i);
        }
        DataSet header = new DataSet()
                .putString(Tag.SOP_INSTANCE_UID, "2.25.5")
                .putIntegers(Tag.INSTANCE_NUMBER, 7)
                .putIntegers(Tag.PIXEL_PADDING_VALUE, VR.SS, PADDING);
        return SyntheticInstance.ofOne(
                TestRadiographs.instance(header),
                new PixelFormat(rows, columns, 1, 1, 16, 16, 15, true, "MONOCHROME2"),
                before,
                after,
                new PaddingRange(PADDING, PADDING),
                new KernelEvidence(new Rescale(1, -1024), -1000, notFinite, false, 0),
                new SynthesisTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
    }
}
