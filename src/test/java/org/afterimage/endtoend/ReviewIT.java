package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DataSetStream;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.OrthancPeer;
import org.afterimage.testing.Peers;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model whose gate nothing passes: its outputs are held, and a person releases one and rejects the other. */
class ReviewIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Path CR = Path.of("test-fixtures/chest-cr/001.dcm").toAbsolutePath();
    private static final Path DX = Path.of("test-fixtures/chest-dx/001.dcm").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void aHeldOutputGoesNowhereUntilAPersonReleasesIt() throws Exception {
        Peers.require("Orthanc");
        int pacsPort = ProcessPeer.freePort();
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "ORTHANC", pacsPort, "");
        try (OrthancPeer orthanc = OrthancPeer.start(folder.resolve("orthanc"), pacsPort, setup.dicomPort());
                NodeProcess node = NodeProcess.start(
                        setup, List.of(), "--models", strictModels().toString())) {
            JsonNode released = held(orthanc, node, CR);
            JsonNode rejected = held(orthanc, node, DX);

            assertThat(node.post("/api/jobs/999/release", body("Dr. A", "why"))
                            .path("status")
                            .asInt())
                    .isEqualTo(404);
            assertThat(node.post(path(released, "release"), body("", "why"))
                            .path("status")
                            .asInt())
                    .isEqualTo(400);

            Path file = folder.resolve("node/data/derived")
                    .resolve(derived(released).path("file").asText());
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
            JsonNode refused = node.post(path(released, "release"), body("Dr. Example", "Rib shadow is old"));
            assertThat(refused.path("status").asInt()).as(refused.toString()).isEqualTo(409);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);

            node.post(path(released, "release"), body("Dr. Example", "Rib shadow is old"));
            String uid = derived(released).path("sopInstanceUid").asText();
            node.await("the released output in the PACS", LIMIT, any -> {
                JsonNode story = any.get("/api/provenance/instances/" + uid).path(0);
                return story.path("deliveries").path(0).path("outcome").asText().equals("SENT");
            });
            Path arrived = orthanc.download(orthanc.lookUp(uid).orElseThrow(), folder.resolve("arrived.dcm"));
            assertThat(dataSet(arrived)).as("what was held, byte for byte").isEqualTo(dataSet(file));
            JsonNode story = node.get("/api/provenance/instances/" + uid).path(0);
            assertThat(story.path("reviews").path(0).path("person").asText()).isEqualTo("Dr. Example");

            JsonNode ended = node.post(path(rejected, "reject"), body("Dr. Example", "The clavicle is gone"));
            assertThat(ended.path("state").asText()).isEqualTo("REJECTED");
            assertThat(node.post(path(rejected, "release"), body("Dr. Example", "Changed my mind"))
                            .path("status")
                            .asInt())
                    .isEqualTo(409);
            assertThat(orthanc.lookUp(derived(rejected).path("sopInstanceUid").asText()))
                    .isEmpty();
            JsonNode verified = node.get("/api/provenance/verify");
            assertThat(verified.path("findings")).as(verified.toString()).isEmpty();
        }
    }

    private static JsonNode held(OrthancPeer orthanc, NodeProcess node, Path source) throws Exception {
        orthanc.sendStudy(orthanc.upload(source).path("ParentStudy").asText());
        String study = Part10.readHeader(source, Limits.defaults())
                .dataSet()
                .string(Tag.STUDY_INSTANCE_UID)
                .orElseThrow();
        JsonNode job = node.awaitJob(study, LIMIT);
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("HELD");
        assertThat(orthanc.lookUp(derived(job).path("sopInstanceUid").asText())).isEmpty();
        return job;
    }

    /** The data set as it is encoded; the file meta information before it is the PACS's own. */
    private static byte[] dataSet(Path file) throws IOException {
        try (DataSetStream stream = Part10.openDataSet(file)) {
            return stream.bytes().readAllBytes();
        }
    }

    private static String path(JsonNode job, String decision) {
        return "/api/jobs/" + job.path("id").asInt() + "/" + decision;
    }

    private static String body(String person, String reason) {
        return "{\"person\": \"" + person + "\", \"reason\": \"" + reason + "\"}";
    }

    private static JsonNode derived(JsonNode job) {
        return job.path("derived").path(0).path("instances").path(0);
    }

    /** The shipped bone suppression with a bound on what it may remove that nothing keeps. */
    private Path strictModels() throws IOException {
        Path from = Path.of("models/chest-bone-suppression").toAbsolutePath();
        Path to = folder.resolve("models/chest-bone-suppression");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else if (file.endsWith("afterimage.yaml")) {
                    String strict = Files.readString(file)
                            .replaceAll("minimumLocalCorrelation: [0-9.]+", "minimumLocalCorrelation: 0.9999");
                    Files.writeString(copy, strict);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        return folder.resolve("models");
    }
}
