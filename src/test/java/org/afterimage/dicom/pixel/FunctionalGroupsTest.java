package org.afterimage.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.testing.Python;
import org.afterimage.testing.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionalGroupsTest {

    @TempDir
    Path folder;

    static Stream<Supplier<DataSet>> enhancedImages() {
        return Stream.of(EnhancedImages::ct, EnhancedImages::mr, EnhancedImages::legacyCt);
    }

    @ParameterizedTest
    @MethodSource("enhancedImages")
    void theImagesOfTheseTestsAreWhatTheStandardAsksFor(Supplier<DataSet> image) throws IOException {
        Path file = folder.resolve("enhanced.dcm");
        Part10.write(file, image.get(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);

        assertThat(Validator.errors(file)).isEmpty();
    }

    @Test
    void whatAllFramesShareIsReadInEveryFrame() throws IOException {
        FunctionalGroups groups = FunctionalGroups.of(EnhancedImages.ct());

        assertThat(groups.frames()).isEqualTo(EnhancedImages.FRAMES);
        for (int i = 0; i < groups.frames(); i++) {
            FrameAttributes frame = groups.frame(i);
            assertThat(frame.pixelSpacing()).contains(new PixelSpacing(0.5, 0.75));
            assertThat(frame.sliceThickness()).hasValue(3);
            assertThat(frame.spacingBetweenSlices()).hasValue(2.5);
            assertThat(frame.orientation().orElseThrow().normal()).isEqualTo(new PatientVector(0, 0, 1));
            assertThat(frame.frameType()).containsExactly("DERIVED", "PRIMARY", "AXIAL", "NONE");
            assertThat(ModalityTransform.of(frame.pixelValueTransformation())).isEqualTo(new Rescale(1, -1024));
            assertThat(VoiTransform.of(frame.voiLut())).contains(new Window(40, 400));
        }
    }

    @Test
    void whatBelongsToOneFrameIsReadInThatFrame() throws IOException {
        FunctionalGroups groups = FunctionalGroups.of(EnhancedImages.ct());

        FrameAttributes fifth = groups.frame(4);
        assertThat(fifth.position()).contains(new PatientVector(-10, -20, 2.5));
        assertThat(fifth.dimensionIndexValues()).containsExactly(1, 2, 2);
        assertThat(fifth.stackId()).contains("1");
        assertThat(fifth.inStackPosition()).hasValue(2);
        assertThat(fifth.temporalPosition()).hasValue(2);
        assertThat(fifth.referenceDateTime()).contains("20260102030405");
        assertThat(fifth.acquisitionDateTime()).contains("20260102030404");
        assertThat(fifth.acquisitionDuration()).hasValue(12.5);
        assertThat(fifth.ct().tubeCurrent()).hasValue(204);
        assertThat(fifth.ct().exposureTime()).hasValue(500);
        assertThat(fifth.ct().exposure()).hasValue(100);
        assertThat(fifth.ct().ctdiVol()).isEmpty();
        assertThat(groups.frame(0).position()).contains(new PatientVector(-10, -20, 5));
        assertThat(groups.dimensions())
                .containsExactly(Tag.STACK_ID, Tag.TEMPORAL_POSITION_INDEX, Tag.IN_STACK_POSITION_NUMBER);
    }

    @Test
    void theMacrosOfMrAreReadPerFrameAlsoPrivateOnes() throws IOException {
        FunctionalGroups groups = FunctionalGroups.of(EnhancedImages.mr());

        for (int i = 0; i < groups.frames(); i++) {
            FrameAttributes frame = groups.frame(i);
            assertThat(frame.mr().echoTime()).hasValue(10.5 + i);
            assertThat(frame.mr().complexImageComponent()).contains("MAGNITUDE");
            assertThat(frame.mr().acquisitionContrast()).contains("T1");
            assertThat(frame.mr().repetitionTime()).isEmpty();
            assertThat(VoiTransform.of(frame.voiLut())).contains(new Window(100 + i, 200));
            DataSet own = frame.privateGroup(EnhancedImages.PRIVATE_GROUP, EnhancedImages.PRIVATE_CREATOR, 0x0F)
                    .orElseThrow();
            assertThat(own.decimal(Tag.of(EnhancedImages.PRIVATE_GROUP, 0x1001)))
                    .hasValue(i);
            assertThat(frame.privateGroup(EnhancedImages.PRIVATE_GROUP, "SOMEBODY ELSE", 0x0F))
                    .isEmpty();
        }
    }

    @Test
    void timingOfMrIsReadFromItsMacros() throws IOException {
        DataSet image = EnhancedImages.mr();
        image.item(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE)
                .orElseThrow()
                .putItems(
                        Tag.MR_TIMING_AND_RELATED_PARAMETERS_SEQUENCE,
                        new DataSet()
                                .putDecimals(Tag.REPETITION_TIME, 2000)
                                .putDecimals(Tag.FLIP_ANGLE, 90)
                                .putString(Tag.ECHO_TRAIN_LENGTH, "16"))
                .putItems(Tag.MR_DIFFUSION_SEQUENCE, new DataSet().putDecimals(Tag.DIFFUSION_B_VALUE, 800));
        MrFrameAttributes mr = FunctionalGroups.of(image).frame(3).mr();

        assertThat(mr.repetitionTime()).hasValue(2000);
        assertThat(mr.flipAngle()).hasValue(90);
        assertThat(mr.echoTrainLength()).hasValue(16);
        assertThat(mr.diffusionBValue()).hasValue(800);
    }

    @Test
    void attributesThatAConversionCouldNotAssignAreFound() throws IOException {
        FunctionalGroups groups = FunctionalGroups.of(EnhancedImages.legacyCt());

        for (int i = 0; i < groups.frames(); i++) {
            CtFrameAttributes ct = groups.frame(i).ct();
            assertThat(ct.peakVoltage()).hasValue(120);
            assertThat(ct.convolutionKernel()).contains("B30f");
            assertThat(ct.tubeCurrent()).hasValue(300 + i);
            assertThat(groups.frame(i)
                            .string(Tag.CONVERSION_SOURCE_ATTRIBUTES_SEQUENCE, Tag.REFERENCED_SOP_INSTANCE_UID))
                    .contains("2.25.8" + i);
        }
    }

    @Test
    void anImageWithoutFunctionalGroupsHasItsAttributesInEveryFrame() throws IOException {
        DataSet image = Images.of(2, 2, 16, 16, true)
                .putString(Tag.NUMBER_OF_FRAMES, "2")
                .putString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "AXIAL")
                .putDecimals(Tag.PIXEL_SPACING, 1, 2)
                .putDecimals(Tag.IMAGE_POSITION_PATIENT, 1, 2, 3)
                .putDecimals(Tag.RESCALE_SLOPE, 3)
                .putDecimals(Tag.RESCALE_INTERCEPT, 4)
                .putDecimals(Tag.WINDOW_CENTER, 5)
                .putDecimals(Tag.WINDOW_WIDTH, 6)
                .putDecimals(Tag.ECHO_TIME, 7)
                .putString(Tag.EXPOSURE_IN_UAS, "2500");
        FrameAttributes second = FunctionalGroups.of(image).frame(1);

        assertThat(second.pixelSpacing()).contains(new PixelSpacing(1, 2));
        assertThat(second.position()).contains(new PatientVector(1, 2, 3));
        assertThat(second.orientation()).isEmpty();
        assertThat(second.frameType()).containsExactly("ORIGINAL", "PRIMARY", "AXIAL");
        assertThat(ModalityTransform.of(second.pixelValueTransformation())).isEqualTo(new Rescale(3, 4));
        assertThat(VoiTransform.of(second.voiLut())).contains(new Window(5, 6));
        assertThat(second.mr().echoTime()).hasValue(7);
        assertThat(second.ct().exposure()).hasValue(2.5);
        assertThat(second.groups(Tag.PIXEL_MEASURES_SEQUENCE)).isEmpty();
    }

    @Test
    void theFramesOwnGroupHoldsBeforeTheSharedOneAndAnEmptyOneHoldsNothing() throws IOException {
        DataSet image = EnhancedImages.ct();
        List<DataSet> own = image.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
        own.get(1)
                .putItems(
                        Tag.FRAME_VOI_LUT_SEQUENCE,
                        new DataSet().putDecimals(Tag.WINDOW_CENTER, -600).putDecimals(Tag.WINDOW_WIDTH, 1500));
        own.get(2).putItems(Tag.FRAME_VOI_LUT_SEQUENCE);
        FunctionalGroups groups = FunctionalGroups.of(image);

        assertThat(VoiTransform.of(groups.frame(0).voiLut())).contains(new Window(40, 400));
        assertThat(VoiTransform.of(groups.frame(1).voiLut())).contains(new Window(-600, 1500));
        assertThat(VoiTransform.of(groups.frame(2).voiLut())).contains(new Window(40, 400));
    }

    @Test
    void aNumberOfItemsThatIsNotTheNumberOfFramesIsRefused() {
        DataSet image = EnhancedImages.ct().putString(Tag.NUMBER_OF_FRAMES, "7");

        assertThatThrownBy(() -> FunctionalGroups.of(image))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContainingAll("(5200,9230)", "6 items for 7 frames");
        assertThatThrownBy(() -> FunctionalGroups.of(EnhancedImages.ct().putString(Tag.NUMBER_OF_FRAMES, "0")))
                .isInstanceOf(DicomFormatException.class);
        assertThatThrownBy(() ->
                        FunctionalGroups.of(EnhancedImages.ct().putItems(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE)))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("0 items for 6 frames");
    }

    @Test
    void severalSharedItemsAreRefused() {
        DataSet image =
                EnhancedImages.ct().putItems(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, new DataSet(), new DataSet());

        assertThatThrownBy(() -> FunctionalGroups.of(image))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("2 items");
    }

    @Test
    void groupsThatAreAllSharedNeedNoPerFrameSequence() throws IOException {
        DataSet image = EnhancedImages.ct().remove(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);

        assertThat(FunctionalGroups.of(image).frame(5).sliceThickness()).hasValue(3);
    }

    @Test
    void thereAreNoFramesBeforeTheFirstAndBehindTheLast() throws IOException {
        FunctionalGroups groups = FunctionalGroups.of(EnhancedImages.ct());

        assertThatThrownBy(() -> groups.frame(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> groups.frame(6)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void malformedGeometryIsAnsweredLikeNone() throws IOException {
        DataSet image = EnhancedImages.ct();
        DataSet shared = image.item(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE).orElseThrow();
        shared.putItems(Tag.PIXEL_MEASURES_SEQUENCE, new DataSet().putDecimals(Tag.PIXEL_SPACING, 0, 1))
                .putItems(
                        Tag.PLANE_ORIENTATION_SEQUENCE,
                        new DataSet().putDecimals(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0))
                .putBytes(Tag.FRAME_VOI_LUT_SEQUENCE, VR.UN, new byte[] {1, 2});
        FrameAttributes frame = FunctionalGroups.of(image).frame(0);

        assertThat(frame.pixelSpacing()).isEmpty();
        assertThat(frame.orientation()).isEmpty();
        assertThat(frame.group(Tag.FRAME_VOI_LUT_SEQUENCE)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("enhancedImages")
    void anotherReaderFindsTheSamePerFrame(Supplier<DataSet> image) throws IOException, InterruptedException {
        Path file = folder.resolve("enhanced.dcm");
        Part10.write(file, image.get(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        FunctionalGroups groups =
                FunctionalGroups.of(Part10.readHeader(file, Limits.defaults()).dataSet());
        StringBuilder ours = new StringBuilder();
        for (int i = 0; i < groups.frames(); i++) {
            FrameAttributes frame = groups.frame(i);
            PatientVector place = frame.position().orElseThrow();
            ours.append(String.format(
                    Locale.ROOT,
                    "%.3f %.3f %.3f %.3f %d %d%n",
                    frame.pixelSpacing().orElseThrow().row(),
                    place.x(),
                    place.y(),
                    place.z(),
                    frame.inStackPosition().orElseThrow(),
                    frame.temporalPosition().orElseThrow()));
        }

        String dump = Python.run(List.of("pydicom"), """
                import sys, pydicom
                image = pydicom.dcmread(sys.argv[1])
                shared = image.SharedFunctionalGroupsSequence[0]
                for frame in image.PerFrameFunctionalGroupsSequence:
                    content = frame.FrameContentSequence[0]
                    place = frame.PlanePositionSequence[0].ImagePositionPatient
                    print('%.3f %.3f %.3f %.3f %d %d' % (shared.PixelMeasuresSequence[0].PixelSpacing[0],
                        *place, content.InStackPositionNumber, content.TemporalPositionIndex))
                """, file.toString());
        assertThat(dump.strip().lines())
                .containsExactlyElementsOf(ours.toString().strip().lines().toList());
    }
}
