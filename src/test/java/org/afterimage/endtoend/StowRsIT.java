package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.afterimage.deliver.DeliveryAnswer;
import org.afterimage.deliver.StoreDelivery;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.testing.ChestStudies;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.OrthancPeer;
import org.afterimage.testing.Peers;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A DICOMweb server that is down is waited for, and gets and confirms all of it when it is back. */
class StowRsIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void derivedSeriesWaitForTheServerAndAreConfirmedByIt() throws Exception {
        Peers.require("Orthanc");
        int http = ProcessPeer.freePort();
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "WEB", ProcessPeer.freePort(), "")
                .withDestination("confirm: qido, stowRs: { url: 'http://127.0.0.1:" + http + "/dicom-web' }");
        List<ChestStudies.Study> studies = ChestStudies.write(folder.resolve("studies"), 1, 2);
        try (NodeProcess node = NodeProcess.start(setup)) {
            StoreDelivery sender = new StoreDelivery(new UpperLayerNetwork(), "DX1", Timeouts.defaults());
            RemoteAe itself = new RemoteAe("AFTERIMAGE", "127.0.0.1", node.dicomPort());
            List<Path> files = studies.stream().map(ChestStudies.Study::file).toList();
            assertThat(sender.send(files, itself)).allMatch(DeliveryAnswer::isStored);
            for (ChestStudies.Study study : studies) {
                node.await(
                        "a failed delivery",
                        LIMIT,
                        asked -> "DESTINATION_DOWN"
                                .equals(asked.jobs(study.studyInstanceUid())
                                        .path(0)
                                        .path("reasonCode")
                                        .asText()));
                assertThat(node.jobs(study.studyInstanceUid())
                                .get(0)
                                .path("reason")
                                .asText())
                        .contains("Waits until WEB answers HTTP requests", "refused");
            }
            try (OrthancPeer orthanc = OrthancPeer.startWithDicomWeb(
                    folder.resolve("orthanc"), ProcessPeer.freePort(), setup.dicomPort(), Map.of("HttpPort", http))) {
                for (ChestStudies.Study study : studies) {
                    JsonNode job = node.awaitJob(study.studyInstanceUid(), LIMIT);
                    assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("CONFIRMED");
                    assertThat(job.path("deliveryAttempts").asInt())
                            .as("waiting is no attempt")
                            .isZero();
                    JsonNode instance =
                            job.path("derived").get(0).path("instances").get(0);
                    assertThat(orthanc.lookUp(instance.path("sopInstanceUid").asText()))
                            .isPresent();
                    assertThat(instance.path("confirmation").asText()).isEqualTo("QIDO-RS: 1 instance of the series");
                }
            }
        }
    }
}
