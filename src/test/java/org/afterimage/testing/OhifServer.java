package org.afterimage.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.opentest4j.TestAbortedException;

/** The OHIF viewer as it is distributed, on a free port of loopback, with an archive's DICOMweb behind the same address. */
public final class OhifServer implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html",
            "js", "text/javascript",
            "mjs", "text/javascript",
            "css", "text/css",
            "wasm", "application/wasm",
            "json", "application/json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "woff2", "font/woff2");

    /** One archive, which speaks DICOMweb; nothing else of the viewer is changed. */
    private static final String CONFIGURATION = """
            window.config = {
              routerBasename: null, extensions: [], modes: [], customizationService: {}, showStudyList: true,
              maxNumberOfWebWorkers: 2, showCPUFallbackMessage: false, investigationalUseDialog: { option: 'never' },
              defaultDataSourceName: 'archive',
              dataSources: [{
                namespace: '@ohif/extension-default.dataSourcesModule.dicomweb', sourceName: 'archive',
                configuration: { friendlyName: 'Archive', name: 'archive', wadoUriRoot: '/wado', qidoRoot: '/dicom-web',
                  wadoRoot: '/dicom-web', qidoSupportsIncludeField: false, imageRendering: 'wadors', thumbnailRendering: 'wadors',
                  enableStudyLazyLoad: true, supportsFuzzyMatching: false, supportsWildcard: true,
                  omitQuotationForMultipartRequest: true }
              }]
            };
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final HttpServer server;
    private final Path distribution;
    private final int archivePort;

    private OhifServer(Path distribution, int archivePort) throws IOException {
        this.distribution = distribution;
        this.archivePort = archivePort;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /**
     * Finds the distribution that {@code src/bench/ohif} fetches; skipped aloud when it is not there.
     *
     * @throws TestAbortedException when it is not there, which skips the test
     * @throws AssertionError when it is not there although {@code peers.required=true}
     */
    public static Path requireDistribution() {
        Path distribution = Path.of(System.getProperty("ohif.dist", "target/ohif/package/dist"))
                .toAbsolutePath()
                .normalize();
        Peers.requireFetched(distribution.resolve("index.html"), "src/bench/ohif");
        return distribution;
    }

    /**
     * Serves it.
     *
     * @param archivePort HTTP port of the archive on loopback
     */
    public static OhifServer start(int archivePort) throws IOException {
        return new OhifServer(requireDistribution(), archivePort);
    }

    /** Where it shows a study, beginning with one of its series. */
    public String viewer(String studyInstanceUid, String seriesInstanceUid) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/viewer?StudyInstanceUIDs=" + studyInstanceUid
                + "&initialSeriesInstanceUID=" + seriesInstanceUid;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            if (path.startsWith("/dicom-web") || path.startsWith("/wado")) {
                proxy(exchange);
            } else if (path.equals("/app-config.js")) {
                send(exchange, "js", CONFIGURATION.getBytes(StandardCharsets.UTF_8));
            } else {
                file(exchange, path);
            }
        }
    }

    /** What is no file is a place inside the viewer, which finds its way from the address itself. */
    private void file(HttpExchange exchange, String path) throws IOException {
        Path file = distribution.resolve(path.substring(1)).normalize();
        if (!file.startsWith(distribution) || !Files.isRegularFile(file)) {
            file = distribution.resolve("index.html");
        }
        String name = file.getFileName().toString();
        send(exchange, name.substring(name.lastIndexOf('.') + 1), Files.readAllBytes(file));
    }

    private static void send(HttpExchange exchange, String extension, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", TYPES.getOrDefault(extension, "application/octet-stream"));
        // With both, a page may share memory between its threads, which the viewer's volume rendering needs.
        exchange.getResponseHeaders().set("Cross-Origin-Opener-Policy", "same-origin");
        exchange.getResponseHeaders().set("Cross-Origin-Embedder-Policy", "require-corp");
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void proxy(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + archivePort + exchange.getRequestURI()))
                .timeout(LIMIT);
        List<String> accept = exchange.getRequestHeaders().get("Accept");
        if (accept != null) {
            request.header("Accept", String.join(", ", accept));
        }
        request.method(
                exchange.getRequestMethod(),
                HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        try {
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            response.headers()
                    .firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            exchange.sendResponseHeaders(response.statusCode(), 0);
            try (InputStream from = response.body();
                    OutputStream to = exchange.getResponseBody()) {
                from.transferTo(to);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.sendResponseHeaders(502, -1);
        }
    }
}
