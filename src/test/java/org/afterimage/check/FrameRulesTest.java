package org.afterimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelManifest;
import org.afterimage.synthesize.EnhancedSeries;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which Enhanced instances the shipped kernel model is asked about: one stack of slices of one kind, taken whole or refused in words. */
class FrameRulesTest {

    private static final int SLICES = 4;

    private static List<DicomObject> slices;
    private static ModelManifest manifest;

    private final SliceDomain domain = new SliceDomain();

    @BeforeAll
    static void readFixtures() throws Exception {
        slices = EnhancedSeries.slices("thorax-ct/sharp", SLICES);
        manifest = ModelCatalogue.load(Path.of("models"))
                .find("ct-kernel-sharp-to-smooth", Optional.empty())
                .orElseThrow()
                .manifest();
    }

    @Test
    void oneStackIsTakenWithAllOfItsFramesInTheOrderInWhichTheyLie() throws Exception {
        DomainDecision decision = decide(image -> {});
        assertThat(decision.skipped()).isEmpty();
        assertThat(decision.accepted().get(0).instances())
                .extracting(SourceInstance::frame)
                .containsExactly(3, 2, 1, 0);
    }

    @Test
    void severalStacksTemporalPositionsOrOtherDimensionsAreRefused() throws Exception {
        assertRefused(
                each((content, frame) -> content.putString(Tag.STACK_ID, Integer.toString(frame % 2 + 1))),
                "SEVERAL_VOLUMES",
                "2 volumes");
        assertRefused(
                each((content, frame) -> content.putIntegers(Tag.TEMPORAL_POSITION_INDEX, frame % 2 + 1)),
                "SEVERAL_VOLUMES",
                "2 volumes");
        assertRefused(
                each((content, frame) -> content.putIntegers(Tag.DIMENSION_INDEX_VALUES, 1, SLICES - frame, frame + 1)),
                "SEVERAL_VOLUMES",
                SLICES + " volumes");
    }

    @Test
    void framesThatLieTwiceAtOnePlaceAreRefused() throws Exception {
        assertRefused(
                image -> {
                    List<DataSet> frames = image.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
                    frames.get(1)
                            .putItems(
                                    Tag.PLANE_POSITION_SEQUENCE,
                                    frames.get(0)
                                            .item(Tag.PLANE_POSITION_SEQUENCE)
                                            .orElseThrow());
                },
                "SEVERAL_VOLUMES",
                "2 volumes");
    }

    @Test
    void framesOfSeveralKernelsAreRefusedByName() throws Exception {
        assertRefused(
                image -> image.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE)
                        .get(2)
                        .putItems(
                                Tag.CT_RECONSTRUCTION_SEQUENCE, new DataSet().putString(Tag.CONVOLUTION_KERNEL, "B30")),
                "DIFFERENT_FRAMES",
                "Convolution Kernel (0018,1210): B60 and B30");
    }

    @Test
    void calculatedFramesAreRefused() throws Exception {
        assertRefused(
                image -> image.item(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE)
                        .flatMap(shared -> shared.item(Tag.CT_IMAGE_FRAME_TYPE_SEQUENCE))
                        .orElseThrow()
                        .putString(Tag.FRAME_TYPE, "DERIVED", "PRIMARY", "VOLUME", "MAXIMUM"),
                "CALCULATED_FRAMES",
                "MAXIMUM");
    }

    @Test
    void damagedFunctionalGroupsAreRefusedInWords() throws Exception {
        assertRefused(
                image -> image.putItems(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, new DataSet()),
                "FUNCTIONAL_GROUPS",
                "has 1 items for " + SLICES + " frames");
    }

    @Test
    void oneFrameOutsideTheDomainRefusesTheInstance() throws Exception {
        assertRefused(
                image -> image.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE)
                        .get(2)
                        .putItems(
                                Tag.PIXEL_MEASURES_SEQUENCE,
                                new DataSet()
                                        .putDecimals(Tag.PIXEL_SPACING, 2, 2)
                                        .putDecimals(Tag.SLICE_THICKNESS, 5)),
                SliceRules.PIXEL_SPACING,
                "2.000 x 2.000");
    }

    @Test
    void theKernelOfTheFramesIsAskedFor() throws Exception {
        assertRefused(
                image -> image.item(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE)
                        .flatMap(shared -> shared.item(Tag.CT_RECONSTRUCTION_SEQUENCE))
                        .orElseThrow()
                        .putString(Tag.CONVOLUTION_KERNEL, "B30"),
                SliceRules.CONVOLUTION_KERNEL,
                "B30");
    }

    @Test
    void tooFewPixelsAreFoundBeforeAnythingIsMade() throws Exception {
        assertRefused(
                image -> image.putBytes(Tag.PIXEL_DATA, VR.OW, new byte[1024]), InputDomain.PIXEL_DATA, "1024 bytes");
    }

    private static Consumer<DataSet> each(ObjIntConsumer<DataSet> change) {
        return image -> {
            List<DataSet> frames = image.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
            for (int frame = 0; frame < frames.size(); frame++) {
                change.accept(frames.get(frame).item(Tag.FRAME_CONTENT_SEQUENCE).orElseThrow(), frame);
            }
        };
    }

    private void assertRefused(Consumer<DataSet> change, String code, String words) throws Exception {
        DomainDecision decision = decide(change);
        assertThat(decision.acceptsAny()).isFalse();
        assertThat(decision.skipped()).hasSize(1);
        assertThat(decision.reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.code()).isEqualTo(code);
            assertThat(reason.sentence()).contains(words);
        });
    }

    private DomainDecision decide(Consumer<DataSet> change) throws Exception {
        DataSet image = EnhancedSeries.ct(slices);
        change.accept(image);
        SourceSeries series = EnhancedSeries.frames(image);
        return domain.decide(List.of(series), manifest);
    }
}
