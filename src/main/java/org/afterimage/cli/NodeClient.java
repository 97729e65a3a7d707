package org.afterimage.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.afterimage.storage.Purger;
import org.afterimage.web.JobView;
import org.afterimage.web.NextPurgeView;
import org.afterimage.web.StorageView;

/** Asks a node over its REST interface, as any administrator's script would. */
final class NodeClient {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** The longest page that a node gives. */
    private static final int MOST = 500;

    private static final int UNAUTHORIZED = 401;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final ObjectMapper json = mapper();
    private final URI node;
    private final NodeToken token;

    /** What changes many jobs at once takes its time. */
    private static final Duration LONG_LIMIT = Duration.ofMinutes(2);

    /**
     * Of a node.
     *
     * @param node scheme, host and port
     * @param token that it is shown
     */
    NodeClient(URI node, NodeToken token) {
        this.node = node;
        this.token = token;
    }

    /** Whether the node says that it is ready. */
    boolean isReady() throws InterruptedException {
        try {
            return get("/q/health/ready").statusCode() == 200;
        } catch (IOException e) {
            return false; // not listening yet
        }
    }

    /** The jobs of one study, oldest first. */
    List<JobView> jobs(String studyInstanceUid) throws IOException, InterruptedException {
        return jobs(Optional.empty(), Optional.of(studyInstanceUid), MOST).stream()
                .sorted(Comparator.comparingLong(JobView::id))
                .toList();
    }

    /** Jobs of a state and a study where these are named, newest first. */
    List<JobView> jobs(Optional<String> state, Optional<String> studyInstanceUid, int most)
            throws IOException, InterruptedException {
        String query = "/api/jobs?size=" + most
                + state.map(name -> "&state=" + escaped(name)).orElse("")
                + studyInstanceUid.map(uid -> "&study=" + escaped(uid)).orElse("");
        return json.readValue(answer(get(query)), new TypeReference<List<JobView>>() {});
    }

    /** One job, as the node answers it. */
    String job(long id) throws IOException, InterruptedException {
        return json.readTree(answer(get("/api/jobs/" + id))).toPrettyString();
    }

    /** What is kept on disk. */
    StorageView storage() throws IOException, InterruptedException {
        return json.readValue(answer(get("/api/storage")), StorageView.class);
    }

    /** What the next purge would take. */
    NextPurgeView nextPurge(boolean whenShort, int most) throws IOException, InterruptedException {
        String query = "/api/storage/next?short=" + whenShort + "&size=" + most;
        return json.readValue(answer(get(query)), NextPurgeView.class);
    }

    /** Has removed what may go. */
    Purger.Turn purge() throws IOException, InterruptedException {
        HttpRequest request = request("/api/storage/purge")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return json.readValue(answer(send(request)), Purger.Turn.class);
    }

    /** Has something done, and says in one line what became of the job. */
    String act(String path) throws IOException, InterruptedException {
        HttpRequest request =
                request(path).POST(HttpRequest.BodyPublishers.noBody()).build();
        JobView job = json.readValue(answer(send(request)), JobView.class);
        return "job " + job.id() + " is " + job.state() + (job.reason() == null ? "" : ": " + job.reason());
    }

    /** The answer to a GET, as JSON. */
    JsonNode ask(String path) throws IOException, InterruptedException {
        return json.readTree(text(path));
    }

    /** The answer to a GET, as the node words it. */
    String text(String path) throws IOException, InterruptedException {
        return answer(get(path));
    }

    /** The answer to a POST of an object as JSON, as the node words it. */
    String post(String path, Object body) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .timeout(LONG_LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
                .build();
        return answer(send(request));
    }

    /** An object of an answer. */
    static <T> T read(String answer, Class<T> type) throws IOException {
        return mapper().readValue(answer, type);
    }

    private static ObjectMapper mapper() {
        return new ObjectMapper().findAndRegisterModules().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The body; a refusal is the node's own sentence. */
    private String answer(HttpResponse<String> response) throws IOException {
        if (response.statusCode() == 200) {
            return response.body();
        }
        String detail = detail(response.body());
        String sentence = detail.isEmpty() ? "The node answered " + response.statusCode() + "." : detail;
        throw new IOException(response.statusCode() == UNAUTHORIZED ? sentence + " " + token.advice() : sentence);
    }

    private String detail(String body) {
        try {
            return json.readTree(body).path("detail").asText();
        } catch (JsonProcessingException e) {
            return ""; // of something before the node
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    private HttpRequest.Builder request(String path) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(node.resolve(path)).timeout(LIMIT);
        token.read()
                .ifPresent(text ->
                        request.header("Authorization", "Bearer " + text).header("Afterimage-User", user()));
        return request;
    }

    /** For the audit log; who has become the node's user for this is the one who matters. */
    private static String user() {
        String before = System.getenv("SUDO_USER");
        String name = before == null || before.isEmpty() ? System.getProperty("user.name", "") : before;
        return name.replaceAll("[^A-Za-z0-9._@-]", "_");
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new ConnectException(
                    isHere()
                            ? "No node answers on HTTP port " + node.getPort() + " of this machine."
                            : "No node answers at " + node + ".");
        }
    }

    private boolean isHere() {
        return "127.0.0.1".equals(node.getHost());
    }
}
