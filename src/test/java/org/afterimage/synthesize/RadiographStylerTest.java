package org.afterimage.synthesize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.function.IntBinaryOperator;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.pixel.Window;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.OnnxRuntimeEngine;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.TestManifests;
import org.afterimage.model.TestPackages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The network of these tests answers half of the image plus a quarter, and a gain of 0.8 for what it does not see. */
class RadiographStylerTest {

    private static final IntBinaryOperator TILTED = (row, column) -> 500 + 5 * row + 3 * column;

    @TempDir
    Path models;

    @Test
    void theStyledImageFillsTheStoredRangeAndOneWindowShowsIt() throws Exception {
        SyntheticInstance result = style(TestRadiographs.chest(64, 64, false, TILTED));

        float[] seen = ((StyleEvidence) result.evidence()).image().data();
        for (int i = 0; i < seen.length; i++) {
            double expected = 4095 * Math.min(1, Math.max(0, 0.5 * seen[i] + 0.25));
            assertThat((double) result.stored()[i]).isCloseTo(expected, within(0.51));
        }
        assertThat(result.windows()).containsExactly(new Window(2048, 4096));
        assertThat(result.unitsKept()).isTrue();
    }

    @Test
    void structureFinerThanTheNetworksMatrixIsKeptWithItsGain() throws Exception {
        // Columns alternate: every pixel of the small image is their mean, so that the network sees none of it.
        SyntheticInstance result = style(
                TestRadiographs.chest(128, 128, false, (row, column) -> 1000 + 8 * row + (column % 2 == 0 ? 40 : -40)));
        StyleEvidence evidence = (StyleEvidence) result.evidence();
        assertThat(evidence.image().at(30, 30)).isCloseTo(evidence.image().at(30, 31), within(1e-5f));
        int difference = result.stored()[64 * 128 + 64] - result.stored()[64 * 128 + 65];
        GreyRange range = GreyRange.of(result.sourceStored(), PaddingRange.NONE, false, 0.5, 99.5);
        assertThat((double) difference).isCloseTo(4095 * 0.8 * 80 / range.unit(), within(1.01));
    }

    @Test
    void monochrome1IsTheSameImageUpsideDown() throws Exception {
        SyntheticInstance two = style(TestRadiographs.chest(64, 64, false, TILTED));
        SyntheticInstance one =
                style(TestRadiographs.chest(64, 64, true, (row, column) -> 4095 - TILTED.applyAsInt(row, column)));
        for (int i = 0; i < one.stored().length; i++) {
            assertThat(4095 - one.stored()[i]).isCloseTo(two.stored()[i], within(1));
        }
    }

    @Test
    void paddingStaysAndNoPixelBecomesPadding() throws Exception {
        DataSet dataSet = TestRadiographs.chest(
                        64, 64, false, (row, column) -> column < 10 ? 0 : row == 5 ? 1 : 2000 + row)
                .putIntegers(Tag.PIXEL_PADDING_VALUE, VR.US, 0);
        SyntheticInstance result = style(dataSet);
        for (int i = 0; i < result.stored().length; i++) {
            assertThat(result.stored()[i] == 0).isEqualTo(result.sourceStored()[i] == 0);
        }
    }

    private SyntheticInstance style(DataSet dataSet) throws Exception {
        ModelPackage model = TestPackages.load(models, "style_half", TestManifests::style);
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine(1);
                LoadedModel network = engine.load(model)) {
            return new RadiographStyler()
                    .synthesize(TestRadiographs.series(dataSet), model, network)
                    .instances()
                    .get(0);
        }
    }
}
