package org.afterimage.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import org.afterimage.check.InputDomain;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Dictionary;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.pixel.PixelReader;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.synthesize.TestRadiographs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a validator does not catch. */
class DerivedTagsTest {

    @TempDir
    Path models;

    private TestDerivation derivation;

    @BeforeEach
    void loadModel() {
        derivation = new TestDerivation(models);
    }

    @Test
    void theObjectSaysWhatItIs() {
        DataSet derived = derivation.dataSet(TestDerivation.chest());

        assertThat(derived.string(Tag.SOP_CLASS_UID)).contains(SopClass.CR_IMAGE);
        assertThat(derived.strings(Tag.IMAGE_TYPE)).containsExactly("DERIVED", "SECONDARY");
        assertThat(derived.string(Tag.SYNTHETIC_DATA)).contains("YES");
        assertThat(derived.string(Tag.CONTENT_QUALIFICATION)).contains("RESEARCH");
        assertThat(derived.string(Tag.IMAGE_COMMENTS))
                .contains("AI-SYNTHESISED. Not an acquired image. Review with source series.");
        assertThat(derived.string(Tag.DERIVATION_DESCRIPTION))
                .contains(
                        "Synthesised by AI from an acquired image; not acquired. Bone suppression by a neural network."
                                + " Model test-model, version 1.2.3, sha256 "
                                + derivation.model().sha256() + ".");
        assertThat(derived.string(Tag.SERIES_DESCRIPTION)).contains("AI bone suppression 1.2.3 | Thorax p.a.");
        assertThat(derived.integer(Tag.INSTANCE_NUMBER)).hasValue(7);
        assertThat(derived.string(Tag.MANUFACTURER)).contains("Afterimage");
        assertThat(derived.string(Tag.STATION_NAME)).contains("AFTERIMAGE");
    }

    @Test
    void theThirdValueOfADxImageTypeIsEmpty() {
        DataSet source = TestDerivation.chest()
                .putString(Tag.SOP_CLASS_UID, SopClass.DX_IMAGE_FOR_PRESENTATION)
                .putString(Tag.MODALITY, "DX");
        assertThat(derivation.dataSet(source).strings(Tag.IMAGE_TYPE)).containsExactly("DERIVED", "SECONDARY", "");
    }

    @Test
    void everyCodeHasTheMeaningThatTheStandardGivesIt() {
        DataSet derived = derivation.dataSet(TestDerivation.chest());

        assertCode(
                derived.item(Tag.DERIVATION_CODE_SEQUENCE).orElseThrow(),
                "BONESUPPRESSION",
                "99AFTERIMAGE",
                "Bone suppression by a neural network");
        DataSet image = derived.item(Tag.SOURCE_IMAGE_SEQUENCE).orElseThrow();
        assertPurpose(image, "121322", "Source image for image processing operation");
        DataSet series = derived.item(Tag.RELATED_SERIES_SEQUENCE).orElseThrow();
        assertPurpose(series, "121323", "Source series for image processing operation");
        List<DataSet> equipment = derived.items(Tag.CONTRIBUTING_EQUIPMENT_SEQUENCE);
        assertPurpose(equipment.get(0), "109101", "Acquisition Equipment");
        assertPurpose(equipment.get(1), "109100", "Synthesizing Equipment");
        DataSet scheme = derived.item(Tag.CODING_SCHEME_IDENTIFICATION_SEQUENCE).orElseThrow();
        assertThat(scheme.string(Tag.CODING_SCHEME_DESIGNATOR)).contains("99AFTERIMAGE");
        assertThat(scheme.string(Tag.CODING_SCHEME_NAME)).isPresent();
        assertThat(scheme.string(Tag.CODING_SCHEME_RESPONSIBLE_ORGANIZATION)).isPresent();
    }

