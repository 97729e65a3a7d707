package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.afterimage.deliver.StoreDelivery;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node on a machine without a GPU, whether it was built with TensorRT or without. */
class EngineIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Path RADIOGRAPH =
            Path.of("test-fixtures/chest-dx/001.dcm").toAbsolutePath();

    @TempDir
    private Path folder;

    @BeforeEach
    void noGpu() {
        assumeFalse(
                Files.exists(Path.of("/dev/nvidiactl")) || Files.exists(Path.of("/dev/dxg")), "there is a GPU here");
    }

    @Test
    void theNodeRunsOnTheCpuAndSaysEverywhereWhy() throws Exception {
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "PACS", ProcessPeer.freePort(), "");
        try (NodeProcess node = NodeProcess.start(setup)) {
            String study = send(node);
            node.await(
                    "the pixels",
                    LIMIT,
                    asked -> !asked.jobs(study).isEmpty()
                            && asked.jobs(study).get(0).path("state").asText().equals("DELIVERING"));

            String engine = node.jobs(study).get(0).path("engine").asText();
            assertThat(engine).matches("OnnxRuntime \\S+ CPU");
            JsonNode choice = node.get("/api/engines").get(0);
            assertThat(choice.path("model").asText()).isEqualTo("chest-bone-suppression 0.3.0");
            assertThat(choice.path("engine").asText()).isEqualTo(engine);
            assertThat(choice.path("trials").get(0).path("engine").asText()).isEqualTo("tensorrt");
            String reason = choice.path("trials").get(0).path("reason").asText();
            assertThat(reason)
                    .satisfiesAnyOf(
                            text -> assertThat(text).contains("was built without it"),
                            text -> assertThat(text).contains("shows no NVIDIA GPU with a driver"));
            assertThat(node.log()).contains("engine: chest-bone-suppression 0.3.0 runs on " + engine, reason);
            assertThat(engines(node)).isEqualTo(engine);
        }
    }

    @Test
    void anEngineThatIsForcedAndCannotBeUsedFailsTheJobWithTheReason() throws Exception {
        NodeProcess.Setup setup = NodeProcess.Setup.write(
                folder.resolve("node"),
                "PACS",
                ProcessPeer.freePort(),
                "dicom: { port: PORT }\ninference: { engine: tensorrt }");
        try (NodeProcess node = NodeProcess.start(setup)) {
            JsonNode job = node.awaitJob(send(node), LIMIT);
            assertThat(job.path("state").asText()).isEqualTo("FAILED");
            assertThat(job.path("reasonCode").asText()).isEqualTo("INFERENCE");
            assertThat(job.path("reason").asText())
                    .contains("No engine that node.yaml allows can run chest-bone-suppression 0.3.0");
            assertThat(engines(node)).isEqualTo("no engine");
        }
    }

    private static String engines(NodeProcess node) {
        return StreamSupport.stream(node.get("/q/health/ready").path("checks").spliterator(), false)
                .filter(check -> check.path("name").asText().equals("engines"))
                .map(check ->
                        check.path("data").path("chest-bone-suppression 0.3.0").asText())
                .findFirst()
                .orElse("nothing");
    }

    private static String send(NodeProcess node) throws Exception {
        RemoteAe remote = new RemoteAe("AFTERIMAGE", "127.0.0.1", node.dicomPort());
        new StoreDelivery(new UpperLayerNetwork(), "DX1", Timeouts.defaults()).send(List.of(RADIOGRAPH), remote);
        return Part10.read(RADIOGRAPH, Limits.defaults())
                .dataSet()
                .string(Tag.STUDY_INSTANCE_UID)
                .orElseThrow();
    }
}
