package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.afterimage.deliver.DeliveryAnswer;
import org.afterimage.deliver.StoreDelivery;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.OrthancPeer;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * When routes go to work on a study, and how anybody sees what they wait for. Their model is not installed: the job that says so is enough to
 * see that a route went to work.
 */
class RoutingIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Path T1 = Path.of("test-fixtures/head-mr/t1");
    private static final Path T2 = Path.of("test-fixtures/head-mr/t2");

    @TempDir
    private Path folder;

    private NodeProcess.Setup setup;
    private int orthancPort;
    private String study;

    @BeforeEach
    void aNodeThatKnowsOrthanc() throws IOException {
        orthancPort = ProcessPeer.freePort();
        setup = NodeProcess.Setup.write(folder.resolve("node"), "ORTHANC", orthancPort, "");
        study = Part10.readHeader(T1.resolve("001.dcm"), Limits.defaults())
                .dataSet()
                .string(Tag.STUDY_INSTANCE_UID)
                .orElseThrow();
    }

    @Test
    void aRouteWaitsForTheSeriesThatItRequiresThroughTheEndOfTheNode() throws Exception {
        routes("""
                routes:
                  - name: flair
                    when: mrContrast in ['T1', 'T2']
                    requires: { T1: mrContrast == 'T1', T2: mrContrast == 'T2' }
                    model: not-installed
                    destination: ORTHANC
                """);
        NodeProcess killed = NodeProcess.start(setup);
        try {
            send(killed, files(T1, 0, 2));
            awaitRoute(
                    killed, "flair", "WAITING", "the study has no T2 series (mrContrast == 'T2'): MR contrast is T1");
        } finally {
            killed.kill();
        }
        try (NodeProcess node = NodeProcess.start(setup)) {
            assertThat(node.jobs(study)).isEmpty();
            send(node, files(T2, 0, 2));
            JsonNode job = node.awaitJob(study, LIMIT);
            assertThat(job.path("reasonCode").asText()).isEqualTo("MODEL_MISSING");
            awaitRoute(node, "flair", "DECIDED", null);
            JsonNode decision = node.get("/api/studies/" + study)
                    .path("series")
                    .get(0)
                    .path("decisions")
                    .get(0);
            assertThat(decision.path("route").asText()).isEqualTo("flair");
            assertThat(decision.path("taken").asBoolean()).isTrue();
            assertThat(decision.path("clauses")
                            .get(0)
                            .path("values")
                            .path("mrContrast")
                            .asText())
                    .isEqualTo("T1");
            int before = node.jobs(study).size();
            send(node, files(T2, 2, 3));
            node.await(
                    "the late instance to be decided on",
                    LIMIT,
                    asked -> asked.jobs(study).size() > before);
        }
    }

    @Test
    void atItsCapAStudyIsProcessedOrLetBeOrHeldUntilAPersonReleasesIt() throws Exception {
        routes("""
                routes:
                  - name: processed
                    when: mrContrast == 'T1'
                    requires: { T2: mrContrast == 'T2' }
                    complete: { capSeconds: 3, atCap: process }
                    model: not-installed
                    destination: ORTHANC
                  - name: discarded
                    when: mrContrast == 'T1'
                    requires: { T2: mrContrast == 'T2' }
                    complete: { capSeconds: 2, atCap: discard }
                    model: not-installed
                    destination: ORTHANC
                  - name: held
                    when: mrContrast == 'T1'
                    requires: { T2: mrContrast == 'T2' }
                    complete: { quietSeconds: 2, capSeconds: 3 }
                    model: not-installed
                    destination: ORTHANC
                """);
        try (NodeProcess node = NodeProcess.start(setup)) {
            send(node, files(T1, 0, 1));
            String lacks = "the study has no T2 series (mrContrast == 'T2'): MR contrast is T1";
            awaitRoute(node, "processed", "DECIDED", "not complete after 3 s: " + lacks);
            awaitRoute(node, "discarded", "DISCARDED", "not complete after 2 s: " + lacks);
            awaitRoute(node, "held", "HELD", "not complete after 3 s: " + lacks);
            assertThat(routesOfJobs(node)).containsExactly("processed");

            String release = "/api/studies/" + study + "/routes/held/release";
            assertThat(node.post(release).statusCode()).isEqualTo(204);
            awaitRoute(node, "held", "DECIDED", null);
            node.await("the released job", LIMIT, asked -> routesOfJobs(asked).contains("held"));
            HttpResponse<String> again = node.post(release);
            assertThat(again.statusCode()).isEqualTo(409);
            assertThat(again.body()).contains("Route held has worked on the study already.");
            assertThat(node.post("/api/studies/1.2.3/routes/held/release").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void theSourceIsAskedHowManyInstancesItHas() throws Exception {
        routes("""
                routes:
                  - name: counted
                    when: mrContrast == 'T1'
                    complete: { expectedFrom: ORTHANC }
                    model: not-installed
                    destination: ORTHANC
                """);
        try (OrthancPeer orthanc = OrthancPeer.start(folder.resolve("orthanc"), orthancPort, setup.dicomPort());
                NodeProcess node = NodeProcess.start(setup)) {
            for (Path file : files(T1, 0, 5)) {
                orthanc.upload(file);
            }
            send(node, files(T1, 0, 3));
            node.await(
                    "what is lacking",
                    LIMIT,
                    asked -> route(asked, "counted")
                            .path("reason")
                            .asText()
                            .endsWith("has 3 of the 5 instances that ORTHANC has"));
            assertThat(node.jobs(study)).isEmpty();
            send(node, files(T1, 3, 5));
            awaitRoute(node, "counted", "DECIDED", null);
            assertThat(routesOfJobs(node)).containsExactly("counted");
        }
    }

    @Test
    void changedRoutesAreTakenOverAndBadOnesAreRefusedWhole() throws Exception {
        routes("routes: [ { name: first, match: { Modality: [CT] }, model: m, destination: ORTHANC } ]");
        try (NodeProcess node = NodeProcess.start(setup)) {
            send(node, files(T1, 0, 1));
            node.await(
                    "the study to be routed",
                    LIMIT,
                    asked -> asked.get("/api/studies/" + study)
                            .path("state")
                            .asText()
                            .equals("ROUTED"));
            routes("""
                    routes:
                      - { name: first, match: { Modality: [MR] }, model: m, destination: ORTHANC }
                      - { name: second, when: "Modalty == 'MR'", model: m, destination: ORTHANC }
                    """);
            node.await("the refusal", LIMIT, asked -> asked.log().contains("line 3: route second asks for"));
            assertThat(explain(node, "")).containsExactly("route first does not take it: Modality is MR, not CT.");

            routes(
                    "routes: [ { name: other, when: \"timeBetween('22:00', '06:00')\", model: m, destination: ORTHANC } ]");
            node.await(
                    "the new routes",
                    LIMIT,
                    asked -> asked.get("/api/routes")
                            .path(0)
                            .path("name")
                            .asText()
                            .equals("other"));
            assertThat(explain(node, "&at=2026-01-03T14:05"))
                    .containsExactly(
                            "route other does not take it: local time is 14:05, but the rule asks for timeBetween('22:00', '06:00').");
            assertThat(explain(node, "&at=2026-01-03T23:05"))
                    .containsExactly("route other takes it, but there is no usable model package m.");
            assertThat(node.ask("/api/explain").statusCode()).isEqualTo(400);
            assertThat(node.ask("/api/explain?study=1.2.3").statusCode()).isEqualTo(404);
            assertThat(node.post("/api/explain?at=2026-01-03T14:05", "application/dicom", T2.resolve("001.dcm"))
                            .body())
                    .contains("local time is 14:05");
            assertThat(node.post("/api/explain", "application/dicom", Path.of("README.md"))
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    private List<String> explain(NodeProcess node, String more) throws Exception {
        String body = node.ask("/api/explain?study=" + study + more).body();
        return new ObjectMapper()
                .readTree(body).findValuesAsText("sentence").stream()
                        .filter(sentence -> sentence.startsWith("route "))
                        .toList();
    }

    private void routes(String yaml) throws IOException {
        Files.writeString(setup.folder().resolve("dicom-conf").resolve("routes.yaml"), yaml);
    }

    private void awaitRoute(NodeProcess node, String route, String state, String reason) throws Exception {
        node.await(
                route + " to be " + state,
                LIMIT,
                asked -> route(asked, route).path("state").asText().equals(state));
        assertThat(route(node, route).path("reason").asText(null)).isEqualTo(reason);
    }

    private JsonNode route(NodeProcess node, String name) {
        for (JsonNode route : node.get("/api/studies/" + study).path("routes")) {
            if (route.path("route").asText().equals(name)) {
                return route;
            }
        }
        return MissingNode.getInstance();
    }

    private List<String> routesOfJobs(NodeProcess node) {
        return node.jobs(study).findValuesAsText("route");
    }

    private static List<Path> files(Path series, int from, int to) throws IOException {
        try (Stream<Path> files = Files.list(series)) {
            return files.sorted().toList().subList(from, to);
        }
    }

    private static void send(NodeProcess node, List<Path> files) throws IOException {
        StoreDelivery sender = new StoreDelivery(new UpperLayerNetwork(), "MR1", Timeouts.defaults());
        assertThat(sender.send(files, new RemoteAe("AFTERIMAGE", "127.0.0.1", node.dicomPort())))
                .allMatch(DeliveryAnswer::isStored);
    }
}
