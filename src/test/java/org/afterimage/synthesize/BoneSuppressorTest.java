package org.afterimage.synthesize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.function.IntBinaryOperator;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.infer.InferenceException;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.OnnxRuntimeEngine;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.TestPackages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The network of these tests takes a quarter of the image for bone, and the middle half of rows and columns for lung. */
class BoneSuppressorTest {

    private static final IntBinaryOperator TILTED = (row, column) -> 500 + 5 * row + 3 * column;

    @TempDir
    Path models;

    @Test
    void boneIsTakenAwayInTheLungAndNothingElseChanges() throws Exception {
        SyntheticInstance result = suppress("threshold_lung", TestRadiographs.chest(256, 256, false, TILTED));

        int changed = 0;
        for (int i = 0; i < result.stored().length; i++) {
            if (!bone(result).region()[i]) {
                assertThat(result.stored()[i]).isEqualTo(result.sourceStored()[i]);
            } else if (deepInside(i / 256, i % 256, 256, 256)) {
                double part = (result.sourceStored()[i] - bone(result).range().zero())
                        / bone(result).range().unit();
                double expected = result.sourceStored()[i]
                        - 0.25 * part * bone(result).range().unit();
                assertThat((double) result.stored()[i]).isCloseTo(expected, within(0.51));
                changed++;
            }
        }
        assertThat(changed).isEqualTo(103 * 103);
    }

    @Test
    void theRegionIsTheLungUpToTheThresholdAndNoMore() throws Exception {
        SyntheticInstance result = suppress("threshold_lung", TestRadiographs.chest(256, 256, false, TILTED));

        int inside = 0;
        for (boolean pixel : bone(result).region()) {
            inside += pixel ? 1 : 0;
        }
        // Straight lines over four pixels cross the threshold at the network's edge itself; the pixel at each corner
        // has only
        // 0.625 x 0.625 of lung.
        assertThat(inside).isEqualTo(128 * 128 - 4);
        assertThat(bone(result).region()[64 * 256 + 65]).isTrue();
        assertThat(bone(result).region()[63 * 256 + 65]).isFalse();
    }

    @Test
    void monochrome1IsTheSameImageUpsideDown() throws Exception {
        SyntheticInstance two = suppress("threshold_lung", TestRadiographs.chest(256, 256, false, TILTED));
        SyntheticInstance one = suppress(
                "threshold_lung",
                TestRadiographs.chest(256, 256, true, (row, column) -> 4095 - TILTED.applyAsInt(row, column)));

        assertThat(bone(one).region()).isEqualTo(bone(two).region());
        int darker = 0;
        for (int i = 0; i < one.stored().length; i++) {
            assertThat(4095 - one.stored()[i]).isCloseTo(two.stored()[i], within(1)); // halves round upwards in both
            darker += one.stored()[i] > one.sourceStored()[i] ? 1 : 0;
        }
        assertThat(darker).isGreaterThan(10_000);
    }

    @Test
    void aTallImageLiesInTheMiddleOfTheSquare() throws Exception {
        SyntheticInstance result = suppress("threshold_lung", TestRadiographs.chest(256, 192, false, TILTED));

        assertThat(bone(result).answer().image().rows()).isEqualTo(64);
        assertThat(bone(result).answer().image().columns()).isEqualTo(48);
        // The lung of the network's square, columns 16 to 47, lies in columns 8 to 39 of 48.
        assertThat(bone(result).region()[128 * 192 + 8 * 4]).isTrue();
        assertThat(bone(result).region()[128 * 192 + 8 * 4 - 1]).isFalse();
        assertThat(bone(result).region()[128 * 192 + 40 * 4 - 1]).isTrue();
        assertThat(bone(result).region()[128 * 192 + 40 * 4]).isFalse();
    }

    @Test
    void paddingStaysAndNoPixelBecomesPadding() throws Exception {
        DataSet dataSet = TestRadiographs.chest(
                        256, 256, false, (row, column) -> column < 100 ? 0 : 1 + (row * 7 + column * 13) % 200)
                .putIntegers(Tag.PIXEL_PADDING_VALUE, VR.US, 0);
        SyntheticInstance result = suppress("threshold_lung", dataSet);

        int atTheEdge = 0;
        for (int i = 0; i < result.stored().length; i++) {
            boolean padding = result.sourceStored()[i] == 0;
            assertThat(result.stored()[i] == 0).isEqualTo(padding);
            assertThat(bone(result).region()[i] && padding).isFalse();
            atTheEdge += result.stored()[i] == 1 ? 1 : 0;
        }
        assertThat(atTheEdge).isPositive();
        assertThat(bone(result).range().zero()).isGreaterThan(1);
        assertThat(bone(result).answer().image().at(32, 0)).isZero();
    }

