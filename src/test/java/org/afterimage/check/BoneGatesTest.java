package org.afterimage.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.afterimage.check.measure.Place;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.infer.InferenceException;
import org.afterimage.model.ModelManifest;
import org.afterimage.model.TestPackages;
import org.afterimage.synthesize.BoneEvidence;
import org.afterimage.synthesize.GreyRange;
import org.afterimage.synthesize.LungWeight;
import org.afterimage.synthesize.NetworkAnswer;
import org.afterimage.synthesize.PaddingRange;
import org.afterimage.synthesize.Plane;
import org.afterimage.synthesize.SynthesisTimes;
import org.afterimage.synthesize.SyntheticInstance;
import org.afterimage.synthesize.TestRadiographs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoneGatesTest {

    private static final int SIZE = 64;
    private static final LungWeight WEIGHT = new LungWeight(0.5f, 0.1f);

    interface Formula {
        double at(int row, int column);
    }

    @TempDir
    Path models;

    private ModelManifest manifest;

    @BeforeEach
    void loadManifest() {
        manifest = TestPackages.load(models, "threshold_lung", TestPackages.BONE_AND_LUNG)
                .manifest();
    }

    @Test
    void measuresAgreeWithTheReferenceOfTheModelsAuthor() {
        // The same formulas through measure() in models/training/chest_bone_suppression/node.py.
        NetworkAnswer answer = new NetworkAnswer(
                plane((r, c) -> ((r * 37 + c * 11) % 101) / 101.0),
                plane((r, c) -> ((r * 5 + c * 17) % 31) / 310.0),
                plane((r, c) -> r >= 12 && r < 50 && c >= 8 && c < 40 ? 1 : 0));

        LungMeasures measures = LungMeasures.of(answer, WEIGHT);

        assertThat(measures.lungFraction()).isCloseTo(0.296875, within(1e-9));
        assertThat(measures.removedFraction()).isCloseTo(0.09677419066429138, within(1e-7));
        assertThat(measures.removedMean()).isCloseTo(0.04840831831097603, within(1e-7));
        assertThat(measures.localCorrelation()).isCloseTo(0.9944709087840773, within(1e-6));
    }

    @Test
    void fineStructureIsWhatIsLeftWithoutTheMeanAround() {
        Random random = new Random(3);
        Plane image = plane((r, c) -> random.nextDouble());
        double[] fine = HighPass.of(image);
        for (int[] pixel : new int[][] {{0, 0}, {5, 63}, {30, 30}, {63, 20}}) {
            double sum = 0;
            int count = 0;
            for (int r = Math.max(0, pixel[0] - 8); r <= Math.min(SIZE - 1, pixel[0] + 8); r++) {
                for (int c = Math.max(0, pixel[1] - 8); c <= Math.min(SIZE - 1, pixel[1] + 8); c++) {
                    sum += image.at(r, c);
                    count++;
                }
            }
            assertThat(fine[pixel[0] * SIZE + pixel[1]])
                    .isCloseTo(image.at(pixel[0], pixel[1]) - sum / count, within(1e-9));
        }
    }

    @Test
    void aPlausibleResultPassesEveryGate() {
        CheckResult result = check(plausible(), changedInside());
        assertThat(result.failed()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.gates()).hasSize(9);
    }

    @Test
    void anAnswerThatIsNoNumberIsHeld() {
        NetworkAnswer good = plausible();
        good.bone().data()[1234] = Float.NaN;
        assertHeld(check(good, changedInside()), CommonGates.FINITE_OUTPUT, "values that are no numbers");
    }

    @Test
    void anInfiniteAnswerIsHeld() {
        NetworkAnswer good = plausible();
        good.lung().data()[1234] = Float.POSITIVE_INFINITY;
        assertHeld(check(good, changedInside()), CommonGates.FINITE_OUTPUT, "values that are no numbers");
    }

    @Test
    void anAnswerThatIsTheSameEverywhereIsHeld() {
        NetworkAnswer flat = new NetworkAnswer(
                plausible().image(), plane((r, c) -> 0.1), plausible().lung());
        assertHeld(check(flat, changedInside()), CommonGates.VARYING_OUTPUT, "the same value everywhere");
    }

    @Test
    void aChangeOutsideTheRegionIsHeld() {
        int[] stored = changedInside();
        stored[0]++;
        assertHeld(check(plausible(), stored), BoneGates.OUTSIDE_REGION, "1 pixels outside the region");
    }

    @Test
    void aValueBeyondBitsStoredIsHeld() {
        int[] stored = changedInside();
        stored[30 * SIZE + 30] = 4096;
        assertHeld(check(plausible(), stored), CommonGates.STORABLE, "do not fit");
    }

    @Test
    void tooLittleLungIsHeld() {
        NetworkAnswer answer = new NetworkAnswer(
                plausible().image(),
                plausible().bone(),
                plane((r, c) -> r >= 30 && r < 38 && c >= 10 && c < 26 ? 1 : 0));
        assertHeld(check(answer, changedInside()), "minimumLungFraction", "below the model's bound (>= 0.05)");
    }

    @Test
    void noLungAtAllIsHeld() {
        NetworkAnswer answer =
                new NetworkAnswer(plausible().image(), plausible().bone(), plane((r, c) -> 0.1 + 0.001 * r));
        CheckResult result = check(answer, changedInside());
        assertThat(result.verdict()).isEqualTo(Verdict.HOLD);
        assertThat(result.failed())
                .extracting(GateResult::gate)
                .contains("minimumLungFraction", "minimumRemovedMean", "minimumLocalCorrelation");
    }

    @Test
    void tooMuchLungIsHeld() {
        NetworkAnswer answer =
                new NetworkAnswer(plausible().image(), plausible().bone(), plane((r, c) -> r == 0 ? 0 : 1));
        assertHeld(check(answer, changedInside()), "maximumLungFraction", "above the model's bound (<= 0.7)");
    }

    @Test
    void tooMuchRemovedIsHeld() {
        NetworkAnswer answer = new NetworkAnswer(
                plausible().image(),
                plane((r, c) -> c == 30 ? 0.9 : 0.01 * (r % 2)),
                plausible().lung());
        assertThat(check(answer, changedInside()).failed())
                .extracting(GateResult::gate)
                .contains("maximumRemovedFraction");
    }

    @Test
    void nothingRemovedIsHeld() {
        NetworkAnswer answer = new NetworkAnswer(
                plausible().image(),
                plane((r, c) -> -0.01 * (r % 2)),
                plausible().lung());
        assertHeld(check(answer, changedInside()), "minimumRemovedMean", "0.0000, below");
    }

    @Test
    void structureThatIsNotTheSourcesIsHeld() {
        Random random = new Random(5);
        NetworkAnswer answer = new NetworkAnswer(
                plane((r, c) -> 0.5 + 0.001 * ((r * 7 + c * 3) % 5)),
                plane((r, c) -> 0.4 * random.nextDouble()),
                plausible().lung());
        assertHeld(check(answer, changedInside()), "minimumLocalCorrelation", "below the model's bound (>= 0.5)");
    }

    @Test
    void whereStructureIsLeastTheSourcesIsTold() {
        Random random = new Random(5);
        NetworkAnswer answer = new NetworkAnswer(
                plane((r, c) -> 0.5 + 0.01 * ((r * 7 + c * 3) % 5)),
                plane((r, c) -> r >= 36 && r < 44 && c >= 16 && c < 24 ? 0.8 * random.nextDouble() : 0),
                plausible().lung());
        GateResult held = failed(check(answer, changedInside(), 2 * SIZE), "minimumLocalCorrelation");
        Place place = held.place().orElseThrow().spot().orElseThrow();
        assertThat(place.row()).as("in pixels of an image of twice the matrix").isBetween(70.0, 90.0);
        assertThat(place.column()).isBetween(30.0, 50.0);
        assertThat(place.radius()).isBetween(4.0, 12.0);
    }

    @Test
    void wherePixelsLoseMostAndWhereSomethingChangedOutsideTheRegionIsTold() {
        NetworkAnswer answer = new NetworkAnswer(
                plausible().image(),
                plane((r, c) -> r == 40 && c >= 12 ? 0.9 : 0.01 * (r % 2)),
                plausible().lung());
        Place removed = failed(check(answer, changedInside()), "maximumRemovedFraction")
                .place()
                .orElseThrow()
                .spot()
                .orElseThrow();
        assertThat(removed.row()).isEqualTo(40);
        int[] stored = changedInside();
        stored[5 * SIZE + 60]++;
        Place outside = failed(check(plausible(), stored), BoneGates.OUTSIDE_REGION)
                .place()
                .orElseThrow()
                .spot()
                .orElseThrow();
        assertThat(outside).isEqualTo(new Place(60, 5, 8));
    }

    private static GateResult failed(CheckResult result, String gate) {
        return result.failed().stream()
                .filter(failed -> failed.gate().equals(gate))
                .findFirst()
                .orElseThrow(() -> new AssertionError(gate + " is passed: " + result.gates()));
    }

    @Test
    void theStrictestVerdictOfAllInstancesCounts() {
        CheckResult good = check(plausible(), changedInside());
        int[] stored = changedInside();
        stored[0]++;
        assertThat(good.and(check(plausible(), stored)).verdict()).isEqualTo(Verdict.HOLD);
        assertThat(good.and(good).verdict()).isEqualTo(Verdict.PASS);
    }

    private static void assertHeld(CheckResult result, String gate, String words) {
        assertThat(result.verdict()).isEqualTo(Verdict.HOLD);
        assertThat(result.failed()).singleElement().satisfies(failed -> {
            assertThat(failed.gate()).isEqualTo(gate);
            assertThat(failed.sentence()).contains(words);
        });
    }

    private CheckResult check(NetworkAnswer answer, int[] stored) {
        return check(answer, stored, SIZE);
    }

    /** Of a network's answer on its matrix for an image that has another, of as many pixels a side; only of the same one stored values count. */
    private CheckResult check(NetworkAnswer answer, int[] changed, int side) {
        boolean[] region = new boolean[side * side];
        int[] stored = side == SIZE ? changed : new int[side * side];
        for (int i = 0; i < region.length; i++) {
            region[i] = inLung(i / side * SIZE / side, i % side * SIZE / side);
        }
        SyntheticInstance instance = SyntheticInstance.ofOne(
                TestRadiographs.instance(new DataSet()),
                new PixelFormat(side, side, 1, 1, 16, 12, 11, false, "MONOCHROME2"),
                new int[side * side],
                stored,
                PaddingRange.NONE,
                new BoneEvidence(region, new GreyRange(0, 4095), answer),
                new SynthesisTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
        try {
            return new BoneGates().check(instance, manifest, Optional.empty());
        } catch (InferenceException e) {
            throw new AssertionError("no network runs here", e);
        }
    }

    private static NetworkAnswer plausible() {
        return new NetworkAnswer(
                plane((r, c) -> 0.5 + 0.1 * ((r * 7 + c * 3) % 5)),
                plane((r, c) -> r % 16 < 6 ? 0.1 : 0),
                plane((r, c) -> inLung(r, c) ? 1 : 0));
    }

    private static int[] changedInside() {
        int[] stored = new int[SIZE * SIZE];
        stored[30 * SIZE + 30] = 7;
        return stored;
    }

    private static boolean inLung(int row, int column) {
        return row >= 10 && row < 50 && column >= 10 && column < 50;
    }

    private static Plane plane(Formula formula) {
        float[] data = new float[SIZE * SIZE];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) formula.at(i / SIZE, i % SIZE);
        }
        return new Plane(data, SIZE, SIZE);
    }
}
