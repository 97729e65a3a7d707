package org.afterimage.cli;

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

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final ObjectMapper json = mapper();
    private final int port;

    /** What changes many jobs at once takes its time. */
    private static final Duration LONG_LIMIT = Duration.ofMinutes(2);

    NodeClient(int port) {
        this.port = port;
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
        String detail = json.readTree(response.body()).path("detail").asText();
        throw new IOException(detail.isEmpty() ? "The node answered " + response.statusCode() + "." : detail);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(LIMIT);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new ConnectException("No node answers on HTTP port " + port + " of this machine.");
        }
    }
}