    @Test
    void theSourceIsReferencedAsAnImageOnTheSameGridAndAsASeries() {
        DataSet derived = derivation.dataSet(TestDerivation.chest());

        assertThat(derived.items(Tag.SOURCE_IMAGE_SEQUENCE)).singleElement().satisfies(item -> {
            assertThat(item.string(Tag.REFERENCED_SOP_CLASS_UID)).contains(SopClass.CR_IMAGE);
            assertThat(item.string(Tag.REFERENCED_SOP_INSTANCE_UID)).contains("2.25.1003");
            assertThat(item.string(Tag.SPATIAL_LOCATIONS_PRESERVED)).contains("YES");
        });
        assertThat(derived.items(Tag.RELATED_SERIES_SEQUENCE)).singleElement().satisfies(item -> {
            assertThat(item.string(Tag.STUDY_INSTANCE_UID)).contains(TestRadiographs.STUDY);
            assertThat(item.string(Tag.SERIES_INSTANCE_UID)).contains(TestRadiographs.SERIES);
        });
    }

    @Test
    void aUidThatTheStandardForbidsIsReferencedAsItIs() {
        byte[] leadingZero = "1.2.03.4".getBytes(StandardCharsets.US_ASCII);
        DataSet source = TestDerivation.chest()
                .putBytes(Tag.SOP_INSTANCE_UID, VR.UI, leadingZero)
                .putBytes(Tag.SERIES_INSTANCE_UID, VR.UI, leadingZero)
                .putBytes(Tag.STUDY_INSTANCE_UID, VR.UI, leadingZero);
        DataSet derived = derivation.dataSet(source);
        assertThat(derived.string(Tag.STUDY_INSTANCE_UID)).contains("1.2.03.4");
        DataSet image = derived.item(Tag.SOURCE_IMAGE_SEQUENCE).orElseThrow();
        assertThat(image.string(Tag.REFERENCED_SOP_INSTANCE_UID)).contains("1.2.03.4");
        DataSet series = derived.item(Tag.RELATED_SERIES_SEQUENCE).orElseThrow();
        assertThat(series.string(Tag.SERIES_INSTANCE_UID)).contains("1.2.03.4");
        assertThat(series.string(Tag.STUDY_INSTANCE_UID)).contains("1.2.03.4");
    }

    @Test
    void anInstanceThatWasNeverReceivedIsNotReferenced() {
        SourceSeries received = TestRadiographs.series(TestDerivation.chest());
        SourceSeries used = TestRadiographs.series(TestDerivation.chest().putString(Tag.SOP_INSTANCE_UID, "2.25.9999"));
        assertThatThrownBy(() -> derivation.series(received, used))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2.25.9999");
    }

    @Test
    void aClassWithoutRulesIsRefused() {
        DataSet source =
                TestDerivation.chest().putString(Tag.SOP_CLASS_UID, SopClass.LEGACY_CONVERTED_ENHANCED_CT_IMAGE);
        assertThatThrownBy(() -> derivation.dataSet(source))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Legacy Converted Enhanced CT Image Storage");
    }

    @Test
    void scannerAndModelAreTheContributingEquipment() {
        DataSet source = TestDerivation.chest()
                .putString(Tag.INSTITUTION_NAME, "Hospital")
                .putString(Tag.DEVICE_SERIAL_NUMBER, "SN-1")
                .putItems(
                        Tag.CONTRIBUTING_EQUIPMENT_SEQUENCE,
                        new DataSet().putString(Tag.MANUFACTURER, "Earlier gateway"));
        List<DataSet> equipment = derivation.dataSet(source).items(Tag.CONTRIBUTING_EQUIPMENT_SEQUENCE);

        assertThat(equipment).hasSize(3);
        assertThat(equipment.get(0).string(Tag.MANUFACTURER)).contains("ScannerWorks");
        assertThat(equipment.get(0).string(Tag.INSTITUTION_NAME)).contains("Hospital");
        assertThat(equipment.get(0).string(Tag.DEVICE_SERIAL_NUMBER)).contains("SN-1");
        DataSet model = equipment.get(1);
        assertThat(model.string(Tag.MANUFACTURER_MODEL_NAME)).contains("test-model");
        assertThat(model.string(Tag.SOFTWARE_VERSIONS)).contains("1.2.3");
        assertThat(model.string(Tag.DEVICE_SERIAL_NUMBER))
                .contains(derivation.model().sha256());
        assertThat(model.string(Tag.DEVICE_UID))
                .hasValueSatisfying(uid -> assertThat(uid).startsWith("2.25."));
        assertThat(model.string(Tag.CONTRIBUTION_DATETIME)).contains("20261121233005+0100");
        assertThat(model.string(Tag.CONTRIBUTION_DESCRIPTION))
                .contains("Bone suppression by a neural network; not acquired. Automatic checks of the result: PASS.");
        assertThat(equipment.get(2).string(Tag.MANUFACTURER)).contains("Earlier gateway");
    }

