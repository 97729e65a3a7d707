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
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.testing.ChestStudies;
import org.afterimage.testing.DcmqrscpPeer;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.OrthancPeer;
import org.afterimage.testing.Peers;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job ends as confirmed only when the destination itself says that it keeps what it was sent. */
class ConfirmationIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void orthancConfirmsByStorageCommitment() throws Exception {
        Peers.require("Orthanc");
        int port = ProcessPeer.freePort();
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "ORTHANC", port, "")
                .withDestination("confirm: storage-commitment");
        try (OrthancPeer orthanc = OrthancPeer.start(folder.resolve("orthanc"), port, setup.dicomPort())) {
            JsonNode job = send(setup);
            JsonNode instance = confirmed(job, "storage commitment, transaction");
            assertThat(orthanc.lookUp(instance.path("sopInstanceUid").asText())).isPresent();
        }
    }

    @Test
    void dcmqrscpConfirmsByFind() throws Exception {
        Peers.require("dcmqrscp");
        try (DcmqrscpPeer pacs = new DcmqrscpPeer(folder, ProcessPeer.freePort())) {
            NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "QRSCP", pacs.port(), "")
                    .withDestination("confirm: find");
            confirmed(send(setup), "C-FIND: 1 instance of the series");
        }
    }

    @Test
    void aDestinationThatCannotConfirmLeavesItAtSentAndTheJobSaysSo() throws Exception {
        Peers.require("storescp");
        int port = ProcessPeer.freePort();
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "PACS", port, "")
                .withDestination("confirm: storage-commitment")
                .withAttempts(2);
        Path store = Files.createDirectories(folder.resolve("pacs"));
        try (ProcessPeer pacs = ProcessPeer.start(store, "storescp", "-aet", "PACS", port)) {
            pacs.awaitPort(port);
            JsonNode job = send(setup);
            assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("SENT");
            assertThat(job.path("reasonCode").asText()).isEqualTo("UNCONFIRMED");
            assertThat(job.path("reason").asText())
                    .startsWith("Asked 2 times: ")
                    .contains("PACS");
            JsonNode instance = job.path("derived").get(0).path("instances").get(0);
            assertThat(instance.path("delivery").asText()).isEqualTo("SENT");
            assertThat(instance.path("confirmedAt").isNull()).isTrue();
        }
    }

    private JsonNode send(NodeProcess.Setup setup) throws Exception {
        ChestStudies.Study study =
                ChestStudies.write(folder.resolve("studies"), 1, 1).get(0);
        try (NodeProcess node = NodeProcess.start(setup)) {
            StoreDelivery sender = new StoreDelivery(new UpperLayerNetwork(), "DX1", Timeouts.defaults());
            assertThat(sender.send(List.of(study.file()), new RemoteAe("AFTERIMAGE", "127.0.0.1", node.dicomPort())))
                    .allMatch(DeliveryAnswer::isStored);
            return node.awaitJob(study.studyInstanceUid(), LIMIT);
        }
    }

    private static JsonNode confirmed(JsonNode job, String how) {
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("CONFIRMED");
        JsonNode instance = job.path("derived").get(0).path("instances").get(0);
        assertThat(instance.path("delivery").asText()).isEqualTo("CONFIRMED");
        assertThat(instance.path("confirmation").asText()).startsWith(how);
        assertThat(instance.path("confirmedAt").asText()).isNotEmpty();
        assertThat(instance.path("deliveries")).hasSize(1);
        assertThat(job.path("stages").findValuesAsText("stage")).endsWith("DELIVERED", "CONFIRMED");
        return instance;
    }
}
