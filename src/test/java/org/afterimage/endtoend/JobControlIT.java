package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Iterator;
import org.afterimage.deliver.DeliveryAnswer;
import org.afterimage.deliver.StoreDelivery;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Status;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.testing.ChestStudies;
import org.afterimage.testing.CountingDestination;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person does to jobs and routes over REST while the node runs. */
class JobControlIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String ROUTE = "/api/routes/bone-suppression";

    @TempDir
    private Path folder;

    @Test
    void jobsAreCalledOffAndTriedAgainAndRoutesPausedAndShadowed() throws Exception {
        int pacsPort = ProcessPeer.freePort();
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "PACS", pacsPort, "");
        Iterator<ChestStudies.Study> studies =
                ChestStudies.write(folder.resolve("studies"), 1, 3).iterator();
        try (NodeProcess node = NodeProcess.start(setup)) {
            long calledOff = callOffAndTryAgain(node, studies.next());
            node.await("metrics that say so", LIMIT, asked -> {
                String metrics = asked.text("/q/metrics");
                return metrics.contains("afterimage_destination_up{destination=\"PACS\"} 0.0")
                        && metrics.contains("afterimage_jobs{state=\"DELIVERING\"} 1.0")
                        && metrics.contains(
                                "afterimage_jobs_ended_total{reason=\"CANCELLED\",state=\"CANCELLED\"} 1.0");
            });
            try (CountingDestination pacs =
                    new CountingDestination(pacsPort, setup.dicomPort(), (request, times) -> Status.SUCCESS)) {
                JsonNode sent = awaitState(node, calledOff, "SENT");
                assertThat(sent.path("derived").get(0).path("instances").get(0).path("deliveries"))
                        .as("sent once, after it was tried again")
                        .filteredOn(
                                delivery -> delivery.path("outcome").asText().equals("SENT"))
                        .hasSize(1);
                refusals(node, calledOff);
                sendElsewhere(node, setup, sent);
                pause(node, studies.next());
                int before = pacs.sent().size();
                shadow(node, studies.next());
                assertThat(pacs.sent()).hasSize(before);
            }
        }
    }

    /** Its destination is down, so that there is time. */
    private static long callOffAndTryAgain(NodeProcess node, ChestStudies.Study study) throws Exception {
        send(node, study);
        node.await(
                "the job to wait for PACS",
                LIMIT,
                asked -> job(asked, study).path("reasonCode").asText().equals("DESTINATION_DOWN"));
        long id = job(node, study).path("id").asLong();
        JsonNode cancelled = node.post("/api/jobs/" + id + "/cancel", 200);
        assertThat(cancelled.path("state").asText()).isEqualTo("CANCELLED");
        assertThat(cancelled.path("reason").asText()).isEqualTo("Called off; nothing was sent.");
        assertThat(cancelled.path("endedAt").isNull()).isFalse();
        assertThat(node.post("/api/jobs/" + id + "/retry", 200).path("state").asText())
                .isEqualTo("DELIVERING");
        return id;
    }

    private static void refusals(NodeProcess node, long id) {
        assertThat(detail(node, "/api/jobs/" + id + "/cancel", 409)).contains("is SENT", "nothing to call off");
        assertThat(detail(node, "/api/jobs/" + id + "/retry", 409)).contains("only one that failed or was called off");
        assertThat(detail(node, "/api/jobs/" + id + "/reprocess?model=chest-bone-suppression", 409))
                .contains("did this work", "the result would be the same");
        assertThat(detail(node, "/api/jobs/" + id + "/reprocess?model=nobody@1.0", 409))
                .contains("no usable model package nobody@1.0");
        assertThat(detail(node, "/api/jobs/" + id + "/reprocess", 400)).contains("model is missing");
        assertThat(detail(node, "/api/jobs/4711/cancel", 404)).isEqualTo("There is no job 4711.");
        assertThat(detail(node, "/api/routes/nowhere/pause", 404)).isEqualTo("There is no route nowhere.");
    }

    /** The same instance goes to another remote by a job of its own, and a retraction of the series means both. */
    private static void sendElsewhere(NodeProcess node, NodeProcess.Setup setup, JsonNode job) throws Exception {
        String path = "/api/jobs/" + job.path("id").asLong() + "/send?destination=";
        assertThat(detail(node, path + "ARCHIVE", 409)).isEqualTo("remotes.yaml lists no ARCHIVE.");
        assertThat(detail(node, path + "PACS", 409)).contains("sends it to PACS itself");
        int port = ProcessPeer.freePort();
        Files.writeString(
                setup.folder().resolve("dicom-conf/remotes.yaml"),
                "  - { aeTitle: ARCHIVE, host: 127.0.0.1, port: " + port + " }\n",
                StandardOpenOption.APPEND);
        try (CountingDestination archive =
                new CountingDestination(port, setup.dicomPort(), (request, times) -> Status.SUCCESS)) {
            node.await(
                    "ARCHIVE to be a remote",
                    LIMIT,
                    asked -> asked.text("/api/configuration").contains("ARCHIVE"));
            JsonNode copy = node.post(path + "ARCHIVE", 200);
            assertThat(copy.path("copyOf").asLong()).isEqualTo(job.path("id").asLong());
            JsonNode sent = awaitState(node, copy.path("id").asLong(), "SENT");
            JsonNode made = job.path("derived").get(0);
            String uid = made.path("instances").get(0).path("sopInstanceUid").asText();
            assertThat(archive.sent()).containsOnlyKeys(uid);
            assertThat(sent.path("derived").get(0).path("instances").get(0).path("sha256"))
                    .isEqualTo(made.path("instances").get(0).path("sha256"));
            assertThat(detail(node, path + "ARCHIVE", 409)).contains("sends it to ARCHIVE");
            JsonNode meant = node.post(
                    "/api/retractions",
                    "{\"dryRun\": true, \"series\": \""
                            + made.path("seriesInstanceUid").asText() + "\"}");
            assertThat(meant.toString()).contains("PACS", "ARCHIVE");
            assertThat(node.get("/api/provenance/verify").path("findings")).isEmpty();
        }
    }

    private static void pause(NodeProcess node, ChestStudies.Study study) throws Exception {
        assertThat(node.post(ROUTE + "/pause", 200).path("paused").asBoolean()).isTrue();
        send(node, study);
        node.await(
                "the job to wait for its route",
                LIMIT,
                asked -> job(asked, study).path("reasonCode").asText().equals("ROUTE_PAUSED"));
        Thread.sleep(2000); // four times as long as a free slot takes to look for work
        assertThat(job(node, study).path("state").asText()).isEqualTo("QUEUED");
        assertThat(job(node, study).path("attempts").asInt()).isZero();
        assertThat(node.post(ROUTE + "/resume", 200).path("paused").asBoolean()).isFalse();
        awaitState(node, job(node, study).path("id").asLong(), "SENT");
    }

    private static void shadow(NodeProcess node, ChestStudies.Study study) throws Exception {
        assertThat(node.post(ROUTE + "/shadow", 200).path("shadow").asBoolean()).isTrue();
        send(node, study);
        JsonNode job = node.awaitJob(study.studyInstanceUid(), LIMIT);
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("SHADOWED");
        assertThat(job.path("derived").get(0).path("instances")).hasSize(1);
        assertThat(job.path("gates")).isNotEmpty();
        assertThat(node.post(ROUTE + "/send", 200).path("shadow").asBoolean()).isFalse();
        assertThat(node.get("/api/routes").get(0).path("name").asText()).isEqualTo("bone-suppression");
    }

    private static JsonNode awaitState(NodeProcess node, long id, String state) throws InterruptedException {
        node.await(
                "job " + id + " to be " + state,
                LIMIT,
                asked -> asked.get("/api/jobs/" + id).path("state").asText().equals(state));
        return node.get("/api/jobs/" + id);
    }

    private static String detail(NodeProcess node, String path, int status) {
        return node.post(path, status).path("detail").asText();
    }

    private static JsonNode job(NodeProcess node, ChestStudies.Study study) {
        return node.jobs(study.studyInstanceUid()).path(0);
    }

    private static void send(NodeProcess node, ChestStudies.Study study) throws Exception {
        StoreDelivery sender = new StoreDelivery(new UpperLayerNetwork(), "DX1", Timeouts.defaults());
        assertThat(sender.send(study.files(), new RemoteAe("AFTERIMAGE", "127.0.0.1", node.dicomPort())))
                .allMatch(DeliveryAnswer::isStored);
    }
}
