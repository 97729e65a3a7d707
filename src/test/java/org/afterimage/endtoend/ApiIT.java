package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The REST interface as a program sees it: its errors, its description, and what administrators do by it. */
class ApiIT {
    private static final String JSON = "application/json";

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    private Path folder;

    private NodeProcess node;

    @Test
    void theRestInterfaceExplainsItselfAndItsErrors() throws Exception {
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "NOBODY", ProcessPeer.freePort(), "");
        try (NodeProcess started = NodeProcess.start(setup)) {
            node = started;
            everyErrorIsAProblem();
            peopleGetAPage();
            administratorsManagePeopleAndTokens();
            theDocumentDescribesEachOperation();
        }
    }

    private void everyErrorIsAProblem() throws Exception {
        assertProblem(404, "There is nothing at /api/nowhere", send("GET", "/api/nowhere", JSON, null));
        assertProblem(404, "", send("GET", "/api/jobs/17/nothing/here", JSON, null));
        assertProblem(404, "There is no job 17.", send("GET", "/api/jobs/17", JSON, null));
        assertProblem(404, "", send("GET", "/api/jobs/seventeen", JSON, null));
        HttpResponse<String> wrongMethod = send("DELETE", "/api/jobs", JSON, null);
        assertProblem(405, "does not take DELETE", wrongMethod);
        assertProblem(415, "text/plain", send("POST", "/api/explain", "text/plain", "x"));
        assertProblem(400, "page is 'x' and must be a number", send("GET", "/api/jobs?page=x", JSON, null));
        assertProblem(400, "size is 0", send("GET", "/api/jobs?size=0", JSON, null));
        assertProblem(400, "no JSON", send("POST", "/api/tokens", JSON, "{\"name\": "));
        assertProblem(400, "files", send("POST", "/api/configuration/check", JSON, "{\"files\": 17}"));
        assertProblem(400, "", send("POST", "/api/configuration/check", JSON, "[1, 2]"));
    }

    private void peopleGetAPage() {
        HttpResponse<String> page =
                node.askBare("/login/nowhere", request -> request.header("Accept", "text/html,*/*;q=0.8"));
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.body()).contains("<h1>", "There is nothing at /login/nowhere");
    }

    private void administratorsManagePeopleAndTokens() throws Exception {
        JsonNode made =
                answer(201, send("POST", "/api/people", JSON, "{\"name\": \"Dr. New\", \"role\": \"REVIEWER\"}"));
        long id = made.path("account").path("id").asLong();
        assertThat(made.path("password").asText()).hasSizeGreaterThan(11);
        assertProblem(
                409,
                "Somebody has this name already",
                send("POST", "/api/people", JSON, "{\"name\": \"dr. new\", \"role\": \"VIEWER\"}"));
        assertProblem(
                400, "role is 'KING'", send("POST", "/api/people", JSON, "{\"name\": \"x\", \"role\": \"KING\"}"));
        JsonNode changed = answer(200, send("PATCH", "/api/people/" + id, JSON, "{\"disabled\": true}"));
        assertThat(changed.path("disabled").asBoolean()).isTrue();
        assertThat(changed.path("role").asText()).isEqualTo("REVIEWER");
        assertThat(answer(200, send("POST", "/api/people/" + id + "/password", JSON, null))
                        .path("password")
                        .asText())
                .isNotEqualTo(made.path("password").asText());
        assertThat(answer(200, send("GET", "/api/people", JSON, null))).hasSize(2);
        assertThat(send("GET", "/api/people", JSON, null).body()).doesNotContain("hash");
        for (JsonNode person : answer(200, send("GET", "/api/people", JSON, null))) {
            if (person.path("role").asText().equals("ADMINISTRATOR")) {
                assertProblem(
                        409,
                        "Nobody else could administer",
                        send("PATCH", "/api/people/" + person.path("id").asInt(), JSON, "{\"role\": \"VIEWER\"}"));
            }
        }

        JsonNode token = answer(
                201,
                send(
                        "POST",
                        "/api/tokens",
                        JSON,
                        "{\"name\": \"ris\", \"role\": \"viewer\", \"endsAt\": \"2099-12-31T00:00:00Z\"}"));
        String secret = token.path("secret").asText();
        assertThat(node.askBare("/api/overview", request -> request.header("Authorization", "Bearer " + secret))
                        .statusCode())
                .isEqualTo(200);
        assertProblem(
                403,
                "ADMINISTER",
                node.askBare("/api/audit", request -> request.header("Authorization", "Bearer " + secret)));
        assertThat(send("GET", "/api/tokens", JSON, null).body())
                .contains("\"ris\"")
                .doesNotContain(secret);
        String path = "/api/tokens/" + token.path("token").path("id").asInt();
        assertThat(send("DELETE", path, JSON, null).statusCode()).isEqualTo(204);
        assertProblem(404, "revoked before", send("DELETE", path, JSON, null));
        List<String> actions = new ArrayList<>();
        answer(200, send("GET", "/api/audit?size=50", JSON, null))
                .forEach(entry -> actions.add(entry.path("action").asText()));
        assertThat(actions)
                .contains("person.create", "person.change", "person.password", "token.create", "token.revoke")
                .as("what has an entry of its own has no second one")
                .doesNotContain("api");
    }

    private void theDocumentDescribesEachOperation() throws Exception {
        HttpResponse<String> answer = node.askBare("/q/openapi?format=json", HttpRequest.Builder::GET);
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode document = json.readTree(answer.body());
        assertThat(document.path("openapi").asText()).startsWith("3.");
        List<String> ids = new ArrayList<>();
        document.path("paths").fields().forEachRemaining(path -> {
            assertThat(path.getKey()).startsWith("/api/");
            path.getValue().fields().forEachRemaining(operation -> {
                JsonNode said = operation.getValue();
                if (said.has("operationId")) {
                    ids.add(said.path("operationId").asText());
                    assertThat(said.path("summary").asText()).as(path.getKey()).isNotBlank();
                    assertThat(said.path("description").asText())
                            .as(path.getKey())
                            .containsPattern("Needs the right (VIEW|REVIEW|OPERATE|CONFIGURE|ADMINISTER)\\.");
                    assertThat(said.path("security")).as(path.getKey()).hasSize(2);
                    assertThat(said.path("responses").path("401").path("$ref").asText())
                            .isEqualTo("#/components/responses/Problem");
                }
            });
        });
        assertThat(ids).hasSizeGreaterThan(40).doesNotHaveDuplicates();
        assertThat(document.path("components").path("schemas").path("JobView").path("properties"))
                .isNotEmpty();
    }

    private HttpResponse<String> send(String method, String path, String type, String body) {
        UnaryOperator<HttpRequest.Builder> request = builder -> builder.header(
                        "Authorization", "Bearer " + node.localToken())
                .header("Content-Type", type)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        return node.askBare(path, request);
    }

    private JsonNode answer(int status, HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return json.readTree(answer.body());
    }

    private void assertProblem(int status, String detail, HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        JsonNode problem = json.readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("detail").asText()).contains(detail).isNotBlank();
    }
}