    @Test
    void aScannerWithoutManufacturerIsUnknown() {
        DataSet source = TestDerivation.chest().putEmpty(Tag.MANUFACTURER);
        assertThat(derivation
                        .dataSet(source)
                        .item(Tag.CONTRIBUTING_EQUIPMENT_SEQUENCE)
                        .orElseThrow()
                        .string(Tag.MANUFACTURER))
                .contains("UNKNOWN");
    }

    @Test
    void lossyCompressionStaysOnRecordWithRatioAndMethod() {
        DataSet source = TestDerivation.chest()
                .putString(Tag.LOSSY_IMAGE_COMPRESSION, "01")
                .putDecimals(Tag.LOSSY_IMAGE_COMPRESSION_RATIO, 12.5)
                .putString(Tag.LOSSY_IMAGE_COMPRESSION_METHOD, "ISO_15444_1");
        DataSet derived = derivation.dataSet(source);
        assertThat(derived.string(Tag.LOSSY_IMAGE_COMPRESSION)).contains("01");
        assertThat(derived.decimal(Tag.LOSSY_IMAGE_COMPRESSION_RATIO)).hasValue(12.5);
        assertThat(derived.string(Tag.LOSSY_IMAGE_COMPRESSION_METHOD)).contains("ISO_15444_1");
        assertThat(derivation.dataSet(TestDerivation.chest()).contains(Tag.LOSSY_IMAGE_COMPRESSION))
                .isFalse();
    }

