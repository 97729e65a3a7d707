package org.afterimage.deliver;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.tls.CertificateRefusedException;
import org.afterimage.dicom.tls.TlsContext;
import org.afterimage.node.Secret;
import org.afterimage.node.StowRs;

/** Requests to the DICOMweb services of one remote (PS3.18 8). No wait is without a deadline, and no answer is held that is longer than any needs. */
final class DicomWebClient {
    /** A page of search results, or what is said of a hundred instances, is far shorter. */
    private static final int LONGEST_ANSWER = 16 << 20;

    private final String name;
    private final StowRs settings;
    private final Path folder;
    private final Optional<TlsContext> tls;
    private final Timeouts timeouts;
    private HttpClient http;
    private SSLContext context;

    /**
     * Makes a client; connections are opened when they are needed.
     *
     * @param name AE title of the remote, for sentences
     * @param folder from which the files of secrets are named
     * @param tls for an https URL
     */
    DicomWebClient(String name, StowRs settings, Path folder, Optional<TlsContext> tls, Timeouts timeouts) {
        this.name = name;
        this.settings = settings;
        this.folder = folder;
        this.tls = tls;
        this.timeouts = timeouts;
    }

    /** What a server answered. */
    record Answer(int status, byte[] body) {
        /** Whether it did what it was asked. */
        boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    /** AE title of the remote. */
    String name() {
        return name;
    }

    /**
     * Asks for something in DICOM JSON (PS3.18 F).
     *
     * @param path after the base URL, with its query
     * @throws IOException with one sentence when there was no answer
     */
    Answer get(String path) throws IOException {
        WatchedInput nothing = new WatchedInput(InputStream.nullInputStream(), 0);
        return answer(request(path).GET().build(), nothing);
    }

    /**
     * Sends instances.
     *
     * @param bytesPerSecond no faster than this; as fast as it can when empty
     * @throws IOException with one sentence when there was no answer
     */
    Answer post(String path, MultipartBody body, OptionalLong bytesPerSecond) throws IOException {
        long length = body.length();
        InputStream bytes = body.open();
        if (bytesPerSecond.isPresent()) {
            bytes = new PacedInput(bytes, bytesPerSecond.getAsLong());
        }
        try (WatchedInput watched = new WatchedInput(bytes, length)) {
            HttpRequest request = request(path)
                    .header("Content-Type", body.contentType())
                    .POST(BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> watched), length))
                    .build();
            return answer(request, watched);
        }
    }

    /** Whether a failure came before the server had a byte of the request. */
    static boolean isBeforeConnection(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof SSLHandshakeException
                    || cause instanceof CertificateRefusedException) {
                return true;
            }
        }
        return false;
    }

    private HttpRequest.Builder request(String path) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(settings.url() + path)).header("Accept", "application/dicom+json");
        if (settings.bearerToken().isPresent()) {
            request.header(
                    "Authorization", "Bearer " + settings.bearerToken().get().read(folder));
        }
        for (Map.Entry<String, Secret> header : settings.headers().entrySet()) {
            request.header(header.getKey(), header.getValue().read(folder));
        }
        return request;
    }

    private Answer answer(HttpRequest request, WatchedInput body) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> answering =
                client().sendAsync(request, answered -> new BoundedBody(LONGEST_ANSWER));
        try {
            HttpResponse<byte[]> response = await(answering, body);
            return new Answer(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + name + " was asked");
        } catch (ExecutionException e) {
            body.rethrow();
            throw new IOException(sentence(e.getCause()), e.getCause());
        } finally {
            answering.cancel(true);
        }
    }

    /** The deadline of an HTTP request holds for the sending, too; what is long may take long here, as long as it goes on. */
    private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answering, WatchedInput body)
            throws InterruptedException, ExecutionException, IOException {
        while (true) {
            Duration patience = body.hasEnded() ? timeouts.idle() : timeouts.write();
            long left = body.lastNanos() + patience.toNanos() - System.nanoTime();
            if (left <= 0) {
                throw new IOException(
                        body.hasEnded()
                                ? name + " did not answer within " + patience.toSeconds() + " s."
                                : name + " took no more bytes for " + patience.toSeconds() + " s.");
            }
            try {
                return answering.get(left, TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                // Looked at again: bytes may have gone meanwhile.
            }
        }
    }

    private String sentence(Throwable failure) {
        URI url = URI.create(settings.url());
        String place = name + " at " + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
        if (failure instanceof HttpConnectTimeoutException) {
            return place + " did not take the connection within "
                    + timeouts.connect().toSeconds() + " s.";
        }
        if (failure instanceof ConnectException) {
            return "The connection to " + place + " was refused, or its name is not known.";
        }
        return place + reason(failure) + ".";
    }

    /** What was found of a certificate is a whole clause; else what lies deepest says most. */
    private static String reason(Throwable failure) {
        String reason = failure.getClass().getSimpleName();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateRefusedException) {
                return " " + cause.getMessage();
            }
            reason = cause.getMessage() == null ? reason : cause.getMessage();
        }
        return ": " + (reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason);
    }

    /** A client is made of its keys and trust for good, so that changed files need another. */
    private synchronized HttpClient client() {
        SSLContext now = tls.map(TlsContext::clientContext).orElse(null);
        if (http == null || now != context) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER) // credentials go nowhere else
                    .connectTimeout(timeouts.connect());
            tls.ifPresent(security -> builder.sslContext(now).sslParameters(security.clientParameters()));
            context = now;
            http = builder.build();
        }
        return http;
    }
}
