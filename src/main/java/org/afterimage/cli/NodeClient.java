package org.afterimage.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.afterimage.web.JobView;

/** Asks a node over its REST interface, as any administrator's script would. */
final class NodeClient {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final ObjectMapper json =
            new ObjectMapper().findAndRegisterModules().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private final int port;

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
        HttpResponse<String> response = get("/api/jobs?study=" + studyInstanceUid);
        if (response.statusCode() != 200) {
            throw new IOException("The node answered " + response.statusCode() + " when asked for its jobs.");
        }
        List<JobView> jobs = json.readValue(response.body(), new TypeReference<List<JobView>>() {});
        return jobs.stream().sorted(Comparator.comparingLong(JobView::id)).toList();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(LIMIT)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