    @Test
    void aLossyTransferSyntaxIsRecordedEvenWhereTheSourceIsSilent() {
        DataSet source = TestDerivation.chest()
                .putString(Tag.LOSSY_IMAGE_COMPRESSION, "00")
                .put(new Element.Fragments(Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], new byte[32])));
        DataSet derived = derivation.dataSet(source, TransferSyntax.JPEG_BASELINE);
        assertThat(derived.string(Tag.LOSSY_IMAGE_COMPRESSION)).contains("01");
        assertThat(derived.decimal(Tag.LOSSY_IMAGE_COMPRESSION_RATIO)).hasValue(4); // 8 x 8 x 2 bytes over 32
        assertThat(derived.string(Tag.LOSSY_IMAGE_COMPRESSION_METHOD)).contains("ISO_10918_1");
    }

    @ParameterizedTest
    @CsvSource({"1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.5"})
    void anotherEncodingChangesPixelDataAndNothingElse(String uid) throws IOException {
        TransferSyntax syntax = TransferSyntax.of(uid).orElseThrow();
        DataSet source = TestDerivation.chest()
                .putString(Tag.LOSSY_IMAGE_COMPRESSION, "01")
                .putDecimals(Tag.LOSSY_IMAGE_COMPRESSION_RATIO, 12.5)
                .putString(Tag.LOSSY_IMAGE_COMPRESSION_METHOD, "ISO_15444_1");
        DerivedSeries plain = derivation.series(TestRadiographs.series(source));
        DerivedInstance encoded = plain.encodedAs(syntax).instances().get(0);

        DataSet before = plain.instances().get(0).dataSet();
        assertThat(encoded.transferSyntax()).isEqualTo(syntax);
        assertThat(PixelReader.frame(new DicomObject(new DataSet(), syntax, encoded.dataSet()), 0))
                .isEqualTo(PixelReader.frame(
                        new DicomObject(new DataSet(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, before), 0));
        assertThat(encoded.dataSet().get(Tag.PIXEL_DATA).orElseThrow()).isInstanceOf(Element.Fragments.class);
        assertThat(encoded.dataSet().shallowCopy().remove(Tag.PIXEL_DATA))
                .isEqualTo(before.shallowCopy().remove(Tag.PIXEL_DATA));
        assertThat(encoded.dataSet().string(Tag.LOSSY_IMAGE_COMPRESSION)).contains("01");
        assertThat(encoded.encodedAs(syntax)).isSameAs(encoded);
    }

    @Test
    void losslessCompressionIsNoLossyCompression() throws IOException {
        DerivedInstance encoded = derivation
                .series(TestRadiographs.series(TestDerivation.chest()))
                .encodedAs(TransferSyntax.JPEG_2000_LOSSLESS)
                .instances()
                .get(0);
        assertThat(encoded.dataSet().contains(Tag.LOSSY_IMAGE_COMPRESSION)).isFalse();
    }

    @Test
    void whatIsNotOnTheListStaysBehind() {
        DataSet source = TestDerivation.chest()
                .putString(0x00190010, VR.LO, "VENDOR")
                .putString(0x00191001, VR.LO, "secret")
                .putString(Tag.PERFORMED_PROCEDURE_STEP_ID, "PPS1")
                .putIntegers(Tag.SMALLEST_IMAGE_PIXEL_VALUE, 100)
                .putIntegers(Tag.LARGEST_IMAGE_PIXEL_VALUE, 163)
                .putItems(Tag.ICON_IMAGE_SEQUENCE, new DataSet().putIntegers(Tag.ROWS, 64))
                .putItems(Tag.DIGITAL_SIGNATURES_SEQUENCE, new DataSet().putString(Tag.STATION_NAME, "X"))
                .putItems(
                        Tag.REQUEST_ATTRIBUTES_SEQUENCE,
                        new DataSet()
                                .putString(Tag.REQUESTED_PROCEDURE_ID, "RP1")
                                .putString(0x00190010, VR.LO, "VENDOR"));
        DataSet derived = derivation.dataSet(source);

        for (Element element : derived) {
            assertThat(Tag.isPrivate(element.tag())).isFalse();
        }
        assertThat(derived.contains(Tag.PERFORMED_PROCEDURE_STEP_ID)).isFalse();
        assertThat(derived.contains(Tag.SMALLEST_IMAGE_PIXEL_VALUE)).isFalse();
        assertThat(derived.contains(Tag.LARGEST_IMAGE_PIXEL_VALUE)).isFalse();
        assertThat(derived.contains(Tag.ICON_IMAGE_SEQUENCE)).isFalse();
        assertThat(derived.contains(Tag.DIGITAL_SIGNATURES_SEQUENCE)).isFalse();
        DataSet request = derived.item(Tag.REQUEST_ATTRIBUTES_SEQUENCE).orElseThrow();
        assertThat(request.string(Tag.REQUESTED_PROCEDURE_ID)).contains("RP1");
        assertThat(request.contains(0x00190010)).isFalse();
        // The source itself is as it was.
        assertThat(source.contains(0x00190010)).isTrue();
        assertThat(source.item(Tag.REQUEST_ATTRIBUTES_SEQUENCE).orElseThrow().contains(0x00190010))
                .isTrue();
    }

    @Test
    void olderDerivationTextIsAppendedAndOlderCodesAreDropped() {
        DataSet source = TestDerivation.chest()
                .putString(Tag.DERIVATION_DESCRIPTION, "Edge enhanced")
                .putItems(
                        Tag.DERIVATION_CODE_SEQUENCE,
                        new CodedConcept("113086", "DCM", "Edge enhancement").into(new DataSet()));
        DataSet derived = derivation.dataSet(source);
        assertThat(derived.string(Tag.DERIVATION_DESCRIPTION))
                .hasValueSatisfying(text -> assertThat(text).endsWith(". | Edge enhanced"));
        assertThat(derived.items(Tag.DERIVATION_CODE_SEQUENCE)).hasSize(1);
    }

    @Test
    void overlaysBesideThePixelsAreKept() {
        DataSet source = TestDerivation.chest()
                .putIntegers(0x60000010, VR.US, 8)
                .putIntegers(0x60000011, VR.US, 8)
                .putBytes(0x60003000, VR.OW, new byte[8])
                .putIntegers(0x60020010, VR.US, 8); // of an overlay inside the pixels
        DataSet derived = derivation.dataSet(source);
        assertThat(derived.contains(0x60000010)).isTrue();
        assertThat(derived.contains(0x60003000)).isTrue();
        assertThat(derived.contains(0x60020010)).isFalse();
    }

    @Test
    void pixelsAreTheSyntheticOnesAndPaddingIsPutBack() {
        DataSet source = TestDerivation.chest().putIntegers(Tag.PIXEL_PADDING_VALUE, VR.US, 110);
        DataSet derived = derivation.dataSet(source);
        byte[] pixels = ((Element.Value) derived.get(Tag.PIXEL_DATA).orElseThrow()).bytes();
        assertThat(derived.get(Tag.PIXEL_DATA).orElseThrow().vr()).isEqualTo(VR.OW);
        assertThat(pixels).hasSize(128);
        assertThat(pixels[0]).isEqualTo((byte) 99);
        assertThat(pixels[20]).isEqualTo((byte) 110); // the eleventh pixel of the source, which is padding
        assertThat(pixels[22]).isEqualTo((byte) 110); // the twelfth, 111 less 1
        assertThat(derived.integer(Tag.BITS_STORED)).hasValue(12);
    }

    @Test
    void datesLieInTheSourcesTimeZone() {
        DataSet source = TestDerivation.chest()
                .putString(Tag.TIMEZONE_OFFSET_FROM_UTC, "+0900")
                .putString(Tag.ACQUISITION_DATE, "20260316");
        DataSet derived = derivation.dataSet(source);
        assertThat(derived.string(Tag.CONTENT_DATE)).contains("20261122"); // 23:30:05 in Berlin
        assertThat(derived.string(Tag.CONTENT_TIME)).contains("073005");
        assertThat(derived.string(Tag.SERIES_DATE)).contains("20261122");
        assertThat(derived.string(Tag.ACQUISITION_DATE)).contains("20260316");
    }

    @Test
    void aDerivedImageIsOutsideEveryModelsDomain() {
        SourceSeries again = TestRadiographs.series(derivation.dataSet(TestDerivation.chest()));
        assertThat(InputDomain.check(again, derivation.model().manifest()))
                .extracting(violation -> violation.code())
                .containsExactly(InputDomain.OWN_OUTPUT);
    }

    @Test
    void onlyAnAdministratorsSettingMakesAProduct() {
        DeriveSettings product = new DeriveSettings(
                "AE", "M", "N", "1", "S", OffsetDateTime.parse("2026-01-01T00:00:00Z"), ContentQualification.PRODUCT);
        assertThat(derivation.with(product).dataSet(TestDerivation.chest()).string(Tag.CONTENT_QUALIFICATION))
                .contains("PRODUCT");
    }

    @Test
    void theListOfCopiedAttributesNamesEachTagRightly() {
        CopiedAttributes.of(
                        "common",
                        "plane",
                        "radiograph",
                        "ct",
                        "enhanced",
                        "enhanced-ct",
                        "enhanced-mr",
                        "frame",
                        "frame-ct")
                .keywords()
                .forEach((tag, keyword) -> {
                    assertThat(Dictionary.lookup(tag)).as(Tag.toString(tag)).isPresent();
                    assertThat(Dictionary.lookup(tag).orElseThrow().keyword()).isEqualTo(keyword);
                });
    }

    private static void assertPurpose(DataSet item, String value, String meaning) {
        assertCode(item.item(Tag.PURPOSE_OF_REFERENCE_CODE_SEQUENCE).orElseThrow(), value, "DCM", meaning);
    }

    private static void assertCode(DataSet code, String value, String scheme, String meaning) {
        assertThat(code.string(Tag.CODE_VALUE)).contains(value);
        assertThat(code.string(Tag.CODING_SCHEME_DESIGNATOR)).contains(scheme);
        assertThat(code.string(Tag.CODE_MEANING)).contains(meaning);
    }
}
