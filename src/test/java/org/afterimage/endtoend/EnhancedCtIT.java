package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

/** Enhanced CT instances go from a real PACS to the node, and one with a frame for each of theirs comes back; or words why not. */
class EnhancedCtIT {

    private static final String TO_SMOOTH = "ct-kernel-sharp-to-smooth";
    private static final int SLICES = 6;
    private static final int PADDING = -2000;

    @TempDir
    Path folder;

    @Test
    void anEnhancedCtInstanceComesBackHarmonisedFrameByFrame() throws Exception {
        DataSet source = EnhancedSeries.ct(EnhancedSeries.slices("thorax-ct/sharp", SLICES));
        try (TaskJourney journey = TaskJourney.start(folder, "CT", TO_SMOOTH)) {
            JsonNode job = journey.send("an Enhanced CT instance", List.of(written("source.dcm", source)), 1)
                    .get(0);
            DicomObject derived = journey.derived(job, 1).get(0);
            DicomObject change = journey.changeMap(job, 1).get(0);

            assertThat(derived.sopClassUid()).isEqualTo(SopClass.ENHANCED_CT_IMAGE);
            assertThat(derived.dataSet().string(Tag.PATIENT_NAME)).isEqualTo(source.string(Tag.PATIENT_NAME));
            FunctionalGroups groups = FunctionalGroups.of(derived.dataSet());
            assertThat(groups.frames()).isEqualTo(SLICES);
            for (int frame = 0; frame < SLICES; frame++) {
                assertThat(groups.frame(frame).position())
                        .isEqualTo(FunctionalGroups.of(source).frame(frame).position());
                checkChange(source, derived, change, frame);
            }
            OtherReaders.checkFrames(journey.file(derived), derived);
            OtherReaders.checkFrames(journey.file(change), change);
        }
    }

    @Test
    void anInstanceOfTwoTemporalPositionsIsSkippedInWords() throws Exception {
        DataSet source = EnhancedSeries.ct(EnhancedSeries.slices("thorax-ct/sharp", SLICES));
        List<DataSet> frames = source.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
        for (int frame = 0; frame < SLICES; frame++) {
            frames.get(frame)
                    .item(Tag.FRAME_CONTENT_SEQUENCE)
                    .orElseThrow()
                    .putIntegers(Tag.TEMPORAL_POSITION_INDEX, frame % 2 + 1);
        }
        try (TaskJourney journey = TaskJourney.start(folder, "CT", TO_SMOOTH)) {
            JsonNode job = journey.send("two temporal positions", List.of(written("times.dcm", source)), 1)
                    .get(0);
            assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("SKIPPED");
            assertThat(job.path("reasonCode").asText()).isEqualTo("SEVERAL_VOLUMES");
            assertThat(job.path("reason").asText()).contains("2 volumes in its 6 frames");
        }
    }

    /** In HU the change is the result less its source, and nothing where there is no image. */
    private static void checkChange(DataSet source, DicomObject derived, DicomObject change, int frame)
            throws Exception {
        int[] before = PixelReader.frame(
                new DicomObject(new DataSet(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, source), frame);
        int[] after = PixelReader.frame(derived, frame);
        int[] changed = PixelReader.frame(change, frame);
        int different = 0;
        for (int i = 0; i < changed.length; i++) {
            assertThat(changed[i]).isEqualTo(before[i] == PADDING ? 0 : after[i] - before[i]);
            different += changed[i] == 0 ? 0 : 1;
        }
        assertThat(different).as("frame " + frame).isGreaterThan(changed.length / 10);
    }

    private Path written(String name, DataSet dataSet) throws Exception {
        Path file = Files.createDirectories(folder.resolve("sent")).resolve(name);
        Part10.write(file, dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        return file;
    }
}
