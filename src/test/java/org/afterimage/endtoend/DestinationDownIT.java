package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.afterimage.deliver.DeliveryAnswer;
import org.afterimage.deliver.StoreDelivery;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.Peers;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A destination that is down gets the derived series when it is back, and the wait says why. */
class DestinationDownIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Path CHEST = Path.of("test-fixtures/chest-cr/001.dcm");

    @TempDir
    private Path folder;

    @Test
    void aDerivedSeriesWaitsForItsDestinationAndIsNotMadeAgain() throws Exception {
        Peers.require("storescp");
        int pacsPort = ProcessPeer.freePort();
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "PACS", pacsPort, "");
        try (NodeProcess node = NodeProcess.start(setup)) {
            String study = sendAndAwait(node, "DESTINATION_DOWN");
            JsonNode waiting = node.jobs(study).get(0);
            assertThat(waiting.path("state").asText()).isEqualTo("DELIVERING");
            assertThat(waiting.path("reason").asText()).contains("Waits until PACS answers C-ECHO", "refused");

            Path store = Files.createDirectories(folder.resolve("pacs"));
            try (ProcessPeer pacs = ProcessPeer.start(store, "storescp", "-aet", "PACS", pacsPort)) {
                pacs.awaitPort(pacsPort);
                JsonNode job = node.awaitJob(study, LIMIT);
                assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("SENT");
                assertThat(job.path("deliveryAttempts").asInt())
                        .as("waiting is no attempt")
                        .isZero();
                assertThat(stages(job, "SYNTHESISED")).as("synthesised once").isEqualTo(1);
                JsonNode deliveries =
                        job.path("derived").get(0).path("instances").get(0).path("deliveries");
                assertThat(deliveries.get(0).path("outcome").asText()).isEqualTo("UNREACHABLE");
                assertThat(deliveries.get(deliveries.size() - 1).path("outcome").asText())
                        .isEqualTo("SENT");
            }
        }
    }

    @Test
    void aJobWhoseDestinationIsNoLongerListedSaysSoAndGoesOnWhenItIs() throws Exception {
        Peers.require("storescp");
        int pacsPort = ProcessPeer.freePort();
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "PACS", pacsPort, "");
        String study;
        try (NodeProcess node = NodeProcess.start(setup)) {
            study = sendAndAwait(node, "DESTINATION_DOWN");
        }

        Path remotes = setup.folder().resolve("dicom-conf/remotes.yaml");
        Path routes = setup.folder().resolve("dicom-conf/routes.yaml");
        String listed = Files.readString(remotes);
        String routed = Files.readString(routes);
        Files.writeString(remotes, listed.replace("PACS", "OTHER"));
        Files.writeString(routes, routed.replace("PACS", "OTHER"));
        try (NodeProcess node = NodeProcess.start(setup)) {
            node.await("a reason", LIMIT, asked -> "DESTINATION_UNKNOWN".equals(reasonCode(asked, study)));
            assertThat(node.jobs(study).get(0).path("reason").asText())
                    .contains("Waits until remotes.yaml lists PACS again");
        }

        Files.writeString(remotes, listed);
        Files.writeString(routes, routed);
        Path store = Files.createDirectories(folder.resolve("pacs"));
        try (ProcessPeer pacs = ProcessPeer.start(store, "storescp", "-aet", "PACS", pacsPort);
                NodeProcess node = NodeProcess.start(setup)) {
            pacs.awaitPort(pacsPort);
            assertThat(node.awaitJob(study, LIMIT).path("state").asText()).isEqualTo("SENT");
        }
    }

    /** Sends the radiograph, and waits until its job says this. */
    private static String sendAndAwait(NodeProcess node, String reasonCode) throws Exception {
        String study = Part10.readHeader(CHEST, Limits.defaults())
                .dataSet()
                .string(Tag.STUDY_INSTANCE_UID)
                .orElseThrow();
        StoreDelivery sender = new StoreDelivery(new UpperLayerNetwork(), "CR1", Timeouts.defaults());
        assertThat(sender.send(List.of(CHEST), new RemoteAe("AFTERIMAGE", "127.0.0.1", node.dicomPort())))
                .allMatch(DeliveryAnswer::isStored);
        node.await(reasonCode, LIMIT, asked -> reasonCode.equals(reasonCode(asked, study)));
        return study;
    }

    private static String reasonCode(NodeProcess node, String study) {
        return node.jobs(study).path(0).path("reasonCode").asText();
    }

    private static long stages(JsonNode job, String name) {
        long count = 0;
        for (JsonNode stage : job.path("stages")) {
            count += stage.path("stage").asText().equals(name) ? 1 : 0;
        }
        return count;
    }
}
