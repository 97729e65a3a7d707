package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.afterimage.console.people.Role;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DataSetStream;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.testing.Browser;
import org.afterimage.testing.ConsoleVisit;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.OrthancPeer;
import org.afterimage.testing.Peers;
import org.afterimage.testing.ProcessPeer;
import org.afterimage.testing.WebhookListener;
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
        Path conf = folder.resolve("node/dicom-conf");
        Files.writeString(conf.resolve("node.yaml"), "review: { fourEyes: true }\n", StandardOpenOption.APPEND);
        try (WebhookListener people = new WebhookListener();
                OrthancPeer orthanc = OrthancPeer.start(folder.resolve("orthanc"), pacsPort, setup.dicomPort());
                NodeProcess node = NodeProcess.start(
                        setup, List.of(), "--models", strictModels().toString())) {
            JsonNode released = held(orthanc, node, CR);
            tellPeople(conf, people.url()); // a running node takes it over
            JsonNode rejected = held(orthanc, node, DX);
            node.await("people to be told", LIMIT, any -> !people.posted().isEmpty());
            assertThat(people.posted().get(0).body()).contains("\"kind\":\"output-held\"");
            assertThat(people.posted().get(0).header("Webhook-signature")).startsWith("v1,");

            assertThat(node.post("/api/jobs/999/release", body("Dr. A", "why"))
                            .path("status")
                            .asInt())
                    .isEqualTo(404);
            assertThat(node.post(path(released, "release"), body("Dr. A", ""))
                            .path("status")
                            .asInt())
                    .isEqualTo(400);

            Path file = folder.resolve("node/data/derived")
                    .resolve(derived(released).path("file").asText());
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
            ConsoleVisit example = ConsoleVisit.of(node, "Dr. Example", "REVIEWER");
            JsonNode refused = release(example, released, "Rib shadow is old");
            assertThat(refused.path("status").asInt()).as(refused.toString()).isEqualTo(409);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);

            twoPeopleRelease(node, example, released);
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
            assertThat(ended.path("reviews").path(0).path("person").asText())
                    .isEqualTo("local command line: unknown user on behalf of Dr. Example");
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

    private static void tellPeople(Path conf, String url) throws IOException {
        Files.writeString(conf.resolve("webhook-secret"), "s3cret");
        Files.writeString(
                conf.resolve("node.yaml"),
                "notifications: { webhook: { url: '" + url
                        + "', secret: { file: webhook-secret } }, groupSeconds: 0 }\n",
                StandardOpenOption.APPEND);
    }

    /** The first one's word is recorded and decides nothing; of two words of the second at the same moment one is taken. */
    private static void twoPeopleRelease(NodeProcess node, ConsoleVisit example, JsonNode job) throws Exception {
        JsonNode byProgram = node.post(path(job, "release"), body("Dr. Second", "I see it"));
        assertThat(byProgram.path("status").asInt()).isEqualTo(409);
        assertThat(byProgram.path("detail").asText()).contains("each signed in as themselves");
        JsonNode first = release(example, job, "Rib shadow is old");
        assertThat(first.path("state").asText()).isEqualTo("HELD");
        assertThat(first.path("reviews").path(0).path("first").asBoolean()).isTrue();
        lookAtThePages(node);
        assertThat(node.post(path(job, "release"), body("Dr. Second", "I see it"))
                        .path("status")
                        .asInt())
                .as("a program's word, whomever it names, is not the second either")
                .isEqualTo(409);
        JsonNode again = release(example, job, "Sure");
        assertThat(again.path("status").asInt()).isEqualTo(409);
        assertThat(again.path("detail").asText()).contains("another person must release it");
        ConsoleVisit other = ConsoleVisit.of(node, "Dr. Second", "REVIEWER");
        String token = other.formToken("/held");
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            Callable<JsonNode> second =
                    () -> json(other.change("POST", path(job, "release"), "{\"reason\": \"I see the same\"}", token));
            List<String> states = both.invokeAll(List.of(second, second)).stream()
                    .map(answer -> {
                        try {
                            JsonNode json = answer.get();
                            return json.path("state").asText()
                                    + json.path("status").asText();
                        } catch (InterruptedException | ExecutionException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .toList();
            assertThat(states).containsExactlyInAnyOrder("DELIVERING", "409");
        } finally {
            both.shutdownNow();
        }
    }

    /** The second person sees the first one's word and the place at which the gate spoke; and whether people are told can be tried. */
    private static void lookAtThePages(NodeProcess node) {
        try (Browser browser = Browser.start(node)) {
            browser.signInAs(Role.ADMINISTRATOR);
            browser.open("/held");
            assertThat(browser.text("main"))
                    .contains("Dr. Example has released it, the first of two", "Rib shadow is old", "Release (2 of 2)");
            browser.await(
                    "the pictures of source and derived image, each with a ring",
                    LIMIT,
                    "[...document.querySelectorAll('.where')].slice(0, 2)"
                            + ".every(one => one.querySelector('img').naturalWidth > 0 && one.querySelector('.ring'))"
                            + " && document.querySelectorAll('.where').length > 1");
            check(browser, "held");
            browser.open("/notifications");
            browser.follow("button[value=WEBHOOK]");
            assertThat(browser.text(".notice")).contains("The test was sent");
            check(browser, "notifications");
            browser.open("/jobs");
            browser.page().locator("[data-select-all]").check();
            browser.follow("button[value=retry]");
            assertThat(browser.text("main"))
                    .contains("Not possible: 2", "is HELD; only one that failed or was called off is tried again");
            check(browser, "bulk");
            browser.look(Browser.Look.DARK_GERMAN);
            browser.open("/held");
            check(browser, "held-dark");
            browser.open("/notifications");
            check(browser, "notifications-dark");
            browser.open("/jobs");
            check(browser, "jobs-dark");
            browser.open("/");
            check(browser, "overview-dark");
            assertThat(browser.takeErrors()).isEmpty();
        }
    }

    private static void check(Browser browser, String name) {
        browser.screenshot("review-" + name);
        browser.assertAccessible();
        browser.assertFits();
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

    private static JsonNode release(ConsoleVisit person, JsonNode job, String reason) throws IOException {
        return json(person.change(
                "POST", path(job, "release"), "{\"reason\": \"" + reason + "\"}", person.formToken("/held")));
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
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

    /** The shipped bone suppression with bounds on what it may remove that nothing keeps, one of them with a place. */
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
                            .replaceAll("minimumLocalCorrelation: [0-9.]+", "minimumLocalCorrelation: 0.9999")
                            .replaceAll("(lostSpot|lostMass): [{][^}]*[}]", "$1: { warn: 0.0001, hold: 0.0002 }");
                    Files.writeString(copy, strict);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        return folder.resolve("models");
    }
}
