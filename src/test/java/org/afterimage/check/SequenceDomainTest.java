package org.afterimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.model.ModelManifest;
import org.afterimage.model.TestManifests;
import org.afterimage.model.TestPackages;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.synthesize.TestSlices;
import org.afterimage.synthesize.TestSlices.Protocol;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequenceDomainTest {

    @TempDir
    Path models;

    private ModelManifest manifest;
    private final SequenceDomain domain = new SequenceDomain();

    @BeforeEach
    void loadManifest() {
        manifest =
                TestPackages.load(models, "mix_planes", TestManifests::sequence).manifest();
    }

    @Test
    void theFixturesHeadHasBothSeriesAndItsLocalizerIsTooCoarse() throws Exception {
        List<SourceSeries> study = List.of(fixture("head-mr/localizer"), fixture("head-mr/t1"), fixture("head-mr/t2"));

        DomainDecision decision = domain.decide(study, manifest);

        assertThat(decision.acceptsAny()).isTrue();
        assertThat(decision.accepted().get(0).instances()).hasSize(20);
        assertThat(decision.accepted()
                        .get(0)
                        .instances()
                        .get(0)
                        .object()
                        .dataSet()
                        .string(Tag.SCANNING_SEQUENCE))
                .contains("SE");
        assertThat(decision.accepted()
                        .get(1)
                        .instances()
                        .get(0)
                        .object()
                        .dataSet()
                        .string(Tag.SCANNING_SEQUENCE))
                .contains("GR");
        assertThat(decision.skipped())
                .hasSize(3)
                .allSatisfy((uid, reasons) -> assertThat(reasons)
                        .extracting(DomainViolation::code)
                        .containsExactly(SliceRules.PIXEL_SPACING));
    }

    @ParameterizedTest
    @CsvSource({
        "SE, 550, 12, '', 1",
        "GR, 220, 2.5, '', 1",
        "GR\\IR, 1900, 3, 950, 1",
        "SE, 4400, 106, '', 0",
        "SE, 4400, 106, 0, 0",
        "SE\\IR, 9000, 115, 2500, -1", // FLAIR
        "SE\\IR, 4400, 106, '', -1", // an inversion that does not say its time
        "GR\\IR, 1900, 3, '', -1",
        "EP, 4400, 90, '', -1", // diffusion
        "SE, 2000, 30, '', -1", // proton density
        "SE, '', '', '', -1",
        "'', 220, 2.5, '', -1",
    })
    void rolesComeFromHowASeriesWasAcquired(String sequence, String tr, String te, String ti, int place) {
        DataSet header = new DataSet();
        put(header, Tag.REPETITION_TIME, tr);
        put(header, Tag.ECHO_TIME, te);
        put(header, Tag.INVERSION_TIME, ti);
        if (!sequence.isEmpty()) {
            header.putString(Tag.SCANNING_SEQUENCE, sequence.split("\\\\"));
        }
        header.putString(Tag.SERIES_DESCRIPTION, "T1 T2 FLAIR"); // not asked
        assertThat(domain.place(header, manifest).orElse(-1)).isEqualTo(place);
    }

    private static void put(DataSet header, int tag, String number) {
        if (!number.isEmpty()) {
            header.putDecimals(tag, Double.parseDouble(number));
        }
    }

    @Test
    void aStudyWithoutOneOfThemSaysWhichAndWhatItHas() {
        assertThat(reasons(List.of(t1(5))))
                .containsExactly(new DomainViolation(
                        SequenceDomain.ROLE_MISSING,
                        "The study has no T2 series that the model test-model 1.2.3 can use; it has: Scanning Sequence GR, TR"
                                + " 220, TE 2.5, TI not stated ms."));
        assertThat(reasons(List.of(t2(5))))
                .extracting(DomainViolation::code)
                .containsExactly(SequenceDomain.ROLE_MISSING);
    }

    @Test
    void seriesWithoutACommonFrameOfReferenceAreRefused() {
        assertThat(codes(t2(5), with(t1(5), slice -> slice.putString(Tag.FRAME_OF_REFERENCE_UID, "2.25.77"))))
                .containsExactly(SequenceDomain.FRAME_OF_REFERENCE);
        assertThat(codes(
                        with(t2(5), slice -> slice.remove(Tag.FRAME_OF_REFERENCE_UID)),
                        with(t1(5), slice -> slice.remove(Tag.FRAME_OF_REFERENCE_UID))))
                .containsExactly(SequenceDomain.FRAME_OF_REFERENCE);
    }

    @Test
    void gapsDoublesAndJitterAreFound() {
        assertThat(codes(t2(5), without(t1(6), 2))).containsExactly(StackRules.SLICE_GAP);
        assertThat(codes(t2(5), moved(t1(5), 2, -6))).containsExactly(StackRules.SLICE_TWICE);
        assertThat(codes(t2(5), moved(t1(5), 2, 1.0))).containsExactly(StackRules.SLICE_JITTER);
        assertThat(codes(t2(5), t1(2))).containsExactly(StackRules.SLICE_COUNT);
    }

    @Test
    void whatWasAcquiredForARoleAndCannotBeUsedSaysWhyNot() {
        assertThat(codes(t2(5), with(t1(5), slice -> slice.putString(Tag.CONTRAST_BOLUS_AGENT, "Gd"))))
                .containsExactly(SliceRules.CONTRAST_AGENT);
        assertThat(codes(t2(5), with(t1(5), slice -> slice.putDecimals(Tag.PIXEL_SPACING, 2, 2))))
                .containsExactly(SliceRules.PIXEL_SPACING);
        assertThat(codes(
                        t2(5),
                        with(t1(5), slice -> slice.putDecimals(Tag.IMAGE_ORIENTATION_PATIENT, 0, 1, 0, 0, 0, -1))))
                .containsExactly(SliceRules.ORIENTATION);
        assertThat(codes(t2(5), with(t1(5), slice -> slice.putString(Tag.IMAGE_TYPE, "DERIVED", "SECONDARY"))))
                .containsExactly(SliceRules.IMAGE_TYPE);
    }

    @Test
    void aT1ThatDoesNotReachFarEnoughIsRefused() {
        assertThat(reasons(List.of(t2(6), t1(4))))
                .containsExactly(new DomainViolation(
                        SequenceDomain.NOT_COVERED,
                        "T1 does not cover 33.3 percent of T2; the model test-model 1.2.3 allows 5.0."));
    }

    @Test
    void ofSeveralT1TheOneOnTheGridOfT2IsTaken() {
        SourceSeries other =
                TestSlices.mr(new Protocol("2.25.10", "SE", 500, 10), 9, 32, 32, (slice, row, column) -> row);
        other.instances().forEach(slice -> slice.object().dataSet().putDecimals(Tag.PIXEL_SPACING, 0.7, 0.7));
        DomainDecision decision = domain.decide(List.of(other, t2(5), t1(5)), manifest);
        assertThat(decision.accepted())
                .extracting(SourceSeries::seriesInstanceUid)
                .containsExactly(Protocol.T2.uid(), Protocol.T1.uid());
    }

    @Test
    void syntheticSeriesAreNoSources() {
        assertThat(codes(t2(5), with(t1(5), slice -> slice.putString(Tag.SYNTHETIC_DATA, "YES"))))
                .containsExactly(InputDomain.OWN_OUTPUT);
    }

    @Test
    void aSeriesThatDoesNotFitIntoMemoryIsRefusedInWords() {
        assertThat(SeriesSize.check(List.of(t1(5)), 1L << 30)).isEmpty();
        assertThat(SeriesSize.check(List.of(t1(5)), 10_000))
                .extracting(DomainViolation::code)
                .containsExactly(SeriesSize.SERIES_SIZE);
    }

    private List<String> codes(SourceSeries... series) {
        return reasons(List.of(series)).stream().map(DomainViolation::code).toList();
    }

    private List<DomainViolation> reasons(List<SourceSeries> series) {
        DomainDecision decision = domain.decide(series, manifest);
        assertThat(decision.acceptsAny()).isFalse();
        return decision.reasons();
    }

    private static SourceSeries t1(int slices) {
        return TestSlices.mr(Protocol.T1, slices, 16, 16, (slice, row, column) -> row);
    }

    private static SourceSeries t2(int slices) {
        return TestSlices.mr(Protocol.T2, slices, 16, 16, (slice, row, column) -> column);
    }

    private static SourceSeries with(SourceSeries series, Consumer<DataSet> change) {
        series.instances().forEach(slice -> change.accept(slice.object().dataSet()));
        return series;
    }

    private static SourceSeries moved(SourceSeries series, int slice, double millimetres) {
        DataSet dataSet = series.instances().get(slice).object().dataSet();
        double z = dataSet.decimals(Tag.IMAGE_POSITION_PATIENT)[2];
        dataSet.putDecimals(Tag.IMAGE_POSITION_PATIENT, -100, -100, z + millimetres);
        return series;
    }

    private static SourceSeries without(SourceSeries series, int slice) {
        List<SourceInstance> left = new ArrayList<>(series.instances());
        left.remove(slice);
        return new SourceSeries(series.studyInstanceUid(), series.seriesInstanceUid(), left);
    }

    private static SourceSeries fixture(String folder) throws IOException {
        List<SourceInstance> instances = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("test-fixtures", folder))) {
            for (Path file : files.sorted().toList()) {
                instances.add(new SourceInstance(file, Part10.read(file, Limits.defaults())));
            }
        }
        DataSet first = instances.get(0).object().dataSet();
        return new SourceSeries(
                first.string(Tag.STUDY_INSTANCE_UID).orElseThrow(),
                first.string(Tag.SERIES_INSTANCE_UID).orElseThrow(),
                instances);
    }
}
