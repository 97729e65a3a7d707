package org.afterimage.console.oidc;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.afterimage.node.OidcSettings;
import org.afterimage.node.TrustFiles;

/**
 * How the provider is asked: each question ends within a time, headers and body together; an answer is read up to a length; redirections are not
 * followed; and only a few questions are under way at once, so that a provider that hangs holds up nothing else.
 */
final class Connection implements HTTPRequestSender, ResourceRetriever {
    /** Bytes of an answer. */
    static final int MOST_BYTES = 1_000_000;

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(8);
    private static final int MOST_AT_ONCE = 8;
    private static final Duration TURN = Duration.ofSeconds(2);

    private final Semaphore turns = new Semaphore(MOST_AT_ONCE, true);
    private final HttpClient client;
    private final Duration deadline;

    private Connection(HttpClient client, Duration deadline) {
        this.client = client;
        this.deadline = deadline;
    }

    /**
     * To the provider of these settings.
     *
     * @param folder from which files are named
     */
    static Connection to(OidcSettings settings, Path folder) throws UnavailableException {
        return to(settings, folder, ANSWER);
    }

    /** With another time in which a question must be answered. */
    static Connection to(OidcSettings settings, Path folder, Duration deadline) throws UnavailableException {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER) // codes and secrets go nowhere else
                .connectTimeout(CONNECT);
        try {
            TrustFiles.context(folder, settings.trust()).ifPresent(builder::sslContext);
        } catch (IOException e) {
            throw new UnavailableException(e.getMessage(), e);
        }
        return new Connection(builder.build(), deadline);
    }

    @Override
    public Resource retrieveResource(URL address) throws IOException {
        HttpResponse<String> answer = get(uri(address));
        return new Resource(
                answer.body(), answer.headers().firstValue("Content-Type").orElse(null));
    }

    /** The body of what is at an address, which must be there. */
    String read(URI address) throws IOException {
        return get(address).body();
    }

    private HttpResponse<String> get(URI address) throws IOException {
        HttpResponse<String> answer = exchange(HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .GET()
                .build());
        if (answer.statusCode() != 200) {
            throw new IOException(address.getPath() + " is answered with HTTP status " + answer.statusCode());
        }
        return answer;
    }

    @Override
    public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
        String body = request.getBody();
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.getURI())
                .method(
                        request.getMethod().name(),
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        for (Map.Entry<String, List<String>> header : request.getHeaderMap().entrySet()) {
            header.getValue().forEach(value -> builder.header(header.getKey(), value));
        }
        HttpResponse<String> answer = exchange(builder.build());
        HTTPResponse response = new HTTPResponse(answer.statusCode());
        String type = answer.headers().firstValue("Content-Type").orElse(null);
        if (type != null) {
            try {
                response.setContentType(type);
            } catch (ParseException e) {
                throw new IOException("its answer says of no media type what it is", e);
            }
        }
        response.setBody(answer.body());
        return response;
    }

    private HttpResponse<String> exchange(HttpRequest request) throws IOException {
        try {
            if (turns.getQueueLength() >= MOST_AT_ONCE || !turns.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(MOST_AT_ONCE + " questions wait for its answer already");
            }
            try {
                return answer(request);
            } finally {
                turns.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the node was stopped before it answered", e);
        }
    }

    private HttpResponse<String> answer(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answering =
                client.sendAsync(request, any -> new BoundedText(MOST_BYTES));
        try {
            return answering.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(words(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("it did not answer within " + deadline.toMillis() + " ms", e);
        } finally {
            answering.cancel(true);
        }
    }

    /** What went wrong, by the kind where the failure has no words. */
    private static String words(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    private static URI uri(URL address) throws IOException {
        try {
            return address.toURI();
        } catch (URISyntaxException e) {
            throw new IOException("it names an address that is none", e);
        }
    }
}
