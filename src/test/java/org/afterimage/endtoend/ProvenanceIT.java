package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.afterimage.database.OpenedDatabase;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.OrthancPeer;
import org.afterimage.testing.Peers;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A radiograph goes through a real node to a real PACS; what the node recorded is told, checked, tampered with and checked again. */
class ProvenanceIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Path SOURCE = Path.of("test-fixtures/chest-cr/001.dcm").toAbsolutePath();

    @TempDir
    private Path folder;

    private record Ended(int code, String words) {}

    @Test
    void aDerivedImageTellsItsStoryAndTamperingWithItIsFound() throws Exception {
        Peers.require("Orthanc");
        int pacsPort = ProcessPeer.freePort();
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "ORTHANC", pacsPort, "");
        String derived;
        try (OrthancPeer orthanc = OrthancPeer.start(folder.resolve("orthanc"), pacsPort, setup.dicomPort());
                NodeProcess node = NodeProcess.start(setup)) {
            orthanc.sendStudy(orthanc.upload(SOURCE).path("ParentStudy").asText());
            JsonNode job = node.awaitJob(uid(Tag.STUDY_INSTANCE_UID), LIMIT);
            JsonNode instance = job.path("derived").path(0).path("instances").path(0);
            derived = instance.path("sopInstanceUid").asText();
            assertThat(derived).as(job.toString()).isNotEmpty();

            checkStory(node, job, derived);
            node.await("all that was recorded to be in the chain", LIMIT, any -> {
                JsonNode found = any.get("/api/provenance/verify");
                assertThat(found.path("findings")).as(found.toString()).isEmpty();
                return found.path("pendingEvents").asInt() == 0;
            });
            // Study, series, instance, model, job and its changes, stages, gates, derived series and instance,
            // delivery.
            assertThat(node.get("/api/provenance/verify").path("events").asInt())
                    .isGreaterThan(15 + job.path("gates").size());
            assertThat(provenance("verify").words()).contains("INTACT");

            tamper("update gate_result set measured = measured + 0.001 where id = (select min(id) from gate_result)");
            Ended changed = provenance("verify");
            assertThat(changed.code()).isEqualTo(1);
            assertThat(changed.words()).contains("ROW_CHANGED  gate_result 1 was changed: measured is", "NOT INTACT");
            tamper("update gate_result set measured = measured - 0.001 where id = (select min(id) from gate_result)");
            tamper("alter table configuration_version disable trigger configuration_version_append_only");
            tamper("update configuration_version set routes_yaml = replace(routes_yaml, 'bone', 'none')");
            assertThat(provenance("verify").words())
                    .contains("ROW_CHANGED  configuration_version 1 was changed: routes_yaml is", "NOT INTACT");
            tamper("update configuration_version set routes_yaml = replace(routes_yaml, 'none', 'bone')");
        }
        Path file;
        try (OpenedDatabase database = OpenedDatabase.open(database());
                Statement query = database.connection().createStatement();
                var row = query.executeQuery("select file from derived_instance")) {
            row.next();
            file = folder.resolve("node/data/derived").resolve(row.getString(1));
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        Ended stopped = provenance("verify");
        assertThat(stopped.code()).isEqualTo(1);
        assertThat(stopped.words())
                .contains(
                        "FILE_CHANGED",
                        derived,
                        "its pixels are not those that were made",
                        "(0 of them after the last");
        assertThat(provenance(derived).words()).contains("Model chest-bone-suppression");
        assertThat(provenance("1.2.3").code()).isEqualTo(1);
    }

    private void checkStory(NodeProcess node, JsonNode job, String derived) throws Exception {
        JsonNode story = node.get("/api/provenance/instances/" + derived).path(0);
        assertThat(story.path("sources").path(0).path("sopInstanceUid").asText())
                .isEqualTo(uid(Tag.SOP_INSTANCE_UID));
        assertThat(story.path("gates")).hasSameSizeAs(job.path("gates"));
        assertThat(story.path("pixelSha256").asText())
                .hasSize(64)
                .isNotEqualTo(story.path("sourcePixelSha256").asText());
        assertThat(node.get("/api/provenance/instances/1.2.3").path("status").asInt())
                .isEqualTo(404);
        String model = story.path("model").path("id").asText();
        String version = story.path("model").path("version").asText();
        assertThat(node.get("/api/provenance/models/" + model + "/" + version)
                        .path(0)
                        .path("sopInstanceUid")
                        .asText())
                .isEqualTo(derived);

        Ended told = provenance(derived);
        assertThat(told.code()).isZero();
        assertThat(told.words())
                .contains(
                        "sent by ORTHANC",
                        "weights SHA-256 " + story.path("model").path("sha256").asText(),
                        "Its route decided under configuration version 1 of AFTERIMAGE",
                        "Sent to ORTHANC")
                .doesNotContain(Part10.readHeader(SOURCE, Limits.defaults())
                        .dataSet()
                        .string(Tag.PATIENT_NAME)
                        .orElseThrow());
        assertThat(provenance("--model", model + "@" + version).words()).contains(derived, "1 instance made by");
        assertThat(provenance(derived, "--prov-json").words()).contains("\"wasDerivedFrom\"", "dicom:" + derived);
    }

    private void tamper(String sql) throws Exception {
        try (OpenedDatabase database = OpenedDatabase.open(database());
                Statement statement = database.connection().createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(sql.startsWith("alter") ? 0 : 1);
        }
    }

    private Path database() {
        return folder.resolve("node/data/postgresql");
    }

    private Ended provenance(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("provenance"));
        command.addAll(List.of(words));
        command.addAll(List.of("--data", folder.resolve("node/data").toString()));
        Process process = new ProcessBuilder(NodeProcess.command(command.toArray(String[]::new)))
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), printed);
    }

    private static String uid(int tag) throws Exception {
        return Part10.readHeader(SOURCE, Limits.defaults())
                .dataSet()
                .string(tag)
                .orElseThrow();
    }
}
