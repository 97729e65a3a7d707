package org.afterimage.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.synthesize.TestRadiographs;
import org.junit.jupiter.api.Test;

/** Slices of a truth or a mask find their partners among those of the output. */
class ImageStackTest {

    @Test
    void slicesAreMatchedByTheirPlaceWhateverTheirOrderAndNumber() throws Exception {
        ImageStack output = stack("output", slice(1, 10, 100), slice(2, 15, 200));
        ImageStack truth = stack("truth", slice(1, 15.04, 7), slice(2, 10, 8), slice(3, 20, 9));
        assertThat(truth.alignedTo(output))
                .extracting(slice -> slice.plane().at(0, 0))
                .containsExactly(8f, 7f);
    }

    @Test
    void slicesWithoutAPlaceAreMatchedByInstanceNumber() throws Exception {
        ImageStack output = stack("output", slice(1, 10, 100), slice(2, 15, 200));
        ImageStack mask = stack("mask", unplaced(2, 5), unplaced(1, 4));
        assertThat(mask.alignedTo(output))
                .extracting(slice -> slice.plane().at(0, 0))
                .containsExactly(4f, 5f);
    }

    @Test
    void singleImagesBelongTogetherWithoutAnyPlace() throws Exception {
        assertThat(stack("truth", unplaced(7, 5)).alignedTo(stack("output", unplaced(1, 4))))
                .hasSize(1);
    }

    @Test
    void aSliceWithoutAPartnerIsAReasonToSkipTheCase() throws Exception {
        ImageStack output = stack("output", slice(1, 10, 100), slice(2, 15, 200));
        assertSkipped(
                stack("truth", slice(1, 10, 7), slice(2, 15.5, 8)), output, "The truth has no slice at the place");
        assertSkipped(
                stack("truth", slice(1, 10, 7), slice(2, 10, 7), slice(3, 15, 8)),
                output,
                "several slices at the place");
    }

    @Test
    void anotherMatrixIsAReasonToSkipTheCase() throws Exception {
        ImageStack output = stack("output", unplaced(1, 4));
        ImageStack truth = stack("truth", TestRadiographs.chest(8, 5, false, (row, column) -> 1));
        assertSkipped(truth, output, "The truth has 8 x 5 pixels, the output 4 x 4.");
    }

    @Test
    void valuesAreThoseBehindTheRescaleAndBrightMeansDense() throws Exception {
        DataSet ct = unplaced(1, 1064).putString(Tag.RESCALE_SLOPE, "2").putString(Tag.RESCALE_INTERCEPT, "-1024");
        assertThat(stack("truth", ct).slices().get(0).plane().at(0, 0)).isEqualTo(1104);
        DataSet inverse = TestRadiographs.chest(4, 4, true, (row, column) -> 30 + column);
        assertThat(stack("truth", inverse).slices().get(0).plane().data()).startsWith(-30f, -31f, -32f, -33f);
    }

    @Test
    void paddingIsNoImage() throws Exception {
        DataSet padded = TestRadiographs.chest(4, 4, false, (row, column) -> column == 0 ? 9 : 50)
                .putIntegers(Tag.PIXEL_PADDING_VALUE, VR.US, 9);
        assertThat(stack("truth", padded).slices().get(0).image()).startsWith(false, true, true, true);
    }

    private static void assertSkipped(ImageStack stack, ImageStack other, String reason) {
        assertThatExceptionOfType(CaseSkippedException.class)
                .isThrownBy(() -> stack.alignedTo(other))
                .withMessageContaining(reason);
    }

    private static ImageStack stack(String name, DataSet... dataSets) throws IOException {
        List<DicomObject> objects = List.of(dataSets).stream()
                .map(dataSet -> TestRadiographs.instance(dataSet).object())
                .toList();
        return ImageStack.of(name, objects);
    }

    private static DataSet slice(int number, double z, int value) {
        return unplaced(number, value)
                .putString(Tag.IMAGE_POSITION_PATIENT, "-10", "-20", Double.toString(z))
                .putString(Tag.IMAGE_ORIENTATION_PATIENT, "1", "0", "0", "0", "1", "0");
    }

    private static DataSet unplaced(int number, int value) {
        return TestRadiographs.chest(4, 4, false, (row, column) -> value).putIntegers(Tag.INSTANCE_NUMBER, number);
    }
}
