package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.afterimage.dicom.io.DataSetStream;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.net.ProposedContext;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.StoreSession;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.testing.ChestStudies;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.OrthancPeer;
import org.afterimage.testing.Peers;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running node takes another configuration over without ending an association, refuses a wrong one, and says who changed what. */
class ConfigurationIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void aNewDestinationServesAnAssociationThatWasOpenBeforeItWasWritten() throws Exception {
        Peers.require("Orthanc");
        NodeProcess.Setup setup = NodeProcess.Setup.write(
                folder.resolve("node"), "NOWHERE", ProcessPeer.freePort(), "dicom: { port: PORT, idleSeconds: 600 }");
        Path conf = setup.folder().resolve("dicom-conf");
        List<ChestStudies.Study> studies = ChestStudies.write(folder.resolve("studies"), 1, 2);
        try (OrthancPeer orthanc = OrthancPeer.startWithDicomWeb(
                        folder.resolve("orthanc"), ProcessPeer.freePort(), setup.dicomPort(), Map.of());
                NodeProcess node = NodeProcess.start(setup);
                StoreSession open = session(studies.get(0).file(), node)) {
            long first = version(node);
            Files.writeString(
                    conf.resolve("remotes.yaml"),
                    Files.readString(conf.resolve("remotes.yaml"))
                            + "  - { aeTitle: WEB, confirm: qido, stowRs: { url: '" + orthanc.dicomWebUrl()
                            + "' } }\n");
            Path routes = conf.resolve("routes.yaml");
            Files.writeString(routes, Files.readString(routes).replace("NOWHERE", "WEB"));
            node.await("the new destination", LIMIT, asked -> version(asked) > first);
            long second = version(node);

            String right = Files.readString(conf.resolve("remotes.yaml"));
            Files.writeString(conf.resolve("remotes.yaml"), right.replace("confirm: qido", "confirm: qidi"));
            node.await(
                    "the refusal",
                    LIMIT,
                    asked -> asked.get("/api/configuration")
                            .path("refused")
                            .asText()
                            .contains("remotes.yaml line 3"));
            assertThat(version(node)).isEqualTo(second);
            assertThat(node.log()).contains("what was in force stays: remotes.yaml line 3");
            store(studies.get(0).file(), open);
            JsonNode job = node.awaitJob(studies.get(0).studyInstanceUid(), LIMIT);
            confirmed(job, second, orthanc);

            Path exported = folder.resolve("exported.yaml");
            assertThat(run(setup, "conf", "export", exported.toString())).contains("version " + second + " of");
            Files.writeString(
                    exported,
                    Files.readString(exported)
                            .replace("confirm: qido", "confirm: wado")
                            .replace("quietSeconds: 1", "quietSeconds: 2")
                            .replace("port: " + setup.dicomPort(), "port: 1"));
            Path wrong = Files.writeString(
                    folder.resolve("wrong.yaml"), Files.readString(exported).replace("confirm: wado", "confirm: ask"));
            assertThat(run(setup, "conf", "import", wrong.toString())).contains("remotes.yaml line 3");
            assertThat(version(node)).isEqualTo(second);
            assertThat(run(setup, "conf", "check", exported.toString()))
                    .contains("right.", "Needs a restart: dicom.port " + setup.dicomPort() + " -> 1")
                    .doesNotContain("quietSeconds");
            assertThat(run(setup, "conf", "import", exported.toString(), "--by", "Ada"))
                    .contains("is in force", "Needs a restart: dicom.port");
            long third = version(node);
            assertThat(third).isGreaterThan(second);
            assertThat(node.get("/api/configuration").path("refused").isNull()).isTrue();
            assertThat(Files.readString(conf.resolve("remotes.yaml"))).contains("confirm: wado");
            assertThat(run(setup, "conf", "history")).contains("Ada", "CLI", "FILE", "remotes.yaml");
            assertThat(run(setup, "conf", "diff", Long.toString(third))).contains("-", "+", "confirm: wado");

            store(studies.get(1).file(), open);
            confirmed(node.awaitJob(studies.get(1).studyInstanceUid(), LIMIT), third, orthanc);
        }
    }

    private static void confirmed(JsonNode job, long version, OrthancPeer orthanc) throws Exception {
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("CONFIRMED");
        assertThat(job.path("configurationVersion").asLong()).isEqualTo(version);
        JsonNode instance = job.path("derived").get(0).path("instances").get(0);
        assertThat(instance.path("delivery").asText()).isEqualTo("CONFIRMED");
        assertThat(instance.path("confirmation").asText()).containsAnyOf("QIDO-RS: 1 instance", "WADO-RS");
        assertThat(instance.path("deliveries")).hasSize(1);
        assertThat(orthanc.lookUp(instance.path("sopInstanceUid").asText())).isPresent();
    }

    private static long version(NodeProcess node) {
        return node.get("/api/configuration").path("version").path("id").asLong();
    }

    private static StoreSession session(Path file, NodeProcess node) throws IOException {
        try (DataSetStream stream = Part10.openDataSet(file)) {
            return new UpperLayerNetwork()
                    .openStore(
                            "DX1",
                            new RemoteAe("AFTERIMAGE", "127.0.0.1", node.dicomPort()),
                            Set.of(new ProposedContext(stream.sopClassUid(), List.of(stream.transferSyntax()))),
                            Timeouts.defaults());
        }
    }

    private static void store(Path file, StoreSession session) throws IOException {
        try (DataSetStream stream = Part10.openDataSet(file)) {
            assertThat(session.store(
                                    stream.sopClassUid(),
                                    stream.sopInstanceUid(),
                                    stream.transferSyntax(),
                                    stream.bytes())
                            .isSuccess())
                    .isTrue();
        }
    }

    /** What a command prints about the node of that configuration. */
    private String run(NodeProcess.Setup setup, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--conf", setup.folder().resolve("dicom-conf").toString()));
        all.addAll(List.of("--port", Integer.toString(setup.httpPort())));
        all.addAll(List.of("--data", setup.folder().resolve("data").toString()));
        Path out = folder.resolve("command.txt");
        Process process = new ProcessBuilder(NodeProcess.command(all.toArray(String[]::new)))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(out);
    }
}
