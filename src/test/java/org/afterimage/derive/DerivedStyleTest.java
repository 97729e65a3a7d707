package org.afterimage.derive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.pixel.Window;
import org.afterimage.model.ModelPackage;
import org.afterimage.synthesize.PaddingRange;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.synthesize.SyntheticInstance;
import org.afterimage.synthesize.SyntheticSeries;
import org.afterimage.synthesize.TestRadiographs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A radiograph in another presentation: a role and a code of its own, and a window that fits the new greys. */
class DerivedStyleTest {

    @TempDir
    Path models;

    @Test
    void aStyleIsAnotherRoleThanBoneSuppressionOfTheSameSource() {
        DataSet source = TestDerivation.chest();
        DataSet styled = derive(source, List.of());
        DataSet suppressed = new TestDerivation(models).dataSet(source);

        assertThat(styled.string(Tag.SERIES_DESCRIPTION)).contains("AI radiograph style 1.2.3 | Thorax p.a.");
        assertThat(styled.integer(Tag.SERIES_NUMBER)).hasValue(302);
        assertThat(suppressed.integer(Tag.SERIES_NUMBER)).hasValue(301);
        assertThat(styled.item(Tag.DERIVATION_CODE_SEQUENCE).orElseThrow().string(Tag.CODE_VALUE))
                .contains("RADIOGRAPHSTYLE");
        assertThat(styled.strings(Tag.IMAGE_TYPE)).containsExactly("DERIVED", "SECONDARY");
        assertThat(styled.string(Tag.SERIES_INSTANCE_UID)).isNotEqualTo(suppressed.string(Tag.SERIES_INSTANCE_UID));
        assertThat(styled.string(Tag.SOP_INSTANCE_UID)).isNotEqualTo(suppressed.string(Tag.SOP_INSTANCE_UID));
    }

    @Test
    void windowsOfItsOwnReplaceAllThatTheSourceSaysOfItsDisplay() {
        DataSet source = windowed();
        DataSet styled =
                derive(source, List.of(new Window(2048, 4096, Window.Function.SIGMOID), new Window(1000, 500)));
        assertThat(styled.decimals(Tag.WINDOW_CENTER)).containsExactly(2048, 1000);
        assertThat(styled.decimals(Tag.WINDOW_WIDTH)).containsExactly(4096, 500);
        assertThat(styled.string(Tag.VOI_LUT_FUNCTION)).contains("SIGMOID");
        assertThat(styled.contains(Tag.WINDOW_CENTER_WIDTH_EXPLANATION)).isFalse();
        assertThat(styled.contains(Tag.VOI_LUT_SEQUENCE)).isFalse();
    }

    @Test
    void withoutWindowsOfItsOwnTheSourcesHold() {
        DataSet source = windowed();
        DataSet styled = derive(source, List.of());
        for (int tag : new int[] {
            Tag.WINDOW_CENTER, Tag.WINDOW_WIDTH, Tag.WINDOW_CENTER_WIDTH_EXPLANATION, Tag.VOI_LUT_SEQUENCE
        }) {
            assertThat(styled.get(tag)).isPresent().isEqualTo(source.get(tag));
        }
    }

    private static DataSet windowed() {
        return TestDerivation.chest()
                .putString(Tag.WINDOW_CENTER, "40")
                .putString(Tag.WINDOW_WIDTH, "400")
                .putString(Tag.WINDOW_CENTER_WIDTH_EXPLANATION, "Standard")
                .putItems(Tag.VOI_LUT_SEQUENCE, new DataSet().putIntegers(0x00283002, VR.US, 2, 0, 16));
    }

    private DataSet derive(DataSet dataSet, List<Window> windows) {
        ModelPackage model = TestVolumes.styleModel(models);
        SourceSeries source = TestRadiographs.series(dataSet);
        SyntheticInstance styled = new SyntheticInstance(
                source.instances(),
                TestVolumes.format(dataSet),
                new int[64],
                IntStream.range(0, 64).toArray(),
                PaddingRange.NONE,
                true,
                true,
                windows,
                TestVolumes.evidence(),
                TestVolumes.times());
        return TestVolumes.derive(model, new SyntheticSeries(source, "Test 1", List.of(styled)))
                .instances()
                .get(0)
                .dataSet();
    }
}
