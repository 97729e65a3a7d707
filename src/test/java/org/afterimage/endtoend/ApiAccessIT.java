package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.afterimage.testing.ConsoleVisit;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who uses the REST interface: with a token, with the console's session, from the command line, and not at all. */
class ApiAccessIT {
    private static final String ROUTE = "/api/routes/bone-suppression/";

    @TempDir
    private Path folder;

    private NodeProcess node;
    private NodeProcess.Setup setup;
    private ConsoleVisit admin;

    @Test
    void theRestInterfaceAsksWhoUsesItAndWhetherTheyMay() throws Exception {
        setup = NodeProcess.Setup.write(folder.resolve("node"), "NOBODY", ProcessPeer.freePort(), "");
        try (NodeProcess started = NodeProcess.start(setup)) {
            node = started;
            admin = ConsoleVisit.first("http://127.0.0.1:" + setup.httpPort(), node.log());
            nobodyGetsInWithoutCredentials();
            theConsolesSessionCounts();
            aTokenDoesWhatItsRoleMay();
            theCommandLineReadsItsToken();
            guessingIsSlowed();
            assertThat(node.log()).doesNotContain(node.localToken()).doesNotContain("afterimage_");
        }
        assertThat(folder.resolve("node/data/local-token")).doesNotExist();
    }

    private void nobodyGetsInWithoutCredentials() throws Exception {
        HttpResponse<String> refused = node.askBare("/api/jobs", HttpRequest.Builder::GET);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"Afterimage\"");
        assertThat(problem(refused).path("detail").asText()).startsWith("This needs a login");
        assertThat(node.askBare("/%61pi/jobs", HttpRequest.Builder::GET).statusCode())
                .isEqualTo(401);
        assertThat(node.askBare(ROUTE + "pause", ApiAccessIT::post).statusCode())
                .isEqualTo(401);
        assertThat(node.askBare("/api/jobs", request -> request.header("Authorization", "Basic YTpi"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(node.askBare("/q/health/ready", HttpRequest.Builder::GET).statusCode())
                .isEqualTo(200);
    }

    private void theConsolesSessionCounts() throws Exception {
        assertThat(admin.get("/api/jobs").statusCode()).isEqualTo(200);
        HttpResponse<String> unsigned = admin.ask(ROUTE + "pause", ApiAccessIT::post);
        assertThat(unsigned.statusCode()).isEqualTo(403);
        assertThat(problem(unsigned).path("detail").asText()).contains("X-Form-Token");
        String token = admin.formToken("/people");
        assertThat(admin.ask(ROUTE + "pause", request -> post(request).header("X-Form-Token", token))
                        .statusCode())
                .isEqualTo(200);
    }

    private void aTokenDoesWhatItsRoleMay() throws Exception {
        String viewer = create("monitoring", "VIEWER");
        String operator = create("ris", "OPERATOR");
        assertThat(bearer("/api/jobs", viewer).statusCode()).isEqualTo(200);
        HttpResponse<String> refused =
                node.askBare(ROUTE + "resume", request -> post(request).header("Authorization", "Bearer " + viewer));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(problem(refused).path("detail").asText()).contains("needs the right OPERATE", "VIEWER");
        assertThat(node.askBare(
                                ROUTE + "resume",
                                request -> post(request).header("Authorization", "Bearer " + operator))
                        .statusCode())
                .isEqualTo(200);

        String page = admin.get("/tokens").body();
        assertThat(page).contains("monitoring", "from 127.0.0.1").doesNotContain(viewer);
        Matcher revoke = Pattern.compile("(?s)/tokens/(\\d+)/revoke\"(?:(?!/revoke).)*Revoke the token of monitoring")
                .matcher(page);
        assertThat(revoke.find()).isTrue();
        assertThat(admin.post("/tokens/" + revoke.group(1) + "/revoke", Map.of(), "/tokens")
                        .body())
                .contains("Revoke the token of monitoring?", "refused at once");
        assertThat(bearer("/api/jobs", viewer).statusCode())
                .as("not before it is confirmed")
                .isEqualTo(200);
        assertThat(admin.post("/tokens/" + revoke.group(1) + "/revoke", Map.of("confirmed", "yes"), "/tokens")
                        .statusCode())
                .isEqualTo(303);
        HttpResponse<String> revoked = bearer("/api/jobs", viewer);
        assertThat(revoked.statusCode()).isEqualTo(401);
        assertThat(revoked.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("invalid_token");
        assertThat(admin.get("/audit").body())
                .contains(
                        "token.create",
                        "token monitoring",
                        "token.revoke",
                        "token:ris",
                        "route.switch",
                        "route bone-suppression");

        Path file = Files.writeString(folder.resolve("ris.token"), operator + "\n");
        assertThat(run("jobs", "--port", port(), "--token", file.toString())).startsWith("0 ");
    }

    private void theCommandLineReadsItsToken() throws Exception {
        String data = setup.folder().resolve("data").toString();
        assertThat(run("jobs", "--port", port(), "--data", data)).startsWith("0 ");
        assertThat(run("jobs", "--port", port(), "--data", folder.toString()))
                .startsWith("1 ")
                .contains("This needs a login", "--data", "--token");
        assertThat(run("jobs", "--url", "http://192.0.2.7")).startsWith("2 ").contains("https://");
        node.post(ROUTE + "shadow", 200);
        run("storage", "purge", "--port", port(), "--data", data);
        assertThat(admin.get("/audit").body())
                .contains("local command line: " + System.getProperty("user.name"), "storage.purge");
    }

    private void guessingIsSlowed() throws Exception {
        String good = create("lasting", "VIEWER");
        assertThat(bearer("/api/jobs", good).statusCode()).isEqualTo(200);
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            answers.add(bearer("/api/jobs", "afterimage_guess" + i).statusCode());
        }
        assertThat(answers).startsWith(401, 401).endsWith(429);
        assertThat(bearer("/api/jobs", good).statusCode()).isEqualTo(200);
        assertThat(node.get("/api/jobs")).as("the command line goes on").isEmpty();
    }

    private String create(String name, String role) {
        String page = admin.post("/tokens", Map.of("name", name, "role", role, "lastDay", ""), "/tokens")
                .body();
        Matcher told = Pattern.compile("<code>(afterimage_\\S+)</code>").matcher(page);
        assertThat(told.find()).as(page).isTrue();
        return told.group(1);
    }

    private HttpResponse<String> bearer(String path, String token) {
        return node.askBare(path, request -> request.header("Authorization", "Bearer " + token));
    }

    private static HttpRequest.Builder post(HttpRequest.Builder request) {
        return request.POST(HttpRequest.BodyPublishers.noBody());
    }

    private static JsonNode problem(HttpResponse<String> answer) throws Exception {
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        JsonNode problem = new ObjectMapper().readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(answer.statusCode());
        return problem;
    }

    private String port() {
        return Integer.toString(setup.httpPort());
    }

    /** The exit code and what was printed. */
    private static String run(String... words) throws Exception {
        ProcessBuilder command = new ProcessBuilder(NodeProcess.command(words)).redirectErrorStream(true);
        command.environment().remove("AFTERIMAGE_TOKEN_FILE");
        Process process = command.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() + " " + printed;
    }
}
