package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.pixel.PixelReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chest radiograph comes back in the target style, and, by another route, without its bones: two series of one study. */
class RadiographStyleIT {
    private static final String STYLE = "chest-style";
    private static final String BONES = "chest-bone-suppression";

    @TempDir
    private Path folder;

    @Test
    void twoRoutesMakeTwoSeriesOfOneRadiograph() throws Exception {
        try (TaskJourney journey = TaskJourney.start(folder, "CR", STYLE, BONES)) {
            List<JsonNode> jobs = journey.send("chest-cr", 2);
            List<DicomObject> source = TaskJourney.series("chest-cr");
            DicomObject styled = derived(journey, jobs, STYLE);
            DicomObject suppressed = derived(journey, jobs, BONES);

            List<DicomObject> changes = new ArrayList<>();
            for (JsonNode job : jobs) {
                changes.addAll(journey.changeMap(job, 1));
            }
            List<DicomObject> all = new ArrayList<>(List.of(styled, suppressed));
            all.addAll(changes);
            TaskJourney.checkInStep(source, all);
            journey.checkConsistent("chest-cr", all);
            assertThat(all.stream().map(one -> text(one, Tag.SERIES_NUMBER)).distinct())
                    .as("numbers of four series")
                    .hasSize(4);
            assertThat(changes).allSatisfy(change -> {
                assertThat(text(change, Tag.SERIES_DESCRIPTION)).startsWith("AI change map ");
                assertThat(text(change, Tag.DERIVATION_DESCRIPTION)).contains("Result minus source");
                assertThat(TaskJourney.references(change))
                        .containsExactly(source.get(0).sopInstanceUid());
            });
            assertThat(styled.sopClassUid()).isEqualTo(SopClass.CR_IMAGE);
            assertThat(text(styled, Tag.SERIES_DESCRIPTION)).startsWith("AI radiograph style");
            assertThat(text(suppressed, Tag.SERIES_DESCRIPTION)).startsWith("AI bone suppression");
            assertThat(text(styled, Tag.SERIES_INSTANCE_UID)).isNotEqualTo(text(suppressed, Tag.SERIES_INSTANCE_UID));
            assertThat(text(styled, Tag.SERIES_NUMBER)).isNotEqualTo(text(suppressed, Tag.SERIES_NUMBER));
            assertThat(styled.dataSet().get(Tag.WINDOW_CENTER))
                    .as("a window that fits the new greys")
                    .isPresent()
                    .isNotEqualTo(source.get(0).dataSet().get(Tag.WINDOW_CENTER));
            assertThat(PixelReader.frame(styled, 0)).isNotEqualTo(PixelReader.frame(source.get(0), 0));
            assertThat(TaskJourney.references(styled))
                    .containsExactly(source.get(0).sopInstanceUid());
        }
    }

    private static DicomObject derived(TaskJourney journey, List<JsonNode> jobs, String model) throws Exception {
        JsonNode job = jobs.stream()
                .filter(one -> one.path("model").path("id").asText().equals(model))
                .findFirst()
                .orElseThrow();
        return journey.derived(job, 1).get(0);
    }

    private static String text(DicomObject object, int tag) {
        DataSet dataSet = object.dataSet();
        return dataSet.string(tag).orElseThrow();
    }
}
