package org.afterimage.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.junit.jupiter.api.Test;

class FrameVolumeTest {

    @Test
    void eachTemporalPositionIsAVolumeOrderedFromFootToHead() throws IOException {
        List<FrameVolume> volumes = FrameVolume.of(EnhancedImages.ct());

        assertThat(volumes)
                .containsExactly(
                        new FrameVolume("1", 1, List.of(2, 1, 0), List.of(0.0, 2.5, 5.0)),
                        new FrameVolume("1", 2, List.of(5, 4, 3), List.of(0.0, 2.5, 5.0)));
        assertThat(volumes.get(0).sliceDistance()).hasValue(EnhancedImages.SLICE_DISTANCE);
    }

    @Test
    void framesWithOtherPlanesAreAVolumeOfTheirOwn() throws IOException {
        DataSet image = EnhancedImages.ct();
        for (int frame : new int[] {0, 1}) {
            own(image, frame)
                    .putItems(
                            Tag.PLANE_ORIENTATION_SEQUENCE,
                            new DataSet().putDecimals(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, 0, -1));
        }

        // Both coronal frames have the same y, so that they are at one place.
        assertThat(FrameVolume.of(image).stream().map(FrameVolume::frames))
                .containsExactly(List.of(0), List.of(1), List.of(2), List.of(5, 4, 3));
    }

    @Test
    void planesThatDifferByRoundingAloneAreOneVolume() throws IOException {
        DataSet image = EnhancedImages.ct();
        own(image, 1)
                .putItems(
                        Tag.PLANE_ORIENTATION_SEQUENCE,
                        new DataSet().putDecimals(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0.00001, 0, 1, 0));

        assertThat(FrameVolume.of(image)).hasSize(2);
    }

    @Test
    void anyOtherDimensionSetsVolumesApart() throws IOException {
        DataSet image = EnhancedImages.mr()
                .putItems(
                        Tag.DIMENSION_INDEX_SEQUENCE,
                        new DataSet().putIntegers(Tag.DIMENSION_INDEX_POINTER, Tag.DIFFUSION_B_VALUE),
                        new DataSet().putIntegers(Tag.DIMENSION_INDEX_POINTER, Tag.IMAGE_POSITION_PATIENT));
        for (int frame = 0; frame < EnhancedImages.FRAMES; frame++) {
            content(image, frame)
                    .remove(Tag.TEMPORAL_POSITION_INDEX)
                    .putIntegers(Tag.DIMENSION_INDEX_VALUES, frame / 3 + 1, 3 - frame % 3);
        }

        assertThat(FrameVolume.of(image).stream().map(FrameVolume::frames))
                .containsExactly(List.of(2, 1, 0), List.of(5, 4, 3));
    }

    @Test
    void framesAtOnePlaceThatNothingTellsApartAreSharedOut() throws IOException {
        DataSet image = EnhancedImages.ct().remove(Tag.DIMENSION_INDEX_SEQUENCE);
        for (int frame = 0; frame < EnhancedImages.FRAMES; frame++) {
            content(image, frame).remove(Tag.TEMPORAL_POSITION_INDEX);
        }

        assertThat(FrameVolume.of(image).stream().map(FrameVolume::frames))
                .containsExactly(List.of(2, 1, 0), List.of(5, 4, 3));
    }

    @Test
    void withoutPositionsTheStackSaysTheOrderAndWithoutThatTheStorage() throws IOException {
        DataSet image = EnhancedImages.ct();
        for (int frame = 0; frame < EnhancedImages.FRAMES; frame++) {
            own(image, frame).remove(Tag.PLANE_POSITION_SEQUENCE);
        }
        assertThat(FrameVolume.of(image).get(0)).isEqualTo(new FrameVolume("1", 1, List.of(2, 1, 0), List.of()));
        assertThat(FrameVolume.of(image).get(0).sliceDistance()).isEmpty();

        DataSet plain = Images.of(2, 2, 8, 8, false).putString(Tag.NUMBER_OF_FRAMES, "3");
        assertThat(FrameVolume.of(plain)).containsExactly(new FrameVolume("", 0, List.of(0, 1, 2), List.of()));
    }

    @Test
    void aGapBetweenSlicesLeavesTheirDistanceOpen() {
        assertThat(new FrameVolume("", 0, List.of(0, 1, 2), List.of(0.0, 1.0, 2.1)).sliceDistance())
                .isEmpty();
        assertThat(new FrameVolume("", 0, List.of(0, 1, 2), List.of(0.0, 1.0, 2.005)).sliceDistance())
                .isPresent();
        assertThat(new FrameVolume("", 0, List.of(0), List.of(0.0)).sliceDistance())
                .isEmpty();
    }

    private static DataSet own(DataSet image, int frame) {
        return image.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE).get(frame);
    }

    private static DataSet content(DataSet image, int frame) {
        return own(image, frame).item(Tag.FRAME_CONTENT_SEQUENCE).orElseThrow();
    }
}
