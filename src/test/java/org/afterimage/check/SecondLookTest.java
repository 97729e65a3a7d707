package org.afterimage.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.infer.InferenceEngine;
import org.afterimage.infer.InferenceException;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.OnnxRuntimeEngine;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.TestPackages;
import org.afterimage.synthesize.BoneEvidence;
import org.afterimage.synthesize.GreyRange;
import org.afterimage.synthesize.NetworkAnswer;
import org.afterimage.synthesize.PaddingRange;
import org.afterimage.synthesize.Plane;
import org.afterimage.synthesize.SynthesisTimes;
import org.afterimage.synthesize.SyntheticInstance;
import org.afterimage.synthesize.TestRadiographs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a checking network makes of a film of 128 rows and 96 columns: one that suspects 20 times what a place has lost, less 1. */
class SecondLookTest {
    private static final int ROWS = 128;
    private static final int COLUMNS = 96;
    private static final int WHITE = 1000;

    private ModelPackage model;

    @TempDir
    Path models;

    @BeforeEach
    void loadModel() throws IOException {
        model = TestPackages.loadWithChecker(models);
    }

    @Test
    void theWorstPlaceWithinTheRegionIsNamedInPixelsOfTheFilm() throws Exception {
        int[] result = film();
        darken(result, 40, 56, 200);
        darken(result, 100, 8, 900); // outside the region
        GateResult gate = suspicion(result);
        assertThat(gate.measured()).isCloseTo(20 * 0.2 - 1, within(0.01));
        assertThat(gate.verdict()).isEqualTo(Verdict.WARN);
        assertThat(gate.sentence()).startsWith("The strongest suspicion of the checking network is 3.0");
        assertThat(gate.place()).isPresent();
        assertThat(gate.place().get().spot()).hasValueSatisfying(place -> {
            assertThat(place.row()).isCloseTo(43.5, within(0.01));
            assertThat(place.column()).isCloseTo(59.5, within(0.01));
        });
    }

    @Test
    void whatIsUnchangedIsNotSuspected() throws Exception {
        assertThat(suspicion(film()).verdict()).isEqualTo(Verdict.PASS);
        assertThat(suspicion(film()).measured()).isCloseTo(-1, within(1e-3));
    }

    @Test
    void whatIsLostAltogetherIsHeld() throws Exception {
        int[] result = film();
        darken(result, 40, 56, 500);
        assertThat(suspicion(result).verdict()).isEqualTo(Verdict.HOLD);
    }

    @Test
    void aManifestThatAsksForASecondLookIsNotSatisfiedWithoutTheNetwork() {
        assertThatThrownBy(() -> new BoneGates().check(instance(film()), model.manifest(), Optional.empty()))
                .hasMessageContaining("is not loaded");
    }

    private GateResult suspicion(int[] result) throws InferenceException {
        try (InferenceEngine engine = new OnnxRuntimeEngine(1);
                LoadedModel network = engine.load(model)) {
            return new BoneGates()
                    .check(instance(result), model.manifest(), network.checker()).gates().stream()
                            .filter(gate -> gate.gate().equals("suspicion"))
                            .findFirst()
                            .orElseThrow();
        }
    }

    private static int[] film() {
        int[] film = new int[ROWS * COLUMNS];
        for (int i = 0; i < film.length; i++) {
            film[i] = 500 + i % 7;
        }
        return film;
    }

    /** Eight rows and columns, which are one place of the answer. */
    private static void darken(int[] film, int row, int column, int by) {
        for (int r = row; r < row + 8; r++) {
            for (int c = column; c < column + 8; c++) {
                film[r * COLUMNS + c] -= by;
            }
        }
    }

    private static SyntheticInstance instance(int[] result) {
        boolean[] region = new boolean[ROWS * COLUMNS];
        for (int i = 0; i < region.length; i++) {
            region[i] = i % COLUMNS >= 24 && i / COLUMNS >= 8 && i / COLUMNS < ROWS - 8;
        }
        float[] some = new float[64 * 48];
        for (int i = 0; i < some.length; i++) {
            some[i] = i % 5 / 10f;
        }
        Plane plane = new Plane(some, 64, 48);
        return SyntheticInstance.ofOne(
                TestRadiographs.instance(new DataSet()),
                new PixelFormat(ROWS, COLUMNS, 1, 1, 16, 12, 11, false, "MONOCHROME2"),
                film(),
                result,
                PaddingRange.NONE,
                new BoneEvidence(region, new GreyRange(0, WHITE), new NetworkAnswer(plane, plane, plane)),
                new SynthesisTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
    }
}
