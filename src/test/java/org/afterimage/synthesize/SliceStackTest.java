package org.afterimage.synthesize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.afterimage.dicom.data.Tag;
import org.afterimage.synthesize.TestSlices.Protocol;
import org.junit.jupiter.api.Test;

class SliceStackTest {

    @Test
    void slicesAreSortedFromFeetToHeadWhateverTheirOrderAndNumbers() throws Exception {
        List<SourceInstance> shuffled = new ArrayList<>(series(6).instances());
        Collections.shuffle(shuffled, new Random(7));
        SliceStack stack = SliceStack.of(new SourceSeries("1.2", "1.3", shuffled));
        assertThat(stack.series().instances())
                .isEqualTo(series(6).instances().stream()
                        .map(instance -> shuffled.stream()
                                .filter(other -> other.sopInstanceUid().equals(instance.sopInstanceUid()))
                                .findFirst()
                                .orElseThrow())
                        .toList());
        assertThat(stack.distances())
                .hasSize(5)
                .allSatisfy(distance -> assertThat(distance).isCloseTo(6, within(1e-9)));
    }

    @Test
    void aNormalThatPointsToTheFeetDoesNotTurnTheStackOver() throws Exception {
        SourceSeries mirrored = series(3);
        mirrored.instances()
                .forEach(slice ->
                        slice.object().dataSet().putDecimals(Tag.IMAGE_ORIENTATION_PATIENT, -1, 0, 0, 0, 1, 0));
        assertThat(SliceStack.of(mirrored).series().instances())
                .extracting(SourceInstance::sopInstanceUid)
                .containsExactly("2.25.11.1", "2.25.11.2", "2.25.11.3");
    }

    @Test
    void slicesOfTwoDirectionsAreNoStack() {
        SourceSeries mixed = series(3);
        mixed.instances().get(1).object().dataSet().putDecimals(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, 0, -1);
        assertThatThrownBy(() -> SliceStack.of(mixed))
                .isInstanceOf(SynthesisException.class)
                .hasMessageContaining("orientation");
    }

    @Test
    void aSliceWithoutAPlaceIsNamed() {
        SourceSeries lost = series(3);
        lost.instances().get(2).object().dataSet().remove(Tag.IMAGE_POSITION_PATIENT);
        assertThatThrownBy(() -> SliceStack.of(lost))
                .isInstanceOf(SynthesisException.class)
                .hasMessageContaining("Image Position (0020,0032)");
    }

    @Test
    void aTenthOfAPixelIsTheSameGridAndMoreIsNot() throws Exception {
        SliceStack stack = SliceStack.of(series(3));
        assertThat(SliceStack.of(moved(0.07)).isOnGridOf(stack, 0.1)).isTrue();
        assertThat(SliceStack.of(moved(0.09)).isOnGridOf(stack, 0.1)).isFalse();
        assertThat(SliceStack.of(series(4)).isOnGridOf(stack, 0.1)).isFalse();
    }

    @Test
    void whatLiesOutsideAnotherStackIsCounted() throws Exception {
        SliceStack stack = SliceStack.of(series(4));
        assertThat(stack.shareOutside(SliceStack.of(series(4)))).isZero();
        assertThat(stack.shareOutside(SliceStack.of(series(3)))).isEqualTo(0.25);
        assertThat(SliceStack.of(moved(1.7)).shareOutside(stack)).isEqualTo(2.0 / 16); // two columns of 0.8 mm
    }

    private static SourceSeries series(int slices) {
        return TestSlices.mr(Protocol.T1, slices, 16, 16, (slice, row, column) -> row);
    }

    private static SourceSeries moved(double millimetres) {
        SourceSeries series = series(3);
        series.instances().forEach(slice -> {
            double[] position = slice.object().dataSet().decimals(Tag.IMAGE_POSITION_PATIENT);
            slice.object()
                    .dataSet()
                    .putDecimals(Tag.IMAGE_POSITION_PATIENT, position[0] + millimetres, position[1], position[2]);
        });
        return series;
    }
}
