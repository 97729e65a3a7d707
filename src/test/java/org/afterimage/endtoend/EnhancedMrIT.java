package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.pixel.FunctionalGroups;
import org.afterimage.dicom.pixel.PixelReader;
import org.afterimage.synthesize.EnhancedSeries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T1 and T2 as Enhanced MR instances go from a real PACS to the node, and an Enhanced MR instance of FLAIR comes back; or words why not. */
class EnhancedMrIT {

    private static final String MODEL = "mr-flair-synthesis";
    private static final int SLICES = 20;

    @TempDir
    Path folder;

    @Test
    void t1AndT2GetAFlairFrameByFrame() throws Exception {
        DataSet t1 = EnhancedSeries.mr(EnhancedSeries.slices("head-mr/t1", SLICES), "T1");
        DataSet t2 = EnhancedSeries.mr(EnhancedSeries.slices("head-mr/t2", SLICES), "T2");
        try (TaskJourney journey = TaskJourney.start(folder, "MR", MODEL)) {
            List<Path> sent = List.of(written("t1.dcm", t1), written("t2.dcm", t2));
            JsonNode job = journey.send("Enhanced T1 and T2", sent, 1).get(0);
            DicomObject flair = journey.derived(job, 1).get(0);

            assertThat(flair.sopClassUid()).isEqualTo(SopClass.ENHANCED_MR_IMAGE);
            checkHeader(flair.dataSet(), t1, t2);
            checkFrames(flair, t2);
            OtherReaders.checkFrames(journey.file(flair), flair);
        }
    }

    @Test
    void t1AloneIsSkippedInWords() throws Exception {
        DataSet t1 = EnhancedSeries.mr(EnhancedSeries.slices("head-mr/t1", SLICES), "T1");
        try (TaskJourney journey = TaskJourney.start(folder, "MR", MODEL)) {
            JsonNode job = journey.send("Enhanced T1", List.of(written("t1.dcm", t1)), 1)
                    .get(0);
            assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("SKIPPED");
            assertThat(job.path("reasonCode").asText()).isEqualTo("ROLE_MISSING");
            assertThat(job.path("reason").asText()).contains("no T2 series");
        }
    }

    private static void checkHeader(DataSet flair, DataSet t1, DataSet t2) {
        for (int tag :
                new int[] {Tag.PATIENT_NAME, Tag.PATIENT_ID, Tag.STUDY_INSTANCE_UID, Tag.FRAME_OF_REFERENCE_UID}) {
            assertThat(flair.string(tag)).as(Tag.toString(tag)).isPresent().isEqualTo(t2.string(tag));
        }
        assertThat(flair.string(Tag.SYNTHETIC_DATA)).contains("YES");
        assertThat(flair.strings(Tag.IMAGE_TYPE)).startsWith("DERIVED");
        assertThat(flair.string(Tag.SERIES_INSTANCE_UID))
                .isNotEqualTo(t1.string(Tag.SERIES_INSTANCE_UID))
                .isNotEqualTo(t2.string(Tag.SERIES_INSTANCE_UID));
        assertThat(sources(flair))
                .containsExactlyInAnyOrder(
                        t1.string(Tag.SOP_INSTANCE_UID).orElseThrow(),
                        t2.string(Tag.SOP_INSTANCE_UID).orElseThrow());
    }

    /** The instances that frames name as their sources. */
    private static Set<String> sources(DataSet flair) {
        return flair.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE).stream()
                .flatMap(frame -> frame.items(Tag.DERIVATION_IMAGE_SEQUENCE).stream())
                .flatMap(derivation -> derivation.items(Tag.SOURCE_IMAGE_SEQUENCE).stream())
                .map(source -> source.string(Tag.REFERENCED_SOP_INSTANCE_UID).orElseThrow())
                .collect(Collectors.toSet());
    }

    /** Each frame lies where the T2 frame of its number lies; in the middle of the head fluid, bright in T2, is dark. */
    private static void checkFrames(DicomObject flair, DataSet t2) throws Exception {
        FunctionalGroups groups = FunctionalGroups.of(flair.dataSet());
        FunctionalGroups received = FunctionalGroups.of(t2);
        assertThat(groups.frames()).isEqualTo(SLICES);
        for (int frame = 0; frame < SLICES; frame++) {
            assertThat(groups.frame(frame).position())
                    .isEqualTo(received.frame(frame).position());
        }
        int middle = SLICES / 2;
        int[] synthetic = PixelReader.frame(flair, middle);
        int[] acquired =
                PixelReader.frame(new DicomObject(new DataSet(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, t2), middle);
        int[] head = IntStream.range(0, acquired.length)
                .filter(i -> synthetic[i] > 0 && acquired[i] > 0)
                .boxed()
                .sorted((one, other) -> acquired[other] - acquired[one])
                .mapToInt(Integer::intValue)
                .toArray();
        assertThat(head).hasSizeGreaterThan(acquired.length / 10);
        double fluid = mean(synthetic, head, 0, head.length / 50);
        double brain = mean(synthetic, head, head.length / 4, head.length / 2);
        assertThat(brain).isGreaterThan(100);
        assertThat(fluid).as("fluid, where brain has " + brain).isLessThan(0.7 * brain);
    }

    private static double mean(int[] values, int[] places, int from, int to) {
        return IntStream.range(from, to).map(i -> values[places[i]]).average().orElseThrow();
    }

    private Path written(String name, DataSet dataSet) throws Exception {
        Path file = Files.createDirectories(folder.resolve("sent")).resolve(name);
        Part10.write(file, dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        return file;
    }
}
