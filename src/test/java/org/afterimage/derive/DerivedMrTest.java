package org.afterimage.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Dictionary;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.Uid;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.model.ModelPackage;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.synthesize.SyntheticSeries;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An MR sequence that was not acquired, made from two that were. */
class DerivedMrTest {

    private static final int SLICES = 3;

    @TempDir
    Path models;

    private ModelPackage model;

    @BeforeEach
    void loadModel() {
        model = TestVolumes.flairModel(models);
    }

    @Test
    void theObjectSaysWhatItIs() {
        DataSet derived = middle(derive(t2(), t1(), true));

        assertThat(derived.string(Tag.SOP_CLASS_UID)).contains(SopClass.MR_IMAGE);
        assertThat(derived.strings(Tag.IMAGE_TYPE)).containsExactly("DERIVED", "SECONDARY", "OTHER");
        assertThat(derived.string(Tag.SYNTHETIC_DATA)).contains("YES");
        assertThat(derived.string(Tag.CONTENT_QUALIFICATION)).contains("RESEARCH");
        assertThat(derived.string(Tag.SERIES_DESCRIPTION)).contains("AI Synthetic FLAIR 1.2.3 | T2w axial");
        assertThat(derived.integer(Tag.SERIES_NUMBER)).hasValue(30104);
        assertThat(derived.string(Tag.DERIVATION_DESCRIPTION))
                .contains("Synthesised by AI from acquired images; not acquired. FLAIR synthesised from T1 and T2 by a"
                        + " neural network. Model test-model, version 1.2.3, sha256 " + model.sha256() + ".");
        assertThat(derived.string(Tag.PATIENT_NAME)).contains("Müller^Jörg");
    }

    @Test
    void noScannersPhysicsIsClaimed() {
        DataSet derived = middle(derive(t2(), t1(), true));
        assertThat(derived.strings(Tag.SCANNING_SEQUENCE)).containsExactly("RM");
        assertThat(derived.strings(Tag.SEQUENCE_VARIANT)).containsExactly("NONE");
        for (int tag : new int[] {
            Tag.SCAN_OPTIONS, Tag.MR_ACQUISITION_TYPE, Tag.REPETITION_TIME, Tag.ECHO_TIME, Tag.ECHO_TRAIN_LENGTH
        }) {
            assertThat(derived.contains(tag)).as(Tag.toString(tag)).isTrue();
            assertThat(derived.string(tag)).as(Tag.toString(tag)).isEmpty();
        }
        for (int tag : new int[] {
            Tag.FLIP_ANGLE,
            Tag.INVERSION_TIME,
            Tag.SEQUENCE_NAME,
            Tag.PROTOCOL_NAME,
            Tag.DIFFUSION_B_VALUE,
            Tag.CONTRAST_BOLUS_AGENT,
            Tag.MAGNETIC_FIELD_STRENGTH,
            Tag.ECHO_NUMBERS
        }) {
            assertThat(derived.contains(tag)).as(Tag.toString(tag)).isFalse();
        }
    }

