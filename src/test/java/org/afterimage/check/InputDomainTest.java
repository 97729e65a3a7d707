package org.afterimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.model.ModelManifest;
import org.afterimage.model.TestPackages;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.synthesize.TestRadiographs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputDomainTest {

    @TempDir
    Path models;

    private ModelManifest manifest;

    @BeforeEach
    void loadManifest() {
        manifest = TestPackages.load(models, "threshold_lung", TestPackages.BONE_AND_LUNG)
                .manifest();
    }

    @Test
    void anAdultsFrontalChestIsInside() {
        assertThat(check(dataSet -> {})).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "chest-dx/001.dcm, ''",
        "chest-cr/001.dcm, ''",
        "refused/for-processing/001.dcm, FOR_PROCESSING",
        "refused/lateral/001.dcm, VIEW",
        "refused/hand/001.dcm, BODY_PART",
        "head-mr/t1/001.dcm, MODALITY SOP_CLASS",
    })
    void theFixturesAreInsideOrOutsideAsTheirNamesSay(String file, String codes) throws Exception {
        Path path = Path.of("test-fixtures", file);
        SourceSeries series = new SourceSeries(
                "study", "series", List.of(new SourceInstance(path, Part10.read(path, Limits.defaults()))));

        List<DomainViolation> violations = InputDomain.check(series, manifest);

        assertThat(String.join(
                        " ", violations.stream().map(DomainViolation::code).toList()))
                .isEqualTo(codes);
    }

    @Test
    void aHandIsSkippedInAnAdministratorsWords() {
        assertThat(check(dataSet -> dataSet.putString(Tag.BODY_PART_EXAMINED, "HAND")))
                .containsExactly(new DomainViolation(
                        InputDomain.BODY_PART,
                        "Body Part Examined is HAND; the model test-model 1.2.3 accepts CHEST, THORAX, LUNG."));
    }

    @Test
    void theRegionsCodeSpeaksWhereTheBodyPartIsAbsent() {
        assertThat(check(dataSet -> dataSet.remove(Tag.BODY_PART_EXAMINED)
                        .putItems(Tag.ANATOMIC_REGION_SEQUENCE, code("51185008", "SCT", "Thorax"))))
                .isEmpty();
        assertThat(codes(check(dataSet -> dataSet.remove(Tag.BODY_PART_EXAMINED)
                        .putItems(Tag.ANATOMIC_REGION_SEQUENCE, code("85562004", "SCT", "Hand")))))
                .containsExactly(InputDomain.BODY_PART);
        assertThat(check(dataSet -> dataSet.putEmpty(Tag.BODY_PART_EXAMINED)))
                .singleElement()
                .satisfies(violation -> assertThat(violation.sentence()).startsWith("Neither Body Part Examined"));
    }

    @Test
    void theViewsCodeSpeaksWhereTheViewPositionIsAbsent() {
        assertThat(check(dataSet -> dataSet.putEmpty(Tag.VIEW_POSITION)
                        .putItems(Tag.VIEW_CODE_SEQUENCE, code("272479007", "SCT", "postero-anterior"))))
                .isEmpty();
        assertThat(check(dataSet -> dataSet.putEmpty(Tag.VIEW_POSITION)
                        .putItems(Tag.VIEW_CODE_SEQUENCE, code("R-10206", "SRT", "antero-posterior"))))
                .isEmpty();
        assertThat(check(dataSet -> dataSet.putEmpty(Tag.VIEW_POSITION)
                        .putItems(Tag.VIEW_CODE_SEQUENCE, code("399173006", "SCT", "left lateral"))))
                .containsExactly(new DomainViolation(
                        InputDomain.VIEW, "The view is LL; the model test-model 1.2.3 accepts PA, AP."));
    }

    @Test
    void aRadiographThatDoesNotSayItsViewIsSkipped() {
        assertThat(check(dataSet -> dataSet.remove(Tag.VIEW_POSITION)))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.code()).isEqualTo(InputDomain.VIEW);
                    assertThat(violation.sentence())
                            .startsWith("Neither View Position (0018,5101) nor View Code Sequence (0054,0220) says");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "016Y, '', '', true",
        "015Y, '', '', false",
        "200M, '', '', true", // 16 years and 8 months
        "191M, '', '', false",
        "003W, '', '', false",
        "012D, '', '', false",
        "'', 20100316, 20260316, true", // the sixteenth birthday
        "'', 20100317, 20260316, false",
        "'', '', 20260316, false", // not stated
        "'', 20270101, 20260316, false", // born after the image
        "XXXY, 19680502, 20260316, true", // unreadable age, readable dates
    })
    void childrenAreOutside(String age, String birth, String study, boolean inside) {
        List<DomainViolation> violations = check(dataSet -> {
            dataSet.putEmpty(Tag.PATIENT_AGE).putEmpty(Tag.PATIENT_BIRTH_DATE).putEmpty(Tag.STUDY_DATE);
            if (!age.isEmpty()) {
                dataSet.putBytes(Tag.PATIENT_AGE, VR.AS, age.getBytes(StandardCharsets.US_ASCII));
            }
            if (!birth.isEmpty()) {
                dataSet.putString(Tag.PATIENT_BIRTH_DATE, birth);
            }
            if (!study.isEmpty()) {
                dataSet.putString(Tag.STUDY_DATE, study);
            }
        });
        assertThat(codes(violations)).isEqualTo(inside ? List.of() : List.of(InputDomain.AGE));
        assertThat(violations)
                .noneMatch(violation -> !birth.isEmpty() && violation.sentence().contains(birth));
    }

    @Test
    void aSmallImageIsOutside() {
        DataSet small = TestRadiographs.chest(80, 63, false, (row, column) -> row + column);
        assertThat(InputDomain.check(TestRadiographs.series(small), manifest))
                .containsExactly(new DomainViolation(
                        InputDomain.MATRIX,
                        "The image has 80 rows and 63 columns; the model test-model 1.2.3 needs at least 64 of both."));
    }

    @Test
    void rawImagesAreOutsideByClassOrByIntent() {
        assertThat(codes(check(dataSet -> dataSet.putString(Tag.MODALITY, "DX")
                        .putString(Tag.SOP_CLASS_UID, SopClass.DX_IMAGE_FOR_PROCESSING))))
                .containsExactly(InputDomain.FOR_PROCESSING);
        assertThat(codes(check(dataSet -> dataSet.putString(Tag.PRESENTATION_INTENT_TYPE, "FOR PROCESSING"))))
                .containsExactly(InputDomain.FOR_PROCESSING);
    }

    @Test
    void anotherModalityAndClassAreNamed() {
        assertThat(check(dataSet ->
                        dataSet.putString(Tag.MODALITY, "CT").putString(Tag.SOP_CLASS_UID, SopClass.CT_IMAGE)))
                .extracting(DomainViolation::sentence)
                .containsExactly(
                        "The modality is CT; the model test-model 1.2.3 accepts CR, DX.",
                        "The SOP class is CT Image Storage; the model test-model 1.2.3 accepts Computed Radiography Image"
                                + " Storage, Digital X-Ray Image Storage - For Presentation.");
    }

    @Test
    void syntheticImagesAreNeverProcessedAgain() {
        assertThat(codes(check(dataSet -> dataSet.putString(Tag.SYNTHETIC_DATA, "YES"))))
                .containsExactly(InputDomain.OWN_OUTPUT);
        assertThat(check(dataSet -> dataSet.putString(Tag.SYNTHETIC_DATA, "NO")))
                .isEmpty();
        // An archive that does not know Synthetic Data (0008,001C) may have dropped it.
        assertThat(codes(check(dataSet -> dataSet.putItems(
                        Tag.DERIVATION_CODE_SEQUENCE, code("BONESUPPRESSION", "99AFTERIMAGE", "Bone suppression")))))
                .containsExactly(InputDomain.OWN_OUTPUT);
    }

    @Test
    void pixelDataShorterThanTheHeaderSaysAreOutside() {
        assertThat(check(dataSet -> {
                    byte[] bytes = ((Element.Value) dataSet.get(Tag.PIXEL_DATA).orElseThrow()).bytes();
                    dataSet.putBytes(Tag.PIXEL_DATA, VR.OW, Arrays.copyOf(bytes, bytes.length - 2));
                }))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.code()).isEqualTo(InputDomain.PIXEL_DATA);
                    assertThat(violation.sentence()).contains("8190").contains("8192");
                });
        assertThat(codes(check(dataSet -> dataSet.remove(Tag.PIXEL_DATA)))).containsExactly(InputDomain.PIXEL_DATA);
    }

    @Test
    void aTransferSyntaxThatTheNodeCannotDecodeIsNamed() {
        DataSet dataSet = TestRadiographs.chest(64, 64, false, (row, column) -> row + column);
        dataSet.put(new Element.Fragments(Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], new byte[100])));
        TransferSyntax mpeg2 = TransferSyntax.of("1.2.840.10008.1.2.4.100").orElseThrow();
        SourceInstance instance =
                new SourceInstance(Path.of("mpeg.dcm"), new DicomObject(new DataSet(), mpeg2, dataSet));
        assertThat(InputDomain.check(instance, manifest)).singleElement().satisfies(violation -> {
            assertThat(violation.code()).isEqualTo(InputDomain.TRANSFER_SYNTAX);
            assertThat(violation.sentence()).contains(mpeg2.uid());
        });
    }

    @Test
    void severalFramesAreOutside() {
        assertThat(codes(check(dataSet -> dataSet.putIntegers(Tag.NUMBER_OF_FRAMES, 2))))
                .containsExactly(InputDomain.PIXEL_FORMAT);
    }

    @Test
    void ofAFrontalAndALateralViewInOneSeriesTheFrontalIsUsed() {
        DataSet frontal = TestRadiographs.chest(64, 64, false, (row, column) -> row + column);
        DataSet lateral = TestRadiographs.chest(64, 64, false, (row, column) -> row + column)
                .putString(Tag.SOP_INSTANCE_UID, "2.25.1004")
                .putString(Tag.VIEW_POSITION, "LL");

        DomainDecision decision = InputDomain.decide(TestRadiographs.series(frontal, lateral), manifest);

        assertThat(decision.acceptsAny()).isTrue();
        assertThat(decision.accepted().get(0).instances())
                .extracting(SourceInstance::sopInstanceUid)
                .containsExactly("2.25.1003");
        assertThat(decision.skipped()).containsOnlyKeys("2.25.1004");
        assertThat(codes(decision.reasons())).containsExactly(InputDomain.VIEW);
    }

    private List<DomainViolation> check(Consumer<DataSet> change) {
        DataSet dataSet = TestRadiographs.chest(64, 64, false, (row, column) -> 10 * row + column);
        change.accept(dataSet);
        return InputDomain.check(TestRadiographs.series(dataSet), manifest);
    }

    private static List<String> codes(List<DomainViolation> violations) {
        return violations.stream().map(DomainViolation::code).toList();
    }

    private static DataSet code(String value, String scheme, String meaning) {
        return new DataSet()
                .putString(Tag.CODE_VALUE, value)
                .putString(Tag.CODING_SCHEME_DESIGNATOR, scheme)
                .putString(Tag.CODE_MEANING, meaning);
    }
}
