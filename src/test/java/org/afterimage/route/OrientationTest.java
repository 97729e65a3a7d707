package org.afterimage.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientationTest {
    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, 0, 1, 0, AXIAL",
        "1, 0, 0, 0, 0.94, -0.34, AXIAL", // tilted by 20 degrees, as heads are
        "1, 0, 0, 0, 0, -1, CORONAL",
        "0, 1, 0, 0, 0, -1, SAGITTAL",
        "1, 0, 0, 0, 0.7071, -0.7071, OBLIQUE",
    })
    void theNearestPlaneGivesTheName(
            double rowX,
            double rowY,
            double rowZ,
            double columnX,
            double columnY,
            double columnZ,
            Orientation expected) {
        DataSet header =
                new DataSet().putDecimals(Tag.IMAGE_ORIENTATION_PATIENT, rowX, rowY, rowZ, columnX, columnY, columnZ);
        assertThat(Orientation.of(header)).contains(expected);
    }

    @Test
    void enhancedImagesSayItInTheirFunctionalGroups() {
        DataSet plane = new DataSet().putDecimals(Tag.IMAGE_ORIENTATION_PATIENT, 0, 1, 0, 0, 0, -1);
        DataSet header = new DataSet()
                .putString(Tag.NUMBER_OF_FRAMES, "2")
                .putItems(
                        Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE,
                        new DataSet().putItems(Tag.PLANE_ORIENTATION_SEQUENCE, plane));
        assertThat(Orientation.of(header)).contains(Orientation.SAGITTAL);
    }

    @Test
    void aRadiographHasNone() {
        assertThat(Orientation.of(new DataSet().putString(Tag.MODALITY, "DX"))).isEmpty();
    }
}
