package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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

/** What is confirmed leaves the disk in its time, with a clear answer to whoever still asks for it; what is not confirmed stays. */
class StorageIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void confirmedFilesGoTheirRowsSayWhyAndTheSameStudySentAgainIsThereAgain() throws Exception {
        int port = ProcessPeer.freePort();
        NodeProcess.Setup setup =
                NodeProcess.Setup.write(folder, "PACS", port, """
                        dicom: { port: PORT }
                        storage: { purgeSeconds: 1, keep: { confirmed: 4s } }
                        """).withDestination("confirm: storage-commitment");
        List<ChestStudies.Study> studies = ChestStudies.write(folder.resolve("studies"), 1, 2, 3);
        ChestStudies.Study study = studies.get(0);
        try (CountingDestination pacs =
                        new CountingDestination(port, setup.dicomPort(), (request, times) -> Status.SUCCESS);
                NodeProcess node = NodeProcess.start(setup)) {
            send(node, study.files().subList(0, 2));
            String uid = study.studyInstanceUid();
            JsonNode job = node.awaitJob(uid, LIMIT);
            assertThat(job.path("state").asText()).isEqualTo("CONFIRMED");
            node.await("the purge of job and study", LIMIT, asked -> purged(asked) == 2);
            assertThat(files()).isEmpty();
            whatWasPurgedSaysWhenAndWhy(node, uid);
            aPersonWhoAsksForItIsAnswered(node, job.path("id").asLong());

            // An instance that comes when the others are gone.
            send(node, study.files().subList(2, 3));
            node.await(
                    "the decision on the late instance",
                    LIMIT,
                    asked -> routing(asked, uid).startsWith("not routed: 2 of 3 instances were removed from disk on "));
            assertThat(node.jobs(uid)).hasSize(1);
            assertThat(pacs.sent()).hasSize(2);

            // All of it once more.
            send(node, study.files());
            node.await("the job of all three", LIMIT, asked -> asked.jobs(uid).size() == 2);
            assertThat(node.awaitJob(uid, LIMIT).path("state").asText()).isEqualTo("CONFIRMED");
            assertThat(pacs.sent()).hasSize(3);
            JsonNode verified = node.get("/api/provenance/verify");
            assertThat(verified.path("findings")).as(verified.toString()).isEmpty();
        }
    }

    @Test
    void whatIsNotConfirmedStaysAndTheCommandSaysWhatIsThere() throws Exception {
        int port = ProcessPeer.freePort();
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder, "PACS", port, """
                        dicom: { port: PORT }
                        storage: { purgeSeconds: 1, keep: { confirmed: 1s, unrouted: 1s, failed: 1s, skipped: 1s } }
                        """);
        ChestStudies.Study study =
                ChestStudies.write(folder.resolve("studies"), 1, 1).get(0);
        try (CountingDestination pacs =
                        new CountingDestination(port, setup.dicomPort(), (request, times) -> Status.SUCCESS);
                NodeProcess node = NodeProcess.start(setup)) {
            send(node, study.files());
            assertThat(node.awaitJob(study.studyInstanceUid(), LIMIT)
                            .path("state")
                            .asText())
                    .isEqualTo("SENT");
            Thread.sleep(4000); // some turns
            assertThat(files()).hasSize(2);
            assertThat(purged(node)).isZero();
            String said = afterimage(setup, "storage");
            assertThat(said)
                    .containsPattern("disk of spool: .* free, ")
                    .containsPattern("received +SENT +1 +1 .* forever")
                    .containsPattern("derived +SENT +1 +1 .* forever")
                    .contains("the next purge would take 0 files, 0 B");
            assertThat(afterimage(setup, "storage", "--dry-run", "--short"))
                    .startsWith("the next purge while room is short");
            assertThat(afterimage(setup, "storage", "purge")).startsWith("removed 0 files");
            assertThat(node.text("/q/metrics"))
                    .contains("afterimage_disk_free_bytes{folder=\"spool\"")
                    .contains("afterimage_storage_bytes{kind=\"JOB\",state=\"SENT\"");
        }
    }

    private static void whatWasPurgedSaysWhenAndWhy(NodeProcess node, String uid) {
        JsonNode purge = node.jobs(uid).get(0).path("purged");
        assertThat(purge.path("rule").asText()).isEqualTo("CONFIRMED");
        assertThat(purge.path("reason").asText())
                .isEqualTo("kept as long as storage.keep.confirmed says; the job was CONFIRMED");
        assertThat(purge.path("files").asInt()).isEqualTo(2);
        JsonNode series = node.get("/api/studies/" + uid).path("series").get(0);
        assertThat(series.path("purgedInstances").asInt()).isEqualTo(2);
        assertThat(series.path("purged").path("reason").asText())
                .contains("the last of the study's jobs was CONFIRMED");
    }

    private static void aPersonWhoAsksForItIsAnswered(NodeProcess node, long job) {
        String detail = node.post("/api/jobs/" + job + "/reprocess?model=chest-style", 409)
                .path("detail")
                .asText();
        assertThat(detail)
                .startsWith("The sources of job " + job + " are not here: 2 of 2 instances were removed from disk on ")
                .endsWith("send the study again to have it processed.");
        String uid = node.get("/api/jobs/" + job).path("studyInstanceUid").asText();
        assertThat(node.ask("/api/explain?study=" + uid).body()).contains("removed from disk on");
    }

    private static String routing(NodeProcess node, String uid) {
        return node.get("/api/studies/" + uid)
                .path("series")
                .get(0)
                .path("routing")
                .asText();
    }

    private static int purged(NodeProcess node) {
        JsonNode purged = node.get("/api/storage").path("purged");
        return purged.path("open").asInt() == 0 ? purged.path("count").asInt() : -1;
    }

    private List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String name : List.of("data/spool/instances", "data/derived")) {
            try (Stream<Path> files = Files.walk(folder.resolve(name))) {
                files.filter(Files::isRegularFile).forEach(found::add);
            }
        }
        return found;
    }

    private static void send(NodeProcess node, List<Path> files) throws IOException {
        assertThat(new StoreDelivery(new UpperLayerNetwork(), "DX1", Timeouts.defaults())
                        .send(files, new RemoteAe("AFTERIMAGE", "127.0.0.1", node.dicomPort())))
                .allMatch(answer -> answer.isStored());
    }

    private static String afterimage(NodeProcess.Setup setup, String... words) throws Exception {
        List<String> command = new ArrayList<>(NodeProcess.command(words));
        command.add("--port");
        command.add(Integer.toString(setup.httpPort()));
        command.addAll(List.of("--data", setup.folder().resolve("data").toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
