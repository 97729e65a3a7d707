package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.afterimage.deliver.StoreDelivery;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Status;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.testing.CountingDestination;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.ProcessPeer;
import org.afterimage.testing.WebhookListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does over REST whatever the OpenAPI document says can be done, and looks into the audit log after each: who, before and after are there. An
 * operation that is new in the document and not done here fails the test.
 */
class AuditTrailIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Path CR = Path.of("test-fixtures/chest-cr/001.dcm").toAbsolutePath();
    private static final Path DX = Path.of("test-fixtures/chest-dx/001.dcm").toAbsolutePath();

    /** They are asked by POST since they take a body, or call somebody, and change nothing of this node. */
    private static final Set<String> CHANGE_NOTHING = Set.of(
            "ConfigurationResource_check",
            "ConfigurationEditsResource_tryOut",
            "ExplainResource_file",
            "RemotesResource_echo");

    private final ObjectMapper json = new ObjectMapper();
    private final Set<String> done = new LinkedHashSet<>();

    @TempDir
    private Path folder;

    private NodeProcess node;

    @Test
    void whateverRestChangesIsInTheAuditLogWithBeforeAndAfter() throws Exception {
        int pacs = ProcessPeer.freePort();
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "PACS", pacs, "");
        Path conf = setup.folder().resolve("dicom-conf");
        try (WebhookListener people = new WebhookListener();
                CountingDestination destination =
                        new CountingDestination(pacs, setup.dicomPort(), (store, before) -> Status.SUCCESS)) {
            people.answer(500);
            configure(conf, people.url(), pacs);
            try (NodeProcess started = NodeProcess.start(
                    setup, List.of(), "--models", strictModels().toString())) {
                node = started;
                peopleAndTokens();
                routesAndFirstStart();
                outputs();
                notifications(people);
                configuration();
                done("storage.purge", "StorageResource_purge", "POST", "/api/storage/purge", "");
                editsOfFilesAreToldToo(conf);
                whatChangesNothingLeavesNoEntry();
                refusedRequestsShareOneLabel();
                everyOperationWasDone();
            }
            assertThat(destination.sent()).isNotEmpty();
        }
    }

    private void peopleAndTokens() throws Exception {
        JsonNode person = done(
                "person.create",
                "PeopleResource_create",
                "POST",
                "/api/people",
                "{\"name\": \"Dr. New\", \"role\": \"VIEWER\"}");
        String path = "/api/people/" + person.path("account").path("id").asLong();
        done("person.change", "PeopleResource_change", "PATCH", path, "{\"role\": \"REVIEWER\"}");
        done("person.password", "PeopleResource_reset", "POST", path + "/password", "");
        twoChangesAtOnceUndoNothing(path);
        JsonNode token = done(
                "token.create",
                "TokensResource_create",
                "POST",
                "/api/tokens",
                "{\"name\": \"ris\", \"role\": \"VIEWER\"}");
        done(
                "token.revoke",
                "TokensResource_revoke",
                "DELETE",
                "/api/tokens/" + token.path("token").path("id").asLong(),
                "");
    }

    /** One changes the role and one the account's state: whoever comes last must not put back what it read before. */
    private void twoChangesAtOnceUndoNothing(String path) throws Exception {
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < 20; i++) {
                boolean odd = i % 2 == 1;
                String role = odd ? "OPERATOR" : "VIEWER";
                Callable<Integer> one = () ->
                        send("PATCH", path, "{\"role\": \"" + role + "\"}").statusCode();
                Callable<Integer> other =
                        () -> send("PATCH", path, "{\"disabled\": " + odd + "}").statusCode();
                for (var answer : both.invokeAll(List.of(one, other))) {
                    assertThat(answer.get()).isEqualTo(200);
                }
                JsonNode person = json.readTree(send("PATCH", path, "{}").body());
                assertThat(person.path("role").asText()).isEqualTo(role);
                assertThat(person.path("disabled").asBoolean()).isEqualTo(odd);
            }
        } finally {
            both.shutdownNow();
        }
    }

    private void routesAndFirstStart() throws Exception {
        String route = "/api/routes/bone-suppression/";
        done("route.switch", "RoutesResource_shadow", "POST", route + "shadow", "");
        done("route.switch", "RoutesResource_send", "POST", route + "send", "");
        done("route.switch", "RoutesResource_pause", "POST", route + "pause", "");
        JsonNode test = done(
                "test-study.send",
                "FirstStartResource_test",
                "POST",
                "/api/first-start/test-study?model=chest-bone-suppression",
                "");
        String study = test.path("studyInstanceUid").asText();
        node.await("the job of the test study", LIMIT, any -> !any.jobs(study).isEmpty());
        String job = "/api/jobs/" + node.jobs(study).path(0).path("id").asLong();
        done("job.cancel", "JobActionsResource_cancel", "POST", job + "/cancel", "");
        done("job.retry", "JobActionsResource_retry", "POST", job + "/retry", "");
        JsonNode bulk = done(
                "job.cancel",
                "JobBulkResource_perform",
                "POST",
                "/api/jobs/bulk",
                "{\"action\": \"cancel\", \"jobs\": [" + job.replaceAll(".*/", "") + ", 999999]}");
        assertThat(bulk.path("done").asInt()).isEqualTo(1);
        assertThat(bulk.path("refused").path(0).path("sentence").asText()).isEqualTo("There is no job 999999.");
        done("route.switch", "RoutesResource_resume", "POST", route + "resume", "");
    }

    /** Two outputs are held: one is released, sent elsewhere, done again and withdrawn, the other is rejected. */
    private void outputs() throws Exception {
        JsonNode first = held(CR);
        JsonNode second = held(DX);
        JsonNode queue = node.get("/api/held");
        assertThat(queue).hasSize(2);
        assertThat(queue.path(0).path("twoPeople").asBoolean()).isFalse();
        assertThat(queue.path(0).path("stops").findValuesAsText("gate")).contains("minimumLocalCorrelation");
        assertThat(queue.path(0).path("stops").findValues("place"))
                .as("where the correlation is least")
                .anyMatch(place -> place.path("radius").isNumber());
        String why = "{\"person\": \"Dr. Example\", \"reason\": \"The rib is old\"}";
        String job = "/api/jobs/" + first.path("id").asLong();
        done("output.release", "ReviewResource_release", "POST", job + "/release", why);
        done("output.reject", "ReviewResource_reject", "POST", "/api/jobs/" + second.path("id") + "/reject", why);
        JsonNode entry = node.get("/api/audit?size=1").path(0);
        assertThat(entry.path("person").asText()).startsWith("local command line");
        assertThat(entry.path("reason").asText()).isEqualTo("The rib is old (on behalf of Dr. Example)");
        node.await(
                "the released output to be sent",
                LIMIT,
                any -> any.get(job).path("state").asText().equals("SENT"));
        done("job.send", "JobActionsResource_send", "POST", job + "/send?destination=ELSEWHERE", "");
        done("job.reprocess", "JobActionsResource_reprocess", "POST", job + "/reprocess?model=chest-style", "");
        String study = first.path("studyInstanceUid").asText();
        done(
                "study.force",
                "StudyRoutesResource_release",
                "POST",
                "/api/studies/" + study + "/routes/both/release",
                "");
        String series = first.path("derived").path(0).path("seriesInstanceUid").asText();
        done(
                "output.withdraw",
                "RetractionsResource_retract",
                "POST",
                "/api/retractions",
                "{\"series\": \"" + series + "\", \"person\": \"Dr. Example\", \"reason\": \"A vessel is gone\"}");
        assertThat(node.text("/api/lists/studies.csv?patient=nobody")).startsWith("study_instance_uid,");
        assertThat(node.text("/api/lists/jobs.csv")).contains(study);
        JsonNode page = node.get("/api/lists/jobs?size=1");
        assertThat(page.path("jobs")).hasSize(1);
        JsonNode next =
                node.get("/api/lists/jobs?size=1&after=" + page.path("next").asText());
        assertThat(next.path("jobs").path(0).path("id").asLong())
                .isLessThan(page.path("jobs").path(0).path("id").asLong());
        assertThat(send("GET", "/api/lists/jobs?from=yesterday", "").statusCode())
                .isEqualTo(400);
    }

    private void notifications(WebhookListener people) throws Exception {
        node.await(
                "a notification to be given up",
                LIMIT,
                any -> any.text("/api/notifications/messages").contains("GIVEN_UP"));
        people.answer(204);
        JsonNode tested = done(
                "notification.test",
                "NotificationsResource_test",
                "POST",
                "/api/notifications/test?channel=webhook",
                "");
        assertThat(tested.path("sent").asBoolean()).isTrue();
        assertThat(send("POST", "/api/notifications/test?channel=email", "").statusCode())
                .isEqualTo(409);
        assertThat(node.get("/api/notifications").path("groupSeconds").asInt()).isZero();
        for (JsonNode message : node.get("/api/notifications/messages")) {
            if (message.path("state").asText().equals("GIVEN_UP")) {
                String path = "/api/notifications/messages/" + message.path("id") + "/again";
                done("notification.again", "NotificationsResource_again", "POST", path, "");
                return;
            }
        }
    }

    private void configuration() throws Exception {
        long first = version();
        String edits = """
                {"basedOn": %d, "reason": "The archive moved", "dryRun": %s, "edits": [
                  {"of": "REMOTE", "name": "ARCHIVE", "fields": {"host": "127.0.0.1", "port": 104}},
                  {"of": "NODE", "fields": {"storage.keep.sent": "90d"}},
                  {"of": "MODEL", "name": "chest-style", "off": true}]}""";
        JsonNode shown = json.readTree(send("POST", "/api/configuration/edits", edits.formatted(first, "true"))
                .body());
        assertThat(shown.path("saved").asBoolean()).isFalse();
        assertThat(shown.path("difference").asText())
                .contains("+  - aeTitle: ARCHIVE", "sent: 90d", "disabled: [chest-style]");
        assertThat(version()).isEqualTo(first);
        JsonNode saved = done(
                "configuration.change",
                "ConfigurationEditsResource_edit",
                "POST",
                "/api/configuration/edits",
                edits.formatted(first, "false"));
        long second = saved.path("version").path("id").asLong();
        assertThat(second).isEqualTo(version()).isGreaterThan(first);
        assertThat(node.get("/api/models")).anyMatch(model -> model.path("off").asBoolean());
        HttpResponse<String> late = send("POST", "/api/configuration/edits", edits.formatted(first, "false"));
        assertThat(late.statusCode()).as(late.body()).isEqualTo(409);
        HttpResponse<String> wrong = send(
                "POST",
                "/api/configuration/edits",
                "{\"basedOn\": " + second + ", \"edits\": [{\"of\": \"NODE\", \"fields\": {\"work.slots\": -1}}]}");
        assertThat(wrong.statusCode()).as(wrong.body()).isEqualTo(400);
        String back = "/api/configuration/versions/" + first + "/rollback";
        assertThat(send("POST", back, "{\"basedOn\": " + first + "}").statusCode())
                .isEqualTo(409);
        done("configuration.rollback", "ConfigurationResource_back", "POST", back, "{\"basedOn\": " + second + "}");
        Map<String, String> files = json.convertValue(
                node.get("/api/configuration").path("files"),
                json.getTypeFactory().constructMapType(Map.class, String.class, String.class));
        files.put("node.yaml", files.get("node.yaml") + "# of an import\n");
        done(
                "configuration.change",
                "ConfigurationResource_take",
                "POST",
                "/api/configuration",
                json.writeValueAsString(Map.of("files", files)));
    }

    private void editsOfFilesAreToldToo(Path conf) throws Exception {
        long before = newest();
        Files.writeString(conf.resolve("node.yaml"), "# by hand\n", StandardOpenOption.APPEND);
        node.await("the changed file to be taken over", LIMIT, any -> newest() > before);
        JsonNode entry = node.get("/api/audit?size=1").path(0);
        assertThat(entry.path("person").asText()).startsWith("owner of the files: ");
        assertThat(entry.path("after").asText()).contains("# by hand");
    }

    private void whatChangesNothingLeavesNoEntry() throws Exception {
        long before = newest();
        JsonNode echo = json.readTree(send("POST", "/api/remotes/PACS/echo", "").body());
        assertThat(echo.path("well").asBoolean()).isTrue();
        JsonNode nobody =
                json.readTree(send("POST", "/api/remotes/ELSEWHERE/echo", "").body());
        assertThat(nobody.path("finding").asText()).isEqualTo("CONNECTION_REFUSED");
        assertThat(nobody.path("sentence").asText()).contains("refuses the connection");
        assertThat(nobody.path("remedy").asText()).isNotBlank();
        assertThat(node.get("/api/remotes").findValuesAsText("aeTitle")).contains("PACS", "ELSEWHERE");
        assertThat(node.post("/api/explain", "application/dicom", CR).statusCode())
                .isEqualTo(200);
        String study = node.get("/api/lists/studies")
                .path("studies")
                .path(0)
                .path("uid")
                .asText();
        HttpResponse<String> tried = send(
                "POST",
                "/api/configuration/edits/try?study=" + study,
                "{\"basedOn\": " + version() + ", \"edits\": [{\"of\": \"ROUTE\", \"name\": \"bone-suppression\","
                        + " \"fields\": {\"match\": {\"Modality\": [\"MR\"]}}}]}");
        assertThat(tried.statusCode()).as(tried.body()).isEqualTo(200);
        assertThat(tried.body()).contains("route bone-suppression does not take it: Modality is");
        String huge = "{\"files\": {\"node.yaml\": \"" + "x".repeat(9 * 1024 * 1024) + "\"}}";
        HttpResponse<String> refused = send("POST", "/api/configuration/check", huge);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(413);
        assertThat(newest()).isEqualTo(before);
    }

    /** Paths that somebody only tries are no labels of metrics. */
    private void refusedRequestsShareOneLabel() {
        for (int i = 0; i < 20; i++) {
            String path = "/api/scanned-" + i;
            node.askBare(path, HttpRequest.Builder::GET);
            node.askBare(
                    path,
                    request ->
                            request.header("Sec-Fetch-Site", "cross-site").POST(HttpRequest.BodyPublishers.noBody()));
            node.askBare("/api/jobs/" + (1000 + i), request -> request.DELETE());
            node.askBare("/scanned/" + i + "%00", HttpRequest.Builder::GET);
        }
        assertThat(node.text("/q/metrics"))
                .doesNotContain("scanned", "/api/jobs/10")
                .contains("uri=\"/api/jobs/{id}");
    }

    private void everyOperationWasDone() throws Exception {
        JsonNode document = json.readTree(
                node.askBare("/q/openapi?format=json", HttpRequest.Builder::GET).body());
        Set<String> all = new TreeSet<>();
        document.path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fields().forEachRemaining(operation -> {
                    if (!operation.getKey().equals("get")
                            && operation.getValue().has("operationId")) {
                        all.add(operation.getValue().path("operationId").asText());
                    }
                }));
        Set<String> accounted = new TreeSet<>(done);
        accounted.addAll(CHANGE_NOTHING);
        assertThat(accounted).isEqualTo(all);
    }

    /** Does it, and finds what was done, and nothing else, in the audit log. */
    private JsonNode done(String action, String operation, String method, String path, String body) throws Exception {
        long before = newest();
        HttpResponse<String> answer = send(method, path, body);
        assertThat(answer.statusCode())
                .as(method + " " + path + ": " + answer.body() + (answer.statusCode() < 500 ? "" : "\n" + node.log()))
                .isBetween(200, 299);
        List<JsonNode> entries = new ArrayList<>();
        node.get("/api/audit?size=50").forEach(entry -> {
            if (entry.path("id").asLong() > before) {
                entries.add(entry);
            }
        });
        assertThat(entries).as(operation).hasSize(1);
        JsonNode entry = entries.get(0);
        assertThat(entry.path("action").asText()).isEqualTo(action);
        assertThat(entry.path("person").asText()).isNotBlank();
        assertThat(entry.path("address").asText()).isNotBlank();
        assertThat(entry.path("subject").asText()).isNotBlank();
        assertThat(entry.path("after").asText()).as(entry.toString()).isNotBlank();
        boolean isMade = action.matches(".*\\.(create|send|reprocess|test)");
        assertThat(entry.path("before").asText().isEmpty()).as(entry.toString()).isEqualTo(isMade);
        assertThat(entry.path("before").asText())
                .isNotEqualTo(entry.path("after").asText());
        done.add(operation);
        return answer.body().isEmpty() ? json.nullNode() : json.readTree(answer.body());
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return node.askBare(
                path,
                request -> request.header("Authorization", "Bearer " + node.localToken())
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body)));
    }

    private long newest() {
        return node.get("/api/audit?size=1").path(0).path("id").asLong();
    }

    private long version() {
        return node.get("/api/configuration").path("version").path("id").asLong();
    }

    private JsonNode held(Path source) throws Exception {
        new StoreDelivery(new UpperLayerNetwork(), "SENDER", Timeouts.defaults())
                .send(List.of(source), new RemoteAe("AFTERIMAGE", "127.0.0.1", node.dicomPort()));
        String study = Part10.readHeader(source, Limits.defaults())
                .dataSet()
                .string(Tag.STUDY_INSTANCE_UID)
                .orElseThrow();
        JsonNode job = node.awaitJob(study, LIMIT);
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("HELD");
        return job;
    }

    private static void configure(Path conf, String url, int pacs) throws IOException {
        Files.writeString(conf.resolve("webhook-secret"), "s3cret");
        Files.writeString(
                conf.resolve("node.yaml"),
                "notifications: { webhook: { url: '" + url
                        + "', secret: { file: webhook-secret } }, groupSeconds: 0, attempts: 1 }\n",
                StandardOpenOption.APPEND);
        Files.writeString(conf.resolve("remotes.yaml"), """
                remotes:
                  - { aeTitle: PACS, host: 127.0.0.1, port: %d }
                  - { aeTitle: ELSEWHERE, host: 127.0.0.1, port: %d }
                """.formatted(pacs, ProcessPeer.freePort()));
        Files.writeString(conf.resolve("routes.yaml"), """
                  - name: both
                    match: { Modality: [CR, MR] }
                    requires: { CR: "Modality == 'CR'", MR: "Modality == 'MR'" }
                    model: chest-style
                    destination: PACS
                """, StandardOpenOption.APPEND);
    }

    /** Two shipped packages; what the bone suppression makes correlates too little with its source for anybody. */
    private Path strictModels() throws IOException {
        for (String model : List.of("chest-bone-suppression", "chest-style")) {
            Path from = Path.of("models", model).toAbsolutePath();
            Path to = folder.resolve("models").resolve(model);
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
        }
        return folder.resolve("models");
    }
}