    /** Group 0018 holds how an image was acquired. What of it may stand in a synthetic MR image is counted here, one by one. */
    @Test
    void nothingElseOfTheAcquisitionGroupSlipsThrough() {
        DataSet source = TestVolumes.t2(2);
        int added = 0;
        for (int tag = 0x00180000; tag <= 0x0018FFFF; tag++) {
            VR vr = Dictionary.lookup(tag).map(Dictionary.Entry::vr).orElse(VR.UN);
            if (Set.of(VR.SH, VR.LO, VR.CS).contains(vr) && !source.contains(tag)) {
                source.putString(tag, vr, "X");
                added++;
            }
        }
        assertThat(added).isGreaterThan(100);
        SourceSeries t2 = TestVolumes.series(TestVolumes.t2(1), source, TestVolumes.t2(3));
        assertThat(middle(derive(t2, t1(), true)))
                .filteredOn(element -> Tag.group(element.tag()) == 0x0018)
                .extracting(element -> Tag.toString(element.tag()))
                .containsExactlyInAnyOrder(
                        "(0018,0015)", // Body Part Examined
                        "(0018,0020)", // Scanning Sequence
                        "(0018,0021)", // Sequence Variant
                        "(0018,0022)", // Scan Options
                        "(0018,0023)", // MR Acquisition Type
                        "(0018,0050)", // Slice Thickness
                        "(0018,0080)", // Repetition Time
                        "(0018,0081)", // Echo Time
                        "(0018,0088)", // Spacing Between Slices
                        "(0018,0091)", // Echo Train Length
                        "(0018,1000)", // Device Serial Number, the node's own
                        "(0018,1020)", // Software Versions, the node's own
                        "(0018,5100)", // Patient Position
                        "(0018,9004)", // Content Qualification
                        "(0018,A001)"); // Contributing Equipment Sequence
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
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
                Tag.ACQUISITION_DATE,
                Tag.ACQUISITION_TIME,
                Tag.ACQUISITION_NUMBER,
                Tag.BODY_PART_EXAMINED,
                Tag.ROWS,
                Tag.COLUMNS
            })
    void placeIsThatOfTheMatchingSliceByteForByte(int tag) {
        assertThat(middle(derive(t2(), t1(), true)).get(tag))
                .isPresent()
                .isEqualTo(TestVolumes.t2(2).get(tag));
    }

    @Test
    void everyContributingInstanceIsReferencedAndNoOther() {
        DerivedSeries series = derive(t2(), t1(), true);
        assertThat(references(series.instances().get(1).dataSet()))
                .containsExactly("2.25.3002", "2.25.3001", "2.25.3003", "2.25.2002", "2.25.2001", "2.25.2003");
        assertThat(references(series.instances().get(0).dataSet()))
                .containsExactly("2.25.3001", "2.25.3002", "2.25.2001", "2.25.2002");
        assertThat(middle(series).items(Tag.SOURCE_IMAGE_SEQUENCE)).allSatisfy(item -> {
            assertThat(item.string(Tag.REFERENCED_SOP_CLASS_UID)).contains(SopClass.MR_IMAGE);
            assertThat(item.string(Tag.SPATIAL_LOCATIONS_PRESERVED)).contains("YES");
            assertThat(code(item)).contains("121322 DCM Source image for image processing operation");
        });
    }

    @Test
    void bothSeriesAreReferenced() {
        List<DataSet> related = middle(derive(t2(), t1(), true)).items(Tag.RELATED_SERIES_SEQUENCE);
        assertThat(related)
                .extracting(item -> item.string(Tag.SERIES_INSTANCE_UID).orElseThrow())
                .containsExactly(TestVolumes.T2_SERIES, TestVolumes.T1_SERIES);
        assertThat(related).allSatisfy(item -> {
            assertThat(item.string(Tag.STUDY_INSTANCE_UID)).contains(TestVolumes.STUDY);
            assertThat(code(item)).contains("121323 DCM Source series for image processing operation");
        });
    }

    @Test
    void aResampledSeriesIsMarkedAndTheOtherIsNot() {
        DataSet derived = middle(derive(t2(), t1(), false));
        for (DataSet item : derived.items(Tag.SOURCE_IMAGE_SEQUENCE)) {
            boolean fromT2 =
                    item.string(Tag.REFERENCED_SOP_INSTANCE_UID).orElseThrow().startsWith("2.25.3");
            assertThat(item.string(Tag.SPATIAL_LOCATIONS_PRESERVED)).contains(fromT2 ? "YES" : "NO");
        }
        assertThat(derived.string(Tag.DERIVATION_DESCRIPTION).orElseThrow())
                .endsWith(". T1 was resampled onto the grid of T2.");
    }

    @Test
    void anInstanceOfASeriesThatWasNeverReceivedIsNotReferenced() {
        SyntheticSeries output = TestVolumes.flair(t2(), t1(), true);
        SourceSeries incomplete = TestVolumes.series(TestVolumes.t1(1), TestVolumes.t1(2));
        assertThatThrownBy(() -> TestVolumes.derive(model, List.of(t2(), incomplete), output))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2.25.2003");
        assertThatThrownBy(() -> TestVolumes.derive(model, List.of(t2()), output))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(TestVolumes.T1_SERIES);
    }

    @Test
    void pixelsHaveTheirOwnFormatUnitsAndWindow() throws Exception {
        DataSet derived = middle(derive(t2(), t1(), true));
        assertThat(PixelFormat.of(derived)).isEqualTo(TestVolumes.TWELVE_BITS);
        for (int tag : new int[] {
            Tag.RESCALE_INTERCEPT, Tag.RESCALE_SLOPE, Tag.PIXEL_PADDING_VALUE, Tag.WINDOW_CENTER_WIDTH_EXPLANATION
        }) {
            assertThat(derived.contains(tag)).as(Tag.toString(tag)).isFalse();
        }
        assertThat(derived.decimals(Tag.WINDOW_CENTER)).containsExactly(1000);
        assertThat(derived.decimals(Tag.WINDOW_WIDTH)).containsExactly(2000.5);
        byte[] pixels = ((Element.Value) derived.get(Tag.PIXEL_DATA).orElseThrow()).bytes();
        assertThat((pixels[2] & 0xFF) | pixels[3] << 8).isEqualTo(3999);
    }

    @Test
    void theSameStudyGivesTheSameUidsAndWhateverChangesPixelsChangesThem() {
        DerivedSeries first = derive(t2(), t1(), true);
        DerivedSeries again = derive(t2(), t1(), true);
        assertThat(again.seriesInstanceUid()).isEqualTo(first.seriesInstanceUid());
        assertThat(uids(again)).isEqualTo(uids(first)).doesNotHaveDuplicates().allMatch(Uid::isValid);

        DataSet other = TestVolumes.t1(3).putString(Tag.SOP_INSTANCE_UID, "2.25.2999");
        DerivedSeries changed = derive(t2(), TestVolumes.series(TestVolumes.t1(1), TestVolumes.t1(2), other), true);
        assertThat(changed.seriesInstanceUid()).isNotEqualTo(first.seriesInstanceUid());
        assertThat(uids(changed)).doesNotContainAnyElementsOf(uids(first));
    }

    /** One more slice changes its neighbours and the scale of all: an incomplete result is not mixed with the complete one. */
    @Test
    void aSliceThatArrivesLateMakesAnotherSeries() {
        DerivedSeries early = derive(
                TestVolumes.series(TestVolumes.t2(1), TestVolumes.t2(2)),
                TestVolumes.series(TestVolumes.t1(1), TestVolumes.t1(2)),
                true);
        DerivedSeries complete = derive(t2(), t1(), true);
        assertThat(complete.seriesInstanceUid()).isNotEqualTo(early.seriesInstanceUid());
        assertThat(uids(complete)).doesNotContainAnyElementsOf(uids(early));
    }

    @Test
    void oneScannerIsOneItemAndTwoAreTwo() {
        assertThat(middle(derive(t2(), t1(), true)).items(Tag.CONTRIBUTING_EQUIPMENT_SEQUENCE))
                .extracting(DerivedMrTest::code)
                .containsExactly(
                        Optional.of("109101 DCM Acquisition Equipment"),
                        Optional.of("109100 DCM Synthesizing Equipment"));
        byte[] utf8 = "Сканер".getBytes(StandardCharsets.UTF_8);
        DataSet[] elsewhere = new DataSet[SLICES];
        for (int i = 0; i < SLICES; i++) {
            elsewhere[i] = TestVolumes.t1(i + 1)
                    .putString(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
                    .putBytes(Tag.MANUFACTURER, VR.LO, utf8);
        }
        List<DataSet> equipment =
                middle(derive(t2(), TestVolumes.series(elsewhere), true)).items(Tag.CONTRIBUTING_EQUIPMENT_SEQUENCE);
        assertThat(equipment)
                .extracting(item -> item.string(Tag.MANUFACTURER).orElseThrow())
                .containsExactly("ScannerWorks", "Сканер", "Afterimage");
    }

    @Test
    void lossyCompressionOfAnySourceIsOnRecord() {
        DataSet[] lossy = new DataSet[SLICES];
        for (int i = 0; i < SLICES; i++) {
            lossy[i] = TestVolumes.t1(i + 1)
                    .putString(Tag.LOSSY_IMAGE_COMPRESSION, "01")
                    .putDecimals(Tag.LOSSY_IMAGE_COMPRESSION_RATIO, 8, 1.5)
                    .putString(Tag.LOSSY_IMAGE_COMPRESSION_METHOD, "ISO_15444_1", "ISO_10918_1");
        }
        DataSet derived = middle(derive(t2(), TestVolumes.series(lossy), true));
        assertThat(derived.string(Tag.LOSSY_IMAGE_COMPRESSION)).contains("01");
        assertThat(derived.decimals(Tag.LOSSY_IMAGE_COMPRESSION_RATIO)).containsExactly(8, 1.5);
        assertThat(derived.strings(Tag.LOSSY_IMAGE_COMPRESSION_METHOD)).containsExactly("ISO_15444_1", "ISO_10918_1");
        assertThat(middle(derive(t2(), t1(), true)).contains(Tag.LOSSY_IMAGE_COMPRESSION))
                .isFalse();
    }

    @Test
    void ofSeveralLossySourcesTheOneThatLostTheMostStandsOnRecord() {
        List<DataSet> t2 = List.of(TestVolumes.t2(1), TestVolumes.t2(2), TestVolumes.t2(3));
        t2.forEach(slice -> slice.putString(Tag.LOSSY_IMAGE_COMPRESSION, "01")
                .putDecimals(Tag.LOSSY_IMAGE_COMPRESSION_RATIO, 3)
                .putString(Tag.LOSSY_IMAGE_COMPRESSION_METHOD, "ISO_15444_1"));
        SourceSeries t1 = TestVolumes.series(List.of(
                TestVolumes.instance(fragments(1), TransferSyntax.JPEG_BASELINE),
                TestVolumes.instance(fragments(2), TransferSyntax.JPEG_BASELINE),
                TestVolumes.instance(fragments(3), TransferSyntax.JPEG_BASELINE)));
        DataSet derived = middle(derive(TestVolumes.series(t2.toArray(DataSet[]::new)), t1, true));
        assertThat(derived.decimals(Tag.LOSSY_IMAGE_COMPRESSION_RATIO)).containsExactly(4); // 4 x 4 x 2 bytes over 8
        assertThat(derived.strings(Tag.LOSSY_IMAGE_COMPRESSION_METHOD)).containsExactly("ISO_10918_1");
    }

    @Test
    void textInThePixelsOfAnySourceIsAdmitted() {
        SourceSeries t1 = TestVolumes.series(
                TestVolumes.t1(1), TestVolumes.t1(2).putString(Tag.BURNED_IN_ANNOTATION, "YES"), TestVolumes.t1(3));
        SourceSeries t2 = TestVolumes.series(
                TestVolumes.t2(1), TestVolumes.t2(2).putString(Tag.BURNED_IN_ANNOTATION, "NO"), TestVolumes.t2(3));
        assertThat(middle(derive(t2, t1, true)).string(Tag.BURNED_IN_ANNOTATION))
                .contains("YES");
        assertThat(middle(derive(t2, t1(), true)).string(Tag.BURNED_IN_ANNOTATION))
                .contains("NO");
    }

    private static DataSet fragments(int slice) {
        return TestVolumes.t1(slice)
                .put(new Element.Fragments(Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], new byte[8])));
    }

    private static SourceSeries t1() {
        return TestVolumes.series(TestVolumes.t1(1), TestVolumes.t1(2), TestVolumes.t1(3));
    }

    private static SourceSeries t2() {
        return TestVolumes.series(TestVolumes.t2(1), TestVolumes.t2(2), TestVolumes.t2(3));
    }

    private DerivedSeries derive(SourceSeries t2, SourceSeries t1, boolean sameGrid) {
        return TestVolumes.derive(model, TestVolumes.flair(t2, t1, sameGrid));
    }

    private static DataSet middle(DerivedSeries series) {
        return series.instances().get(1).dataSet();
    }

    private static List<String> uids(DerivedSeries series) {
        return series.instances().stream().map(DerivedInstance::sopInstanceUid).toList();
    }

    private static List<String> references(DataSet derived) {
        return derived.items(Tag.SOURCE_IMAGE_SEQUENCE).stream()
                .map(item -> item.string(Tag.REFERENCED_SOP_INSTANCE_UID).orElseThrow())
                .toList();
    }

    private static Optional<String> code(DataSet item) {
        return item.item(Tag.PURPOSE_OF_REFERENCE_CODE_SEQUENCE)
                .map(code -> code.string(Tag.CODE_VALUE).orElseThrow() + " "
                        + code.string(Tag.CODING_SCHEME_DESIGNATOR).orElseThrow() + " "
                        + code.string(Tag.CODE_MEANING).orElseThrow());
    }
}
