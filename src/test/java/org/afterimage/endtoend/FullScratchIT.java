package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.afterimage.deliver.DeliveryAnswer;
import org.afterimage.deliver.StoreDelivery;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Status;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.testing.CountingDestination;
import org.afterimage.testing.LongSeries;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk has no room for the planes of a series: the job says so, waits, and is made when there is room. */
class FullScratchIT {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final int SLICES = 12;

    @TempDir
    private Path folder;

    @Test
    void aJobWithoutRoomForItsPlanesIsTriedAgain() throws Exception {
        int port = ProcessPeer.freePort();
        NodeProcess.Setup setup =
                NodeProcess.Setup.write(folder, "PACS", port, "").withRoutes("CT", "PACS", "ct-kernel-sharp-to-smooth");
        Path scratch = Files.createDirectories(folder.resolve("data/scratch"));
        LongSeries series = LongSeries.write(folder.resolve("series"), SLICES);
        FullDiskIT.mount(scratch, 3);
        boolean full = true;
        try (CountingDestination pacs =
                        new CountingDestination(port, setup.dicomPort(), (request, times) -> Status.SUCCESS);
                NodeProcess node = NodeProcess.start(setup, List.of("-Xmx128m"))) {
            assertThat(new StoreDelivery(new UpperLayerNetwork(), "CT1", Timeouts.defaults())
                            .send(series.files(), new RemoteAe("AFTERIMAGE", "127.0.0.1", node.dicomPort())))
                    .allMatch(DeliveryAnswer::isStored);
            node.await("a failed attempt", LIMIT, asked -> reason(asked).contains("Tried again in"));
            assertThat(reason(node))
                    .startsWith("The scratch file of the run can't be written: No space left on device.");

            full = !FullDiskIT.run("umount", "-l", scratch.toString());
            JsonNode job = node.awaitJob(LongSeries.STUDY_INSTANCE_UID, LIMIT);
            assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("SENT");
            assertThat(pacs.sent()).hasSize(SLICES);
        } finally {
            if (full) {
                FullDiskIT.run("umount", "-l", scratch.toString());
            }
        }
    }

    private static String reason(NodeProcess node) {
        JsonNode jobs = node.jobs(LongSeries.STUDY_INSTANCE_UID);
        return jobs.isEmpty() ? "" : jobs.get(0).path("reason").asText();
    }
}
