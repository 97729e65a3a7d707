package org.afterimage.deliver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A web server on loopback that answers as a test says, for what a real archive can't be brought to answer, and keeps what it was sent. */
final class WebPeer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Deque<Reply> replies = new ConcurrentLinkedDeque<>();
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();

    /** How it answers once. */
    record Reply(int status, String body) {}

    /** A request that came, with its parts where it had any. */
    record Received(String method, String path, String authorization, String apiKey, List<byte[]> parts) {}

    private WebPeer(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    static WebPeer start() throws IOException {
        return new WebPeer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    /** One that speaks TLS with a PKCS#12 key. */
    static WebPeer start(Path key, String password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(Files.newInputStream(key), password.toCharArray());
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(context));
        return new WebPeer(https);
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Answers the next requests so, one after the other; after them with 200 and nothing. */
    WebPeer answering(int status, String body) {
        replies.add(new Reply(status, body));
        return this;
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        byte[] body = exchange.getRequestBody().readAllBytes();
        received.add(new Received(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("X-Api-Key"),
                type == null ? List.of() : parts(body, type.substring(type.indexOf("boundary=") + 9))));
        Reply reply = replies.isEmpty() ? new Reply(200, "") : replies.remove();
        byte[] answer = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    /** RFC 2046 5.1.1: what stands between the boundaries, after each part's header. */
    private static List<byte[]> parts(byte[] body, String boundary) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        List<byte[]> parts = new ArrayList<>();
        int at = text.indexOf("--" + boundary + "\r\n");
        while (at >= 0) {
            int begin = text.indexOf("\r\n\r\n", at) + 4;
            int end = text.indexOf("\r\n--" + boundary, begin);
            ByteArrayOutputStream part = new ByteArrayOutputStream();
            part.write(body, begin, end - begin);
            parts.add(part.toByteArray());
            at = text.startsWith("--" + boundary + "--", end + 2) ? -1 : end + 2;
        }
        return parts;
    }
}
