package org.afterimage.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.infer.InferenceException;
import org.afterimage.model.ModelManifest;
import org.afterimage.model.TestManifests;
import org.afterimage.model.TestPackages;
import org.afterimage.synthesize.PaddingRange;
import org.afterimage.synthesize.Plane;
import org.afterimage.synthesize.SequenceEvidence;
import org.afterimage.synthesize.SynthesisTimes;
import org.afterimage.synthesize.SyntheticInstance;
import org.afterimage.synthesize.SyntheticSeries;
import org.afterimage.synthesize.TestRadiographs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequenceGatesTest {

    private static final int SIDE = 32;
    private static final int SLICES = 3;

    @TempDir
    Path models;

    private ModelManifest manifest;

    @BeforeEach
    void loadManifest() {
        manifest =
                TestPackages.load(models, "mix_planes", TestManifests::sequence).manifest();
    }

    /** A value of the answer from those of T1 and T2. */
    private interface Answer {
        double of(double t1, double t2, int voxel);
    }

    @Test
    void aMixtureOfBothSeriesIsExplainedByThem() {
        SyntheticSeries series = series((t1, t2, voxel) -> 0.3 + 0.4 * t1 + 0.2 * t2);
        HeadMeasures measures = HeadMeasures.of(series);
        assertThat(measures.explained()).isCloseTo(1, within(1e-6));
        assertThat(measures.headFraction()).isEqualTo(0.5);
        assertThat(measures.unsupported()).isZero();
        assertThat(check(series).verdict()).as("%s", check(series).failed()).isEqualTo(Verdict.PASS);
    }

    @Test
    void anAnswerThatHasNothingToDoWithTheSourcesIsHeld() {
        Random random = new Random(3);
        assertThat(gates(series((t1, t2, voxel) -> 0.5 + random.nextDouble()))).contains("minimumExplained");
    }

    @Test
    void brightSpotsThatT2DoesNotShowAreHeld() {
        SyntheticSeries series = series((t1, t2, voxel) -> 0.8 + 0.2 * t2 + (t2 < 0.8 ? 1 : 0));
        assertThat(HeadMeasures.of(series).unsupported()).isGreaterThan(0.2);
        assertThat(gates(series)).contains("maximumUnsupported");
    }

    @Test
    void anEmptyAnswerIsHeld() {
        assertThat(gates(series((t1, t2, voxel) -> 0)))
                .contains(CommonGates.VARYING_OUTPUT, "minimumMedian", "minimumExplained");
    }

    @Test
    void oneValueThatIsNoNumberIsHeld() {
        assertThat(gates(series((t1, t2, voxel) -> voxel == 100 ? Double.NaN : t2)))
                .contains(CommonGates.FINITE_OUTPUT);
    }

    @Test
    void aSeriesWithoutAHeadIsHeld() {
        List<SyntheticInstance> slices = new ArrayList<>();
        Plane dark = new Plane(new float[SIDE * SIDE], SIDE, SIDE);
        slices.add(instance(new SequenceEvidence(dark, dark, dark)));
        assertThat(gates(new SyntheticSeries(
                        TestRadiographs.series(slices.get(0).source().object().dataSet()), "Test 1", slices)))
                .contains("minimumHeadFraction", "maximumUnsupported");
    }

    private List<String> gates(SyntheticSeries series) {
        return check(series).failed().stream().map(GateResult::gate).toList();
    }

    private CheckResult check(SyntheticSeries series) {
        try {
            return new SequenceGates().check(series, manifest, Optional.empty()).get(TestRadiographs.SERIES);
        } catch (InferenceException e) {
            throw new AssertionError("no network runs here", e);
        }
    }

    /** Half of every slice is head, where T1 and T2 lie between 0.6 and 1.4. */
    private static SyntheticSeries series(Answer answer) {
        Random random = new Random(11);
        List<SyntheticInstance> slices = new ArrayList<>();
        for (int slice = 0; slice < SLICES; slice++) {
            float[] t1 = new float[SIDE * SIDE];
            float[] t2 = new float[SIDE * SIDE];
            float[] made = new float[SIDE * SIDE];
            for (int i = 0; i < t1.length; i++) {
                boolean head = i % SIDE < SIDE / 2;
                t1[i] = (float) (head ? 0.6 + 0.8 * random.nextDouble() : 0.1);
                t2[i] = (float) (head ? 0.6 + 0.8 * random.nextDouble() : 0.1);
                made[i] = (float) answer.of(t1[i], t2[i], i);
            }
            slices.add(instance(new SequenceEvidence(
                    new Plane(t1, SIDE, SIDE), new Plane(t2, SIDE, SIDE), new Plane(made, SIDE, SIDE))));
        }
        return new SyntheticSeries(
                TestRadiographs.series(slices.get(0).source().object().dataSet()), "Test 1", slices);
    }

    private static SyntheticInstance instance(SequenceEvidence evidence) {
        return SyntheticInstance.ofOne(
                TestRadiographs.instance(new DataSet().putString(Tag.SOP_INSTANCE_UID, "2.25.5")),
                new PixelFormat(SIDE, SIDE, 1, 1, 16, 12, 11, false, "MONOCHROME2"),
                new int[SIDE * SIDE],
                new int[SIDE * SIDE],
                PaddingRange.NONE,
                evidence,
                new SynthesisTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
    }
}
