package org.afterimage.synthesize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.pixel.Window;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.OnnxRuntimeEngine;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.TestManifests;
import org.afterimage.model.TestPackages;
import org.afterimage.synthesize.TestSlices.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The network of these tests answers the sum of its planes times 0.1, 0.2 ... 0.6: T1 of three slices, then T2 of the same. */
class MissingSequenceSynthesizerTest {

    private static final int ROWS = 20;
    private static final int COLUMNS = 24;
    private static final TestSlices.Voxel T1 = (slice, row, column) -> 100 + 40 * slice + 10 * row + column;
    private static final TestSlices.Voxel T2 = (slice, row, column) -> 900 - 50 * slice - 10 * row + 2 * column;

    @TempDir
    Path models;

    @Test
    void eachSliceIsMadeFromItsNeighboursInBothSeries() throws Exception {
        SyntheticSeries result = synthesize(t2(4), t1(4));

        double scale1 = bright(T1, 4);
        double scale2 = bright(T2, 4);
        for (int slice = 0; slice < 4; slice++) {
            int below = Math.max(0, slice - 1);
            int above = Math.min(3, slice + 1);
            for (int row = 0; row < ROWS; row++) {
                for (int column = 0; column < COLUMNS; column++) {
                    double expected = (0.1 * T1.at(below, row, column)
                                            + 0.2 * T1.at(slice, row, column)
                                            + 0.3 * T1.at(above, row, column))
                                    / scale1
                            + (0.4 * T2.at(below, row, column)
                                            + 0.5 * T2.at(slice, row, column)
                                            + 0.6 * T2.at(above, row, column))
                                    / scale2;
                    int stored = result.instances().get(slice).stored()[row * COLUMNS + column];
                    assertThat((double) stored).isCloseTo(Math.min(4095, 1000 * expected), within(0.6));
                }
            }
        }
    }

