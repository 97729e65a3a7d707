package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.pixel.PixelReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chest CT of two kernels and a localizer: each kernel comes back as the other, as a CT series of the same study. */
class CtKernelIT {
    private static final String TO_SMOOTH = "ct-kernel-sharp-to-smooth";
    private static final String TO_SHARP = "ct-kernel-smooth-to-sharp";
    private static final int PADDING = -2000;
    private static final int SHARP_SLICES = 6;
    private static final int SMOOTH_SLICES = 12;

    @TempDir
    private Path folder;

    @Test
    void eachKernelComesBackAsTheOther() throws Exception {
        try (TaskJourney journey = TaskJourney.start(folder, "CT", TO_SMOOTH, TO_SHARP)) {
            List<JsonNode> jobs = journey.send("thorax-ct", 6);
            List<DicomObject> sharp = TaskJourney.series("thorax-ct/sharp");
            List<DicomObject> smooth = TaskJourney.series("thorax-ct");

            List<DicomObject> smoothed = journey.derived(job(jobs, TO_SMOOTH, sharp), SHARP_SLICES);
            List<DicomObject> sharpened = journey.derived(job(jobs, TO_SHARP, smooth), SMOOTH_SLICES);
            TaskJourney.checkInStep(sharp, smoothed);
            TaskJourney.checkInStep(smooth, sharpened);
            journey.checkConsistent("thorax-ct", smoothed);
            journey.checkConsistent("thorax-ct", sharpened);
            checkTags(smoothed.get(0), sharp.get(0), "AI Smooth kernel");
            checkTags(sharpened.get(0), smooth.get(0), "AI Sharp kernel");

            for (int k = 0; k < SHARP_SLICES; k++) {
                double before = difference(sharp.get(k), smooth.get(k));
                assertThat(before).as("the kernels differ").isGreaterThan(10);
                assertThat(difference(smoothed.get(k), smooth.get(k)))
                        .as("slice " + k)
                        .isLessThan(before / 2);
                assertThat(difference(sharpened.get(k), sharp.get(k)))
                        .as("slice " + k)
                        .isLessThan(before);
            }
            checkChange(journey, journey.changeMap(job(jobs, TO_SMOOTH, sharp), SHARP_SLICES), sharp, smoothed);
            checkSkipped(jobs, sharp, smooth);
        }
    }

    /** The change map lies slice by slice beside its result, and holds in HU what the result added to its source and took away. */
    private static void checkChange(
            TaskJourney journey, List<DicomObject> change, List<DicomObject> source, List<DicomObject> result)
            throws Exception {
        TaskJourney.checkInStep(source, change);
        List<DicomObject> both = new ArrayList<>(result);
        both.addAll(change);
        journey.checkConsistent("thorax-ct", both);
        int[] before = PixelReader.frame(source.get(0), 0);
        int[] after = PixelReader.frame(result.get(0), 0);
        int[] changed = PixelReader.frame(change.get(0), 0);
        int different = 0;
        for (int i = 0; i < changed.length; i++) {
            assertThat(changed[i]).isEqualTo(before[i] == PADDING ? 0 : after[i] - before[i]);
            different += changed[i] == 0 ? 0 : 1;
        }
        assertThat(different).isGreaterThan(changed.length / 10);
        assertThat(change.get(0).dataSet().string(Tag.RESCALE_TYPE)).contains("HU");
        assertThat(change.get(0).dataSet().decimals(Tag.RESCALE_INTERCEPT)).containsExactly(0);
    }

    /** The kernel that a model is not for, and the localizer, are skipped, and REST says why. */
    private static void checkSkipped(List<JsonNode> jobs, List<DicomObject> sharp, List<DicomObject> smooth)
            throws IOException {
        for (JsonNode job : List.of(
                job(jobs, TO_SMOOTH, smooth),
                job(jobs, TO_SHARP, sharp),
                job(jobs, TO_SMOOTH, TaskJourney.series("thorax-ct/localizer")))) {
            assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("SKIPPED");
        }
        assertThat(job(jobs, TO_SMOOTH, smooth).path("reasonCode").asText()).isEqualTo("CONVOLUTION_KERNEL");
        assertThat(job(jobs, TO_SMOOTH, smooth).path("reason").asText()).contains("Convolution Kernel", "B30");
    }

    private static void checkTags(DicomObject derived, DicomObject source, String description) {
        assertThat(derived.sopClassUid()).isEqualTo(SopClass.CT_IMAGE);
        assertThat(derived.dataSet().strings(Tag.IMAGE_TYPE)).containsExactly("DERIVED", "SECONDARY", "AXIAL");
        assertThat(derived.dataSet().string(Tag.SERIES_DESCRIPTION).orElseThrow())
                .startsWith(description);
        for (int tag :
                new int[] {Tag.CONVOLUTION_KERNEL, Tag.KVP, Tag.RESCALE_TYPE, Tag.RESCALE_INTERCEPT, Tag.WINDOW_CENTER
                }) {
            assertThat(derived.dataSet().get(tag))
                    .isPresent()
                    .isEqualTo(source.dataSet().get(tag));
        }
        assertThat(derived.dataSet().string(Tag.DERIVATION_DESCRIPTION).orElseThrow())
                .contains("MTF 50 %");
        assertThat(TaskJourney.references(derived)).containsExactly(source.sopInstanceUid());
    }

    private static JsonNode job(List<JsonNode> jobs, String model, List<DicomObject> series) {
        String uid = series.get(0).dataSet().string(Tag.SERIES_INSTANCE_UID).orElseThrow();
        return jobs.stream()
                .filter(job -> job.path("model").path("id").asText().equals(model))
                .filter(job -> job.path("seriesInstanceUid").asText().equals(uid))
                .findFirst()
                .orElseThrow();
    }

    /** Root of the mean squared difference in HU inside the reconstructed circle, which must be the same in both. */
    private static double difference(DicomObject one, DicomObject other) throws IOException {
        int[] first = PixelReader.frame(one, 0);
        int[] second = PixelReader.frame(other, 0);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < first.length; i++) {
            assertThat(first[i] == PADDING).isEqualTo(second[i] == PADDING);
            if (first[i] != PADDING) {
                sum += Math.pow(first[i] - second[i], 2);
                count++;
            }
        }
        assertThat(count).isBetween(first.length / 2, first.length - 1);
        return Math.sqrt(sum / count);
    }
}
