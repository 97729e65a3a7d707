package org.afterimage.derive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.afterimage.check.CheckResult;
import org.afterimage.check.InputDomain;
import org.afterimage.check.Verdict;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.pixel.FunctionalGroups;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.PixelReader;
import org.afterimage.dicom.pixel.Window;
import org.afterimage.model.ModelPackage;
import org.afterimage.synthesize.EnhancedSeries;
import org.afterimage.synthesize.PaddingRange;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.synthesize.SyntheticInstance;
import org.afterimage.synthesize.SyntheticSeries;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Derived Enhanced CT and MR instances: one for each source instance, a frame for each of its frames. Without a network. */
class DerivedEnhancedTest {

    private static final int SLICES = 3;

    @TempDir
    Path models;

    private DataSet ct;
    private ModelPackage kernel;

    @BeforeEach
    void readFixtures() throws Exception {
        ct = EnhancedSeries.ct(EnhancedSeries.slices("thorax-ct/sharp", SLICES));
        kernel = TestVolumes.kernelModel(models);
    }

    @Test
    void theInstanceAndItsFramesSayThatTheyAreDerived() throws Exception {
        DataSet derived = derive(ct);
        assertThat(derived.string(Tag.SOP_CLASS_UID)).contains(SopClass.ENHANCED_CT_IMAGE);
        assertThat(derived.strings(Tag.IMAGE_TYPE)).containsExactly("DERIVED", "PRIMARY", "VOLUME", "NONE");
        assertThat(derived.string(Tag.SYNTHETIC_DATA)).contains("YES");
        assertThat(derived.string(Tag.CONTENT_QUALIFICATION)).contains("RESEARCH");
        assertThat(derived.integer(Tag.NUMBER_OF_FRAMES)).hasValue(SLICES);
        FunctionalGroups groups = FunctionalGroups.of(derived);
        for (int frame = 0; frame < SLICES; frame++) {
            assertThat(groups.frame(frame).frameType()).containsExactly("DERIVED", "PRIMARY", "VOLUME", "NONE");
        }
    }

    @Test
    void eachFrameNamesTheFrameThatItWasMadeFrom() throws Exception {
        DataSet derived = derive(ct);
        FunctionalGroups groups = FunctionalGroups.of(derived);
        for (int frame = 0; frame < SLICES; frame++) {
            DataSet derivation =
                    groups.frame(frame).group(Tag.DERIVATION_IMAGE_SEQUENCE).orElseThrow();
            assertThat(derivation.string(Tag.DERIVATION_DESCRIPTION).orElseThrow())
                    .startsWith("Synthesised by AI from an acquired image; not acquired.")
                    .contains(kernel.sha256(), TestVolumes.KERNEL_WORDS);
            assertThat(derivation.item(Tag.DERIVATION_CODE_SEQUENCE).flatMap(code -> code.string(Tag.CODE_VALUE)))
                    .contains("KERNELTOSMOOTH");
            assertThat(derivation.items(Tag.SOURCE_IMAGE_SEQUENCE))
                    .singleElement()
                    .satisfies(source -> {
                        assertThat(source.string(Tag.REFERENCED_SOP_INSTANCE_UID))
                                .isEqualTo(ct.string(Tag.SOP_INSTANCE_UID));
                        assertThat(source.string(Tag.SPATIAL_LOCATIONS_PRESERVED))
                                .contains("YES");
                    });
            assertThat(derivation.items(Tag.SOURCE_IMAGE_SEQUENCE).get(0).integers(Tag.REFERENCED_FRAME_NUMBER))
                    .containsExactly(frame + 1);
        }
        assertThat(evidence(derived))
                .containsExactly(ct.string(Tag.SOP_INSTANCE_UID).orElseThrow());
        assertThat(derived.contains(Tag.SOURCE_IMAGE_SEQUENCE)).isFalse();
        assertThat(derived.contains(Tag.DERIVATION_CODE_SEQUENCE)).isFalse();
    }