    @Test
    void theResultIsANewContrastOnTheGridOfT2() throws Exception {
        SyntheticSeries result = synthesize(t2(4), t1(4));

        SyntheticInstance second = result.instances().get(1);
        assertThat(result.sources())
                .extracting(SourceSeries::seriesInstanceUid)
                .containsExactly(Protocol.T2.uid(), Protocol.T1.uid());
        assertThat(second.sources())
                .extracting(SourceInstance::sopInstanceUid)
                .containsExactly("2.25.12.2", "2.25.12.1", "2.25.12.3", "2.25.11.2", "2.25.11.1", "2.25.11.3");
        assertThat(second.format().bitsStored()).isEqualTo(12);
        assertThat(second.format().signed()).isFalse();
        assertThat(second.unitsKept()).isFalse();
        assertThat(second.spatialLocationsPreserved()).isTrue();
        assertThat(second.windows()).containsExactly(new Window(750, 1500));
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void theOrderOfTheFilesDoesNotMatter() throws Exception {
        SourceSeries turned = new SourceSeries(
                TestRadiographs.STUDY,
                Protocol.T1.uid(),
                t1(4).instances().stream()
                        .sorted(Comparator.comparing(SourceInstance::sopInstanceUid)
                                .reversed())
                        .toList());
        SyntheticSeries straight = synthesize(t2(4), t1(4));
        SyntheticSeries result = synthesize(t2(4), turned);
        for (int slice = 0; slice < 4; slice++) {
            assertThat(result.instances().get(slice).stored())
                    .isEqualTo(straight.instances().get(slice).stored());
        }
    }

    /** A volume whose values rise in straight lines is the same whichever grid it is sampled on. */
    @Test
    void t1OfAnotherGridIsResampledAndTheResultSaysSo() throws Exception {
        SourceSeries coarse = TestSlices.mr(
                Protocol.T1, 4, ROWS / 2, COLUMNS / 2, (slice, row, column) -> T1.at(slice, 2 * row, 2 * column));
        coarse.instances().forEach(slice -> slice.object().dataSet().putDecimals(Tag.PIXEL_SPACING, 1.8, 1.6));
        SliceStack stack = SliceStack.of(coarse);
        SliceStack grid = SliceStack.of(t2(4));

        SliceVolume resampled = new GridResampler(stack, SliceVolume.read(stack)).onto(grid);

        for (int slice = 0; slice < 4; slice++) {
            for (int row = 0; row < ROWS - 1; row++) {
                for (int column = 0; column < COLUMNS - 1; column++) {
                    assertThat(resampled.slices().get(slice).at(row, column))
                            .isCloseTo(T1.at(slice, row, column), within(1e-3f));
                }
            }
        }
        SyntheticSeries result = synthesize(t2(4), coarse);
        assertThat(result.instances()).allMatch(slice -> !slice.spatialLocationsPreserved());
        assertThat(result.instances().get(0).sources()).hasSize(2 + 4);
        assertThat(result.warnings())
                .containsExactly("T1 (4 slices of 10 x 12) was resampled onto the grid of T2 (4 slices of 20 x 24).");
    }

    @Test
    void slicesBetweenSlicesAreInterpolated() throws Exception {
        SourceSeries moved = t1(5);
        for (int k = 0; k < 5; k++) {
            moved.instances()
                    .get(k)
                    .object()
                    .dataSet()
                    .putDecimals(Tag.IMAGE_POSITION_PATIENT, -100, -100, 6.0 * k - 3);
        }
        SliceStack stack = SliceStack.of(moved);
        SliceVolume resampled = new GridResampler(stack, SliceVolume.read(stack)).onto(SliceStack.of(t2(4)));
        assertThat(resampled.slices().get(1).at(3, 5)).isCloseTo((T1.at(1, 3, 5) + T1.at(2, 3, 5)) / 2f, within(1e-3f));
    }

    @Test
    void aT1ThatDoesNotReachFarEnoughIsRefused() {
        SourceSeries far = t1(4);
        far.instances().forEach(slice -> {
            double z = slice.object().dataSet().decimals(Tag.IMAGE_POSITION_PATIENT)[2];
            slice.object().dataSet().putDecimals(Tag.IMAGE_POSITION_PATIENT, -100, -100, z + 12);
        });
        assertThatThrownBy(() -> synthesize(t2(4), far))
                .isInstanceOf(SynthesisException.class)
                .hasMessageContaining("does not cover");
    }

    @Test
    void seriesWithoutACommonFrameOfReferenceAreRefused() {
        SourceSeries other = t1(4);
        other.instances().forEach(slice -> slice.object().dataSet().putString(Tag.FRAME_OF_REFERENCE_UID, "2.25.9"));
        assertThatThrownBy(() -> synthesize(t2(4), other))
                .isInstanceOf(SynthesisException.class)
                .hasMessageContaining("Frame of Reference");
    }

    @Test
    void aSeriesOfOneValueHasNoScale() {
        SourceSeries flat = TestSlices.mr(Protocol.T1, 4, ROWS, COLUMNS, (slice, row, column) -> 5);
        assertThatThrownBy(() -> synthesize(t2(4), flat))
                .isInstanceOf(SynthesisException.class)
                .hasMessageContaining("same value everywhere");
    }

    private static SourceSeries t1(int slices) {
        return TestSlices.mr(Protocol.T1, slices, ROWS, COLUMNS, T1);
    }

    private static SourceSeries t2(int slices) {
        return TestSlices.mr(Protocol.T2, slices, ROWS, COLUMNS, T2);
    }

    /** The mean of the voxels above the mean. */
    private static double bright(TestSlices.Voxel voxel, int slices) {
        double[] values = new double[slices * ROWS * COLUMNS];
        double mean = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = voxel.at(i / (ROWS * COLUMNS), i / COLUMNS % ROWS, i % COLUMNS);
            mean += values[i] / values.length;
        }
        double limit = mean;
        return Arrays.stream(values).filter(value -> value > limit).average().orElseThrow();
    }

    private SyntheticSeries synthesize(SourceSeries t2, SourceSeries t1) throws Exception {
        ModelPackage model = TestPackages.load(models, "mix_planes", TestManifests::sequence);
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine(1);
                LoadedModel network = engine.load(model)) {
            return new MissingSequenceSynthesizer().synthesize(List.of(t2, t1), model, network);
        }
    }
}
