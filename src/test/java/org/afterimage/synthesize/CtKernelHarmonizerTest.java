package org.afterimage.synthesize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.OnnxRuntimeEngine;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.TestManifests;
import org.afterimage.model.TestPackages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The network of these tests answers 1.5 times the Hounsfield units, plus 10 times the row spacing and the column spacing: 9.8. */
class CtKernelHarmonizerTest {

    @TempDir
    Path models;

    @ParameterizedTest
    @ValueSource(strings = {"ct-kernel-smooth-to-sharp", "ct-kernel-sharp-to-smooth"})
    void theShippedFiltersAnswerAsTheirReferenceDoes(String name) throws Exception {
        Oracle oracle = Oracle.of(name);
        ModelPackage model = ModelCatalogue.load(Path.of("models"))
                .find(name, Optional.empty())
                .orElseThrow();
        float[] expected = oracle.array("converted");

        SyntheticInstance result = convert(model, slice(oracle)).instances().get(0);

        int rounding = 0;
        for (int i = 0; i < expected.length; i++) {
            if (Float.isNaN(expected[i])) {
                assertThat(result.stored()[i]).isEqualTo(-2000);
            } else {
                float hounsfield = result.stored()[i] - 1024;
                assertThat(hounsfield).isCloseTo(expected[i], within(1f)); // a half may fall to either side
                rounding += hounsfield == expected[i] ? 0 : 1;
            }
        }
        assertThat(rounding).isLessThan(expected.length / 100);
    }

    /** The oracle's slice with padding where it is not a number. */
    public static DataSet slice(Oracle oracle) throws Exception {
        float[] source = oracle.array("source");
        int columns = oracle.size("source", 1);
        DataSet slice = TestSlices.ct(
                oracle.size("source", 0),
                columns,
                (row, column) -> Float.isNaN(source[row * columns + column])
                        ? -2000
                        : (int) source[row * columns + column] + 1024);
        return slice.putDecimals(
                Tag.PIXEL_SPACING,
                oracle.figures().path("pixelSpacingMm").get(0).asDouble(),
                oracle.figures().path("pixelSpacingMm").get(1).asDouble());
    }

    @Test
    void spacingReachesTheNetworkRowsFirst() throws Exception {
        SyntheticInstance result = convert(TestSlices.ct(16, 16, (row, column) -> 1024 + 40));
        assertThat(result.stored()).containsOnly(1024 + 70); // 60 + 9 + 0.8, rounded
    }

    @Test
    void unsignedValuesAndOtherRescalesGiveTheSameHounsfieldUnits() throws Exception {
        SyntheticInstance signed = convert(TestSlices.ct(16, 16, (row, column) -> 1024 + 10 * row + column));
        DataSet other = TestSlices.ct(16, 16, (row, column) -> 0)
                .putIntegers(Tag.PIXEL_REPRESENTATION, 0)
                .putIntegers(Tag.PIXEL_PADDING_VALUE, VR.US, 60000)
                .putDecimals(Tag.RESCALE_SLOPE, 0.5)
                .putDecimals(Tag.RESCALE_INTERCEPT, -2048);
        TestRadiographs.withPixels(other, (row, column) -> 2 * (2048 + 10 * row + column));

        SyntheticInstance unsigned = convert(other);

        for (int i = 0; i < 256; i++) {
            assertThat(unsigned.stored()[i] * 0.5 - 2048).isEqualTo(signed.stored()[i] - 1024.0);
        }
        assertThat(unsigned.format()).isEqualTo(PixelFormat.of(other));
        assertThat(unsigned.unitsKept()).isTrue();
    }

    @Test
    void paddingStaysAndNoPixelBecomesPadding() throws Exception {
        DataSet slice = TestSlices.ct(16, 16, (row, column) -> column < 4 ? 1094 : 1024 + 40 + row % 2);
        slice.putIntegers(Tag.PIXEL_PADDING_VALUE, VR.SS, 1094); // 70 HU, what 40 HU become
        SyntheticInstance result = convert(slice);
        for (int i = 0; i < 256; i++) {
            if (i % 16 < 4) {
                assertThat(result.stored()[i]).isEqualTo(1094);
            } else if (i / 16 % 2 == 0) {
                assertThat(result.stored()[i]).isEqualTo(1093);
            }
        }
    }

    @Test
    void whatIsBeyondTheRangeIsClippedAndCounted() throws Exception {
        DataSet slice = TestSlices.ct(16, 16, (row, column) -> row == 0 ? 1024 + 3000 : row == 1 ? 24 : 1064);
        SyntheticSeries series = convert(model(), slice);
        SyntheticInstance result = series.instances().get(0);
        assertThat(result.stored()[0]).isEqualTo(1024 + 3071);
        assertThat(result.stored()[16]).isZero(); // -1490 HU become -1024
        assertThat(((KernelEvidence) result.evidence()).clipped()).isEqualTo(32);
        assertThat(series.warnings()).containsExactly("32 pixels were beyond what can be stored and clipped.");
    }

    @Test
    void theSeriesSaysFromWhichKernelToWhich() throws Exception {
        assertThat(convert(model(), TestSlices.ct(16, 16, (row, column) -> row)).outputDescription())
                .isEqualTo("Kernel harmonised from smooth (B30f) to sharp (MTF 50 % at 6 lp/cm).");
    }

    private ModelPackage model() {
        return TestPackages.load(models, "slice_gain", TestManifests::kernel);
    }

    private SyntheticInstance convert(DataSet slice) throws Exception {
        return convert(model(), slice).instances().get(0);
    }

    private static SyntheticSeries convert(ModelPackage model, DataSet slice) throws Exception {
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine(1);
                LoadedModel network = engine.load(model)) {
            return new CtKernelHarmonizer().synthesize(TestRadiographs.series(slice), model, network);
        }
    }
}
