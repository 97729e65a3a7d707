package org.afterimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.model.BoneSuppressionSettings;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelManifest;
import org.afterimage.model.RadiographStyleSettings;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shipped models must never be used on, each refused with its reason; the same input without that one fault is accepted. */
class ShippedDomainsTest {

    private static final Path FIXTURES = Path.of("test-fixtures");
    private static final ModelCatalogue MODELS = ModelCatalogue.load(Path.of("models"));

    @ParameterizedTest
    @CsvSource({
        "chest-bone-suppression, refused/hand, BODY_PART",
        "chest-bone-suppression, refused/lateral, VIEW",
        "chest-style, refused/hand, BODY_PART",
        "chest-style, refused/lateral, VIEW",
    })
    void aHandAndALateralAreRefused(String model, String fixture, String code) throws Exception {
        assertThat(codes(radiograph(model), model, read(fixture, slice -> {}))).containsExactly(code);
        assertThat(codes(radiograph(model), model, read("chest-cr", slice -> {})))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chest-bone-suppression", "chest-style"})
    void aChildIsRefused(String model) throws Exception {
        SourceSeries child = read("chest-cr", image -> image.putString(Tag.PATIENT_AGE, "009Y"));
        assertThat(codes(radiograph(model), model, child)).containsExactly(InputDomain.AGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ct-kernel-sharp-to-smooth", "ct-kernel-smooth-to-sharp"})
    void aLocalizerIsRefusedAlthoughItIsCtOfTheChest(String model) throws Exception {
        assertThat(codes(new SliceDomain(), model, read("thorax-ct/localizer", slice -> {})))
                .contains(SliceRules.IMAGE_TYPE);
    }

    @Test
    void aT1AfterContrastMediumIsRefused() throws Exception {
        SourceSeries enhanced = read("head-mr/t1", slice -> slice.putString(Tag.CONTRAST_BOLUS_AGENT, "Gadobutrol"));
        assertThat(head(enhanced, read("head-mr/t2", slice -> {}))).contains(SliceRules.CONTRAST_AGENT);
        assertThat(head(read("head-mr/t1", slice -> {}), read("head-mr/t2", slice -> {})))
                .isEmpty();
    }

    @Test
    void aVolumeThatWasCutOffIsRefusedWhetherItsEndOrItsMiddleIsMissing() throws Exception {
        SourceSeries t1 = read("head-mr/t1", slice -> {});
        SourceSeries t2 = read("head-mr/t2", slice -> {});
        int half = t1.instances().size() / 2;
        assertThat(head(part(t1, 0, half), t2)).contains(SequenceDomain.NOT_COVERED);
        List<SourceInstance> gap = new ArrayList<>(t2.instances());
        gap.subList(half, half + 2).clear();
        assertThat(head(t1, new SourceSeries(t2.studyInstanceUid(), t2.seriesInstanceUid(), gap)))
                .contains(StackRules.SLICE_GAP);
        assertThat(head(part(t1, 0, 2), part(t2, 0, 2))).contains(StackRules.SLICE_COUNT);
    }

    private static SourceSeries part(SourceSeries series, int from, int to) {
        return new SourceSeries(
                series.studyInstanceUid(),
                series.seriesInstanceUid(),
                series.instances().subList(from, to));
    }

    private static TaskDomain radiograph(String model) {
        return new RadiographDomain(
                model.equals("chest-style") ? RadiographStyleSettings.TASK : BoneSuppressionSettings.TASK);
    }

    private static List<String> head(SourceSeries t1, SourceSeries t2) {
        return codes(new SequenceDomain(), "mr-flair-synthesis", t1, t2);
    }

    /** The reasons when nothing is accepted; none when something is. */
    private static List<String> codes(TaskDomain domain, String model, SourceSeries... series) {
        ModelManifest manifest =
                MODELS.find(model, Optional.empty()).orElseThrow().manifest();
        DomainDecision decision = domain.decide(List.of(series), manifest);
        return decision.acceptsAny()
                ? List.of()
                : decision.reasons().stream()
                        .map(DomainViolation::code)
                        .distinct()
                        .toList();
    }

    private static SourceSeries read(String fixture, Consumer<DataSet> change) throws IOException {
        List<SourceInstance> instances = new ArrayList<>();
        try (Stream<Path> files = Files.list(FIXTURES.resolve(fixture))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                SourceInstance instance = new SourceInstance(file, Part10.read(file, Limits.defaults()));
                change.accept(instance.object().dataSet());
                instances.add(instance);
            }
        }
        DataSet first = instances.get(0).object().dataSet();
        return new SourceSeries(
                first.string(Tag.STUDY_INSTANCE_UID).orElseThrow(),
                first.string(Tag.SERIES_INSTANCE_UID).orElseThrow(),
                instances);
    }
}
