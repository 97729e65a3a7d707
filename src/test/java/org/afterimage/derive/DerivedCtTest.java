package org.afterimage.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.model.ModelPackage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CT slices as another kernel would have made them. */
class DerivedCtTest {

    @TempDir
    Path models;

    private ModelPackage model;

    @BeforeEach
    void loadModel() {
        model = TestVolumes.kernelModel(models);
    }

    @Test
    void theObjectSaysWhatItIs() {
        DataSet derived = derive(TestVolumes.ct(1));

        assertThat(derived.string(Tag.SOP_CLASS_UID)).contains(SopClass.CT_IMAGE);
        assertThat(derived.strings(Tag.IMAGE_TYPE)).containsExactly("DERIVED", "SECONDARY", "AXIAL");
        assertThat(derived.string(Tag.SYNTHETIC_DATA)).contains("YES");
        assertThat(derived.string(Tag.CONTENT_QUALIFICATION)).contains("RESEARCH");
        assertThat(derived.string(Tag.SERIES_DESCRIPTION)).contains("AI Smooth kernel 1.2.3 | Thorax 5 mm B60");
        assertThat(derived.integer(Tag.SERIES_NUMBER)).hasValue(303);
        DataSet code = derived.item(Tag.DERIVATION_CODE_SEQUENCE).orElseThrow();
        assertThat(code.string(Tag.CODE_VALUE)).contains("KERNELTOSMOOTH");
        assertThat(code.string(Tag.CODING_SCHEME_DESIGNATOR)).contains("99AFTERIMAGE");
    }

    @Test
    void theKernelStaysAsAcquiredAndTheTargetIsNamedInTheDescription() {
        DataSet derived = derive(TestVolumes.ct(1));
        assertThat(derived.string(Tag.CONVOLUTION_KERNEL)).contains("B60");
        assertThat(derived.string(Tag.DERIVATION_DESCRIPTION))
                .contains("Synthesised by AI from an acquired image; not acquired. CT kernel harmonisation by a linear"
                        + " filter. Model test-model, version 1.2.3, sha256 " + model.sha256() + ". "
                        + TestVolumes.KERNEL_WORDS);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                Tag.PATIENT_NAME,
                Tag.STUDY_INSTANCE_UID,
                Tag.FRAME_OF_REFERENCE_UID,
                Tag.POSITION_REFERENCE_INDICATOR,
                Tag.IMAGE_ORIENTATION_PATIENT,
                Tag.IMAGE_POSITION_PATIENT,
                Tag.PIXEL_SPACING,
                Tag.SLICE_THICKNESS,
                Tag.SPACING_BETWEEN_SLICES,
                Tag.SLICE_LOCATION,
                Tag.INSTANCE_NUMBER,
                Tag.PATIENT_POSITION,
                Tag.BODY_PART_EXAMINED,
                Tag.ACQUISITION_DATE,
                Tag.ACQUISITION_TIME,
                Tag.ACQUISITION_NUMBER,
                Tag.KVP,
                Tag.SCAN_OPTIONS,
                Tag.PROTOCOL_NAME,
                Tag.CONTRAST_BOLUS_AGENT,
                Tag.RESCALE_INTERCEPT,
                Tag.RESCALE_SLOPE,
                Tag.RESCALE_TYPE,
                Tag.WINDOW_CENTER,
                Tag.WINDOW_WIDTH,
                Tag.BITS_STORED,
                Tag.PIXEL_REPRESENTATION,
                Tag.PIXEL_PADDING_VALUE
            })
    void placeAcquisitionAndUnitsAreTheSourcesByteForByte(int tag) {
        DataSet source = TestVolumes.ct(2);
        assertThat(derive(source).get(tag)).isPresent().isEqualTo(source.get(tag));
    }

    @Test
    void pixelsAreTheSyntheticOnesAndSignedPaddingIsPutBack() {
        byte[] pixels =
                ((Element.Value) derive(TestVolumes.ct(1)).get(Tag.PIXEL_DATA).orElseThrow()).bytes();
        assertThat(new int[] {pixels[0] & 0xFF, pixels[1]}).containsExactly(-2000 & 0xFF, -2000 >> 8);
        assertThat((pixels[8] & 0xFF) | pixels[9] << 8).isEqualTo(1009); // 1010 of the source less 1
    }

    @Test
    void anAbsentRescaleTypeMeansHounsfieldUnits() {
        assertThat(derive(TestVolumes.ct(1).remove(Tag.RESCALE_TYPE)).string(Tag.RESCALE_TYPE))
                .contains("HU");
    }

    @Test
    void whatACarelessScannerLeavesOutIsThereAndEmpty() {
        DataSet derived = derive(
                TestVolumes.ct(1).remove(Tag.KVP).remove(Tag.ACQUISITION_NUMBER).remove(Tag.PATIENT_POSITION));
        for (int tag : new int[] {Tag.KVP, Tag.ACQUISITION_NUMBER, Tag.PATIENT_POSITION}) {
            assertThat(derived.contains(tag)).as(Tag.toString(tag)).isTrue();
            assertThat(derived.string(tag)).as(Tag.toString(tag)).isEmpty();
        }
    }

    @Test
    void nothingIsDerivedFromALocalizer() {
        DataSet source = TestVolumes.ct(1).putString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "LOCALIZER");
        assertThatThrownBy(() -> derive(source))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("localizer");
    }

    @Test
    void eachSliceRefersToItsOwnSource() {
        DerivedSeries series = TestVolumes.derive(
                model, TestVolumes.kernel(TestVolumes.series(TestVolumes.ct(1), TestVolumes.ct(2), TestVolumes.ct(3))));
        assertThat(series.instances()).hasSize(3);
        for (DerivedInstance instance : series.instances()) {
            DataSet source = instance.source().object().dataSet();
            List<DataSet> references = instance.dataSet().items(Tag.SOURCE_IMAGE_SEQUENCE);
            assertThat(references).hasSize(1);
            assertThat(references.get(0).string(Tag.REFERENCED_SOP_INSTANCE_UID))
                    .isEqualTo(source.string(Tag.SOP_INSTANCE_UID));
            assertThat(references.get(0).string(Tag.SPATIAL_LOCATIONS_PRESERVED))
                    .contains("YES");
            assertThat(instance.dataSet().integer(Tag.INSTANCE_NUMBER)).isEqualTo(source.integer(Tag.INSTANCE_NUMBER));
        }
    }

    @Test
    void aSliceThatArrivesLateJoinsTheSeries() {
        DerivedSeries early =
                TestVolumes.derive(model, TestVolumes.kernel(TestVolumes.series(TestVolumes.ct(1), TestVolumes.ct(2))));
        DerivedSeries complete = TestVolumes.derive(
                model, TestVolumes.kernel(TestVolumes.series(TestVolumes.ct(1), TestVolumes.ct(2), TestVolumes.ct(3))));
        assertThat(complete.seriesInstanceUid()).isEqualTo(early.seriesInstanceUid());
        assertThat(complete.instances().get(1).sopInstanceUid())
                .isEqualTo(early.instances().get(1).sopInstanceUid());
    }

    private DataSet derive(DataSet source) {
        return TestVolumes.derive(model, TestVolumes.kernel(TestVolumes.series(source)))
                .instances()
                .get(0)
                .dataSet();
    }
}