    @Test
    void placeUnitsAndAcquisitionAreTheSourcesAndTheRestIsLeftBehind() throws Exception {
        DataSet derived = derive(ct);
        DataSet shared = derived.item(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE).orElseThrow();
        DataSet acquired = ct.item(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE).orElseThrow();
        for (int group : new int[] {
            Tag.PIXEL_MEASURES_SEQUENCE,
            Tag.PLANE_ORIENTATION_SEQUENCE,
            Tag.FRAME_ANATOMY_SEQUENCE,
            Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
            Tag.FRAME_VOI_LUT_SEQUENCE,
            Tag.IRRADIATION_EVENT_IDENTIFICATION_SEQUENCE,
            Tag.CT_RECONSTRUCTION_SEQUENCE,
            Tag.CT_X_RAY_DETAILS_SEQUENCE
        }) {
            assertThat(shared.items(group)).as(Tag.toString(group)).isNotEmpty().isEqualTo(acquired.items(group));
        }
        for (int tag : new int[] {Tag.DIMENSION_ORGANIZATION_SEQUENCE, Tag.DIMENSION_INDEX_SEQUENCE}) {
            assertThat(derived.get(tag)).isPresent().isEqualTo(ct.get(tag));
        }
        for (int frame = 0; frame < SLICES; frame++) {
            DataSet own =
                    derived.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE).get(frame);
            DataSet its = ct.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE).get(frame);
            assertThat(own.items(Tag.PLANE_POSITION_SEQUENCE)).isEqualTo(its.items(Tag.PLANE_POSITION_SEQUENCE));
            DataSet content = own.item(Tag.FRAME_CONTENT_SEQUENCE).orElseThrow();
            assertThat(content.integers(Tag.DIMENSION_INDEX_VALUES))
                    .isEqualTo(
                            its.item(Tag.FRAME_CONTENT_SEQUENCE).orElseThrow().integers(Tag.DIMENSION_INDEX_VALUES));
            assertThat(content.contains(Tag.FRAME_COMMENTS)).isFalse();
            for (Element element : own) {
                assertThat(Tag.isPrivate(element.tag()))
                        .as(Tag.toString(element.tag()))
                        .isFalse();
            }
        }
    }

    @Test
    void theSameSourceGivesTheSameInstanceAndAnotherSourceAnother() throws Exception {
        DataSet other = ct.shallowCopy().putString(Tag.SOP_INSTANCE_UID, "2.25.4711");
        assertThat(derive(ct)).isEqualTo(derive(ct));
        assertThat(derive(other).string(Tag.SOP_INSTANCE_UID))
                .isNotEqualTo(derive(ct).string(Tag.SOP_INSTANCE_UID));
        assertThat(derive(other).string(Tag.SERIES_INSTANCE_UID))
                .isEqualTo(derive(ct).string(Tag.SERIES_INSTANCE_UID));
    }

    @Test
    void aChangeMapHasUnitsAndAWindowOfItsOwn() throws Exception {
        SourceSeries source = EnhancedSeries.frames(ct);
        SyntheticSeries output = darker(source);
        DataSet change = new DerivedSeriesBuilder()
                .deriveChange(
                        List.of(source),
                        output,
                        kernel,
                        TestDerivation.SETTINGS,
                        new CheckResult(Verdict.PASS, List.of()),
                        SeriesNumbers.ALL_FREE)
                .orElseThrow()
                .instances()
                .get(0)
                .dataSet();
        DataSet shared = change.item(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE).orElseThrow();
        DataSet units = shared.item(Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE).orElseThrow();
        assertThat(units.decimals(Tag.RESCALE_INTERCEPT)).containsExactly(0);
        assertThat(units.string(Tag.RESCALE_TYPE)).contains("HU");
        DataSet window = shared.item(Tag.FRAME_VOI_LUT_SEQUENCE).orElseThrow();
        assertThat(window.decimals(Tag.WINDOW_CENTER)).containsExactly(0);
        assertThat(change.contains(Tag.PIXEL_PADDING_VALUE)).isFalse();
        for (int frame = 0; frame < SLICES; frame++) {
            int[] stored = PixelReader.frame(object(change, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN), frame);
            assertThat(stored[0]).as("padding").isZero();
            assertThat(stored[256 * 512 + 256]).isEqualTo(-1 - frame);
        }
    }

    @ParameterizedTest
    @MethodSource("compressions")
    void allFramesAreCompressed(TransferSyntax syntax) throws Exception {
        DerivedInstance plain = TestVolumes.derive(kernel, darker(EnhancedSeries.frames(ct)))
                .instances()
                .get(0);
        DerivedInstance compressed = plain.encodedAs(syntax);
        for (int frame = 0; frame < SLICES; frame++) {
            assertThat(PixelReader.frame(object(compressed.dataSet(), syntax), frame))
                    .isEqualTo(PixelReader.frame(object(plain.dataSet(), plain.transferSyntax()), frame));
        }
    }

    static List<TransferSyntax> compressions() {
        return List.of(
                TransferSyntax.RLE_LOSSLESS, TransferSyntax.JPEG_LS_LOSSLESS, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
    }

    @Test
    void whatTheNodeMadeIsNotTakenAgainEvenIfItNoLongerSaysThatItIsSynthetic() throws Exception {
        DataSet derived = derive(ct).remove(Tag.SYNTHETIC_DATA);
        assertThat(InputDomain.check(EnhancedSeries.frames(derived), kernel.manifest()))
                .singleElement()
                .satisfies(violation -> assertThat(violation.code()).isEqualTo(InputDomain.OWN_OUTPUT));
    }

    @Test
    void mrKeepsNoPhysicsAndNoDimensionThatCountsAlongIt() throws Exception {
        DataSet t2 = EnhancedSeries.mr(EnhancedSeries.slices("head-mr/t2", SLICES), "T2");
        DataSet derived = flair(EnhancedSeries.frames(t2), t1Frames());
        assertThat(derived.string(Tag.ACQUISITION_CONTRAST)).contains("UNKNOWN");
        assertThat(derived.contains(Tag.ECHO_PULSE_SEQUENCE)).isFalse();
        assertThat(groups(derived.item(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE).orElseThrow()))
                .containsExactlyInAnyOrder(
                        Tag.PIXEL_MEASURES_SEQUENCE,
                        Tag.PLANE_ORIENTATION_SEQUENCE,
                        Tag.FRAME_ANATOMY_SEQUENCE,
                        Tag.MR_IMAGE_FRAME_TYPE_SEQUENCE,
                        Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
                        Tag.FRAME_VOI_LUT_SEQUENCE);
        assertThat(FunctionalGroups.of(derived).dimensions())
                .containsExactly(Tag.STACK_ID, Tag.IN_STACK_POSITION_NUMBER);
        assertThat(FunctionalGroups.of(derived).frame(0).dimensionIndexValues()).containsExactly(1, SLICES);
        assertThat(derived.item(Tag.DIMENSION_ORGANIZATION_SEQUENCE)
                        .orElseThrow()
                        .string(Tag.DIMENSION_ORGANIZATION_UID))
                .isPresent()
                .isNotEqualTo(t2.item(Tag.DIMENSION_ORGANIZATION_SEQUENCE)
                        .orElseThrow()
                        .string(Tag.DIMENSION_ORGANIZATION_UID));
    }

    @Test
    void aFrameMadeFromSeveralNamesEachAndTheEvidenceHasBothSeries() throws Exception {
        SourceSeries t1 = t1Frames();
        DataSet t2 = EnhancedSeries.mr(EnhancedSeries.slices("head-mr/t2", SLICES), "T2");
        DataSet derived = flair(EnhancedSeries.frames(t2), t1);
        List<DataSet> sources = FunctionalGroups.of(derived)
                .frame(1)
                .group(Tag.DERIVATION_IMAGE_SEQUENCE)
                .orElseThrow()
                .items(Tag.SOURCE_IMAGE_SEQUENCE);
        assertThat(sources)
                .extracting(item -> item.string(Tag.REFERENCED_SOP_INSTANCE_UID).orElseThrow())
                .containsExactly(
                        t2.string(Tag.SOP_INSTANCE_UID).orElseThrow(),
                        t1.instances().get(0).sopInstanceUid());
        assertThat(sources.get(0).integers(Tag.REFERENCED_FRAME_NUMBER)).containsExactly(1, 2, 3);
        assertThat(sources.get(1).integers(Tag.REFERENCED_FRAME_NUMBER)).containsExactly(2);
        assertThat(evidence(derived))
                .containsExactly(
                        t2.string(Tag.SOP_INSTANCE_UID).orElseThrow(),
                        t1.instances().get(0).sopInstanceUid());
    }

    @Test
    void singleSlicesMayBeMadeFromFramesOfAnother() throws Exception {
        SourceSeries t2 = EnhancedSeries.single(EnhancedSeries.slices("head-mr/t2", SLICES));
        DataSet derived = flair(t2, t1Frames());
        assertThat(derived.string(Tag.SOP_CLASS_UID)).contains(SopClass.MR_IMAGE);
        List<DataSet> sources = derived.items(Tag.SOURCE_IMAGE_SEQUENCE);
        assertThat(sources.get(0).contains(Tag.REFERENCED_FRAME_NUMBER)).isFalse();
        assertThat(sources.get(sources.size() - 1).integers(Tag.REFERENCED_FRAME_NUMBER))
                .containsExactly(1);
    }

    private DataSet derive(DataSet source) throws IOException {
        DerivedSeries series = TestVolumes.derive(kernel, darker(EnhancedSeries.frames(source)));
        assertThat(series.instances()).hasSize(1);
        return series.instances().get(0).dataSet();
    }

    /** Frame k is k + 1 less than its source; the images in the order in which slices lie, which is not that of the frames. */
    private static SyntheticSeries darker(SourceSeries source) throws IOException {
        List<SyntheticInstance> images = new ArrayList<>();
        for (int i = source.instances().size() - 1; i >= 0; i--) {
            SourceInstance image = source.instances().get(i);
            DataSet header = image.object().dataSet();
            int[] stored = image.stored();
            images.add(SyntheticInstance.ofOne(
                    image,
                    PixelFormat.of(header),
                    stored,
                    IntStream.of(stored).map(value -> value - 1 - image.frame()).toArray(),
                    PaddingRange.of(header, true),
                    TestVolumes.evidence(),
                    TestVolumes.times()));
        }
        return new SyntheticSeries(List.of(source), "Test 1", TestVolumes.KERNEL_WORDS, List.of(), images);
    }

    private static SourceSeries t1Frames() throws IOException {
        return EnhancedSeries.frames(EnhancedSeries.mr(EnhancedSeries.slices("head-mr/t1", SLICES), "T1"));
    }

    /** From all of T2 and the image of T1 with the same number. */
    private DataSet flair(SourceSeries t2, SourceSeries t1) throws IOException {
        List<SyntheticInstance> images = new ArrayList<>();
        for (int i = 0; i < SLICES; i++) {
            List<SourceInstance> sources =
                    new ArrayList<>(List.of(t2.instances().get(i)));
            t2.instances().stream().filter(one -> !sources.contains(one)).forEach(sources::add);
            sources.add(t1.instances().get(i));
            PixelFormat format = PixelFormat.of(sources.get(0).object().dataSet());
            images.add(new SyntheticInstance(
                    sources,
                    format,
                    new int[format.rows() * format.columns()],
                    new int[format.rows() * format.columns()],
                    PaddingRange.NONE,
                    false,
                    true,
                    List.of(new Window(750, 1500)),
                    TestVolumes.evidence(),
                    TestVolumes.times()));
        }
        return TestVolumes.derive(
                        TestVolumes.flairModel(models.resolve("flair")),
                        new SyntheticSeries(List.of(t2, t1), "Test 1", "", List.of(), images))
                .instances()
                .get(0)
                .dataSet();
    }

    private static List<String> evidence(DataSet derived) {
        return derived.items(Tag.SOURCE_IMAGE_EVIDENCE_SEQUENCE).stream()
                .flatMap(study -> study.items(Tag.REFERENCED_SERIES_SEQUENCE).stream())
                .flatMap(series -> series.items(Tag.REFERENCED_SOP_SEQUENCE).stream())
                .flatMap(instance -> instance.string(Tag.REFERENCED_SOP_INSTANCE_UID).stream())
                .toList();
    }

    private static Set<Integer> groups(DataSet item) {
        List<Integer> tags = new ArrayList<>();
        item.forEach(element -> tags.add(element.tag()));
        return tags.stream().collect(Collectors.toSet());
    }

    private static DicomObject object(DataSet dataSet, TransferSyntax syntax) {
        return new DicomObject(new DataSet(), syntax, dataSet);
    }
}
