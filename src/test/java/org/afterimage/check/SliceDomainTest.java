package org.afterimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelManifest;
import org.afterimage.model.TestManifests;
import org.afterimage.model.TestPackages;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.synthesize.TestRadiographs;
import org.afterimage.synthesize.TestSlices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SliceDomainTest {

    @TempDir
    Path models;

    private final SliceDomain domain = new SliceDomain();

    @ParameterizedTest
    @CsvSource({
        "ct-kernel-smooth-to-sharp, '', 12",
        "ct-kernel-sharp-to-smooth, sharp, 6",
        "ct-kernel-smooth-to-sharp, sharp, 0",
        "ct-kernel-smooth-to-sharp, localizer, 0",
    })
    void theShippedModelsTakeTheKernelThatTheyAreFor(String model, String folder, int accepted) throws Exception {
        ModelManifest manifest = ModelCatalogue.load(Path.of("models"))
                .find(model, Optional.empty())
                .orElseThrow()
                .manifest();
        List<SourceInstance> instances = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("test-fixtures/thorax-ct", folder))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                instances.add(new SourceInstance(file, Part10.read(file, Limits.defaults())));
            }
        }
        DomainDecision decision = domain.decide(List.of(new SourceSeries("study", "series", instances)), manifest);
        assertThat(decision.accepted().stream()
                        .mapToInt(series -> series.instances().size())
                        .sum())
                .isEqualTo(accepted);
    }

    @Test
    void kernelsAreComparedWithoutRegardToCaseAndRescaleTypeMayBeAbsent() {
        assertThat(codes(slice -> slice.putString(Tag.CONVOLUTION_KERNEL, "b30F", "3")))
                .isEmpty();
        assertThat(codes(slice -> slice.remove(Tag.RESCALE_TYPE))).isEmpty();
    }

    @Test
    void eachThingThatTheManifestAsksForIsAskedFor() {
        assertThat(codes(slice -> slice.remove(Tag.CONVOLUTION_KERNEL))).containsExactly(SliceRules.CONVOLUTION_KERNEL);
        assertThat(codes(slice -> slice.putString(Tag.RESCALE_TYPE, "US"))).containsExactly(SliceRules.RESCALE_TYPE);
        assertThat(codes(slice -> slice.putDecimals(Tag.PIXEL_SPACING, 0.8, 1.1)))
                .containsExactly(SliceRules.PIXEL_SPACING);
        assertThat(codes(slice -> slice.remove(Tag.SLICE_THICKNESS))).containsExactly(SliceRules.SLICE_THICKNESS);
        assertThat(codes(slice -> slice.putString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "LOCALIZER")))
                .containsExactly(SliceRules.IMAGE_TYPE);
    }

    @Test
    void multiFrameCtIsRefusedByAModelThatDoesNotTakeItsClass() {
        assertThat(codes(slice -> slice.putString(Tag.SOP_CLASS_UID, SopClass.ENHANCED_CT_IMAGE)))
                .containsExactly(InputDomain.SOP_CLASS);
    }

    @Test
    void slicesAreSortedAsTheyLieInThePatient() {
        DataSet upper = TestSlices.ct(16, 16, (row, column) -> row)
                .putString(Tag.SOP_INSTANCE_UID, "2.25.8")
                .putDecimals(Tag.IMAGE_POSITION_PATIENT, -100, -100, 5);
        DataSet lower = TestSlices.ct(16, 16, (row, column) -> column);
        assertThat(domain.decide(List.of(TestRadiographs.series(upper, lower)), manifest())
                        .accepted()
                        .get(0)
                        .instances())
                .extracting(SourceInstance::sopInstanceUid)
                .containsExactly("2.25.2002", "2.25.8");
    }

    private List<String> codes(Consumer<DataSet> change) {
        DataSet slice = TestSlices.ct(16, 16, (row, column) -> 1000 + row);
        change.accept(slice);
        return domain.decide(List.of(TestRadiographs.series(slice)), manifest()).reasons().stream()
                .map(DomainViolation::code)
                .toList();
    }

    private ModelManifest manifest() {
        return TestPackages.load(models, "slice_gain", TestManifests::kernel).manifest();
    }
}