    @Test
    void valuesStayWithinBitsStored() throws Exception {
        DataSet dataSet = TestRadiographs.chest(256, 256, true, (row, column) -> column % 64 < 2 ? 0 : 4095 - column);
        SyntheticInstance result = suppress("threshold_lung", dataSet);
        for (int value : result.stored()) {
            assertThat(value).isBetween(0, 4095);
        }
    }

    @Test
    void signedStoredValuesWork() throws Exception {
        DataSet dataSet = TestRadiographs.chest(256, 256, false, TILTED);
        dataSet.putIntegers(Tag.PIXEL_REPRESENTATION, 1);
        TestRadiographs.withPixels(dataSet, (row, column) -> TILTED.applyAsInt(row, column) - 2048);
        SyntheticInstance unsigned = suppress("threshold_lung", TestRadiographs.chest(256, 256, false, TILTED));

        SyntheticInstance signed = suppress("threshold_lung", dataSet);

        for (int i = 0; i < signed.stored().length; i++) {
            assertThat(signed.stored()[i] + 2048).isCloseTo(unsigned.stored()[i], within(1));
        }
    }

    @Test
    void theSameImageGivesTheSameBits() throws Exception {
        DataSet dataSet = TestRadiographs.chest(256, 256, false, (row, column) -> (row * row + column * 31) % 4000);
        assertThat(suppress("threshold_lung", dataSet).stored())
                .isEqualTo(suppress("threshold_lung", dataSet).stored());
    }

    @Test
    void anAnswerThatIsNoNumberChangesNothingAndIsCounted() throws Exception {
        SyntheticInstance result = suppress("broken_lung", TestRadiographs.chest(256, 256, false, TILTED));
        assertThat(result.stored()).isEqualTo(result.sourceStored());
        assertThat(bone(result).answer().notFinite()).isEqualTo(64 * 64);
    }

    @Test
    void anImageWithoutContrastIsRefused() {
        assertThatThrownBy(() -> suppress("threshold_lung", TestRadiographs.chest(256, 256, false, (r, c) -> 17)))
                .isInstanceOf(SynthesisException.class)
                .hasMessageContaining("no contrast");
    }

    @Test
    void aModelOfAnotherShapeIsRefused() throws Exception {
        ModelPackage model = TestPackages.load(models, "add_and_subtract", TestPackages.ADD_AND_SUBTRACT);
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine(1);
                LoadedModel network = engine.load(model)) {
            SourceSeries series = TestRadiographs.series(TestRadiographs.chest(256, 256, false, TILTED));
            assertThatThrownBy(() -> new BoneSuppressor().synthesize(series, model, network))
                    .isInstanceOf(SynthesisException.class)
                    .hasMessageContaining("is not one for bone suppression");
        }
    }

    /** Away from the lung's edge, where the weight is 1, and from the image's, where resampling repeats the last pixel. */
    private static boolean deepInside(int row, int column, int rows, int columns) {
        int margin = 12;
        return row > rows / 4 + margin
                && row < 3 * rows / 4 - margin
                && column > columns / 4 + margin
                && column < 3 * columns / 4 - margin;
    }

    private SyntheticInstance suppress(String network, DataSet dataSet) throws Exception {
        return suppress(models, network, dataSet);
    }

    static BoneEvidence bone(SyntheticInstance instance) {
        return (BoneEvidence) instance.evidence();
    }

    static SyntheticInstance suppress(Path models, String network, DataSet dataSet) throws Exception {
        ModelPackage model = TestPackages.load(models, network, TestPackages.BONE_AND_LUNG);
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine(1);
                LoadedModel loaded = engine.load(model)) {
            SyntheticSeries series = new BoneSuppressor().synthesize(TestRadiographs.series(dataSet), model, loaded);
            assertThat(series.instances()).hasSize(1);
            return series.instances().get(0);
        } catch (InferenceException e) {
            throw new AssertionError(e);
        }
    }
}
