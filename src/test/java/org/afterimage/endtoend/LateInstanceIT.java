package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.afterimage.deliver.DeliveryAnswer;
import org.afterimage.deliver.StoreDelivery;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
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

/** An instance that comes after its study was worked on reopens it, and joins the same derived series. */
class LateInstanceIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Path CHEST = Path.of("test-fixtures/chest-dx/001.dcm");

    @TempDir
    private Path folder;

    @Test
    void aLateInstanceJoinsTheDerivedSeriesOfItsSeries() throws Exception {
        Peers.require("storescp");
        int pacsPort = ProcessPeer.freePort();
        Path store = Files.createDirectories(folder.resolve("pacs"));
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "PACS", pacsPort, "");
        try (ProcessPeer pacs = ProcessPeer.start(store, "storescp", "-aet", "PACS", pacsPort);
                NodeProcess node = NodeProcess.start(setup)) {
            pacs.awaitPort(pacsPort);
            DicomObject first = Part10.read(CHEST, Limits.defaults());
            String study = first.dataSet().string(Tag.STUDY_INSTANCE_UID).orElseThrow();
            send(node, CHEST);
            JsonNode early = delivered(node, study);

            send(node, secondInstance(first));
            node.await("a second job", LIMIT, asked -> asked.jobs(study).size() == 2);
            JsonNode late = delivered(node, study);
            JsonNode earlySeries = early.path("derived").get(0);
            JsonNode lateSeries = late.path("derived").get(0);
            assertThat(lateSeries.path("seriesInstanceUid")).isEqualTo(earlySeries.path("seriesInstanceUid"));
            assertThat(lateSeries.path("seriesNumber")).isEqualTo(earlySeries.path("seriesNumber"));
            assertThat(lateSeries.path("instances")).hasSize(2);
            assertThat(lateSeries.path("instances").get(0).path("sopInstanceUid"))
                    .isEqualTo(earlySeries.path("instances").get(0).path("sopInstanceUid"));
            // storescp names a file by the SOP Instance UID, so that a resend replaces.
            try (var files = Files.list(store)) {
                assertThat(files.filter(file -> !file.toString().endsWith(".log")))
                        .hasSize(2);
            }
        }
    }

    private Path secondInstance(DicomObject first) throws Exception {
        DataSet dataSet = first.dataSet()
                .shallowCopy()
                .putString(Tag.SOP_INSTANCE_UID, "2.25.4242")
                .putIntegers(Tag.INSTANCE_NUMBER, 2);
        Path file = folder.resolve("second.dcm");
        Part10.write(file, dataSet, first.transferSyntax());
        return file;
    }

    private static JsonNode delivered(NodeProcess node, String study) throws InterruptedException {
        JsonNode job = node.awaitJob(study, LIMIT);
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("SENT");
        return job;
    }

    private static void send(NodeProcess node, Path file) throws Exception {
        StoreDelivery sender = new StoreDelivery(new UpperLayerNetwork(), "DX1", Timeouts.defaults());
        assertThat(sender.send(List.of(file), new RemoteAe("AFTERIMAGE", "127.0.0.1", node.dicomPort())))
                .allMatch(DeliveryAnswer::isStored);
    }
}
