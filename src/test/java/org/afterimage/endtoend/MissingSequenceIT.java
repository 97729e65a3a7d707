package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.pixel.PixelReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A head with T1 and T2 comes back with a FLAIR that nobody acquired; one that lacks something comes back with the reason. */
class MissingSequenceIT {
    private static final String MODEL = "mr-flair-synthesis";
    private static final int SLICES = 20;

    @TempDir
    private Path folder;

    @Test
    void aHeadWithT1AndT2GetsAFlair() throws Exception {
        try (TaskJourney journey = TaskJourney.start(folder, "MR", MODEL)) {
            List<DicomObject> t1 = TaskJourney.series("head-mr/t1");
            List<DicomObject> t2 = TaskJourney.series("head-mr/t2");
            JsonNode job = journey.send("head-mr", 1).get(0);
            assertThat(job.path("stages").findValuesAsText("detail"))
                    .anyMatch(detail -> detail.matches("\\d+ of \\d+ gates passed, checking network \\d+ ms"));
            List<DicomObject> flair = journey.derived(job, SLICES);

            TaskJourney.checkInStep(t2, flair);
            journey.checkConsistent("head-mr", flair);
            checkTags(flair.get(1));
            checkReferences(flair, t1, t2);
            checkContrast(flair.get(SLICES / 2), t2.get(SLICES / 2));
        }
    }

    @Test
    void aStudyThatLacksASourceIsSkippedAndRestSaysWhy() throws Exception {
        try (TaskJourney journey = TaskJourney.start(folder, "MR", MODEL)) {
            JsonNode withoutT2 = journey.send("refused/head-without-t2", 1).get(0);
            assertThat(withoutT2.path("state").asText())
                    .as(withoutT2.toString())
                    .isEqualTo("SKIPPED");
            assertThat(withoutT2.path("reasonCode").asText()).isEqualTo("ROLE_MISSING");
            assertThat(withoutT2.path("reason").asText()).contains("no T2 series");

            JsonNode twoFrames = journey.send("refused/head-two-frames", 1).get(0);
            assertThat(twoFrames.path("state").asText())
                    .as(twoFrames.toString())
                    .isEqualTo("SKIPPED");
            assertThat(twoFrames.path("reasonCode").asText()).isEqualTo("FRAME_OF_REFERENCE");
            assertThat(twoFrames.path("reason").asText()).contains("Frame of Reference");
        }
    }

    private static void checkTags(DicomObject derived) {
        assertThat(derived.sopClassUid()).isEqualTo(SopClass.MR_IMAGE);
        assertThat(derived.dataSet().strings(Tag.IMAGE_TYPE)).containsExactly("DERIVED", "SECONDARY", "OTHER");
        assertThat(derived.dataSet().strings(Tag.SCANNING_SEQUENCE)).containsExactly("RM");
        assertThat(derived.dataSet().strings(Tag.SEQUENCE_VARIANT)).containsExactly("NONE");
        for (int tag : new int[] {Tag.REPETITION_TIME, Tag.ECHO_TIME, Tag.ECHO_TRAIN_LENGTH}) {
            assertThat(derived.dataSet().contains(tag)).isTrue();
            assertThat(derived.dataSet().string(tag)).isEmpty();
        }
        assertThat(derived.dataSet().contains(Tag.FLIP_ANGLE)).isFalse();
        assertThat(derived.dataSet().contains(Tag.PROTOCOL_NAME)).isFalse();
        assertThat(derived.dataSet().string(Tag.SERIES_DESCRIPTION).orElseThrow())
                .startsWith("AI Synthetic FLAIR");
        assertThat(derived.dataSet().decimal(Tag.WINDOW_WIDTH)).isPresent();
    }

    /** Each slice names its neighbours in both series, and the localizer is no source of any. */
    private static void checkReferences(List<DicomObject> flair, List<DicomObject> t1, List<DicomObject> t2) {
        Set<String> received = new HashSet<>();
        t1.forEach(instance -> received.add(instance.sopInstanceUid()));
        t2.forEach(instance -> received.add(instance.sopInstanceUid()));
        Set<String> used = new HashSet<>();
        for (int k = 0; k < flair.size(); k++) {
            List<String> expected = new ArrayList<>();
            for (int beside = Math.max(0, k - 1); beside <= Math.min(k + 1, flair.size() - 1); beside++) {
                expected.add(t1.get(beside).sopInstanceUid());
                expected.add(t2.get(beside).sopInstanceUid());
            }
            List<String> references = TaskJourney.references(flair.get(k));
            assertThat(references).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(references.get(0)).isEqualTo(t2.get(k).sopInstanceUid());
            used.addAll(references);
        }
        assertThat(used).isEqualTo(received);
        assertThat(flair.get(0).dataSet().items(Tag.RELATED_SERIES_SEQUENCE)).hasSize(2);
    }

    /** Fluid, the brightest of T2 inside the brain, is darker than brain in FLAIR. */
    private static void checkContrast(DicomObject flair, DicomObject t2) throws IOException {
        int side = 256;
        int[] synthetic = PixelReader.frame(flair, 0);
        int[] acquired = PixelReader.frame(t2, 0);
        int[] middle = IntStream.range(0, side * side)
                .filter(i -> Math.hypot(i / side - side / 2.0, i % side - side / 2.0) < 45)
                .toArray();
        int[] sorted = IntStream.of(middle).map(i -> acquired[i]).sorted().toArray();
        int fluid = sorted[(int) (sorted.length * 0.97)];
        int median = sorted[sorted.length / 2];
        double ofFluid = IntStream.of(middle)
                .filter(i -> acquired[i] >= fluid)
                .map(i -> synthetic[i])
                .average()
                .orElseThrow();
        double ofBrain = IntStream.of(middle)
                .filter(i -> Math.abs(acquired[i] - median) < median / 5)
                .map(i -> synthetic[i])
                .average()
                .orElseThrow();
        assertThat(ofBrain).isGreaterThan(100);
        assertThat(ofFluid).as("fluid, where brain has " + ofBrain).isLessThan(0.7 * ofBrain);
    }
}
