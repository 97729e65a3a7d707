package org.afterimage.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP listener that keeps what is posted to it and answers what it is told to. */
public final class WebhookListener implements AutoCloseable {
    private final HttpServer server;
    private final List<Posted> posted = new CopyOnWriteArrayList<>();
    private volatile int status = 204;

    /**
     * A request.
     *
     * @param port of the other side's connection
     */
    public record Posted(Map<String, List<String>> headers, String body, int port) {
        /** One of its headers, by a name of which only the first letter is a capital. */
        public String header(String name) {
            return headers.get(name).get(0);
        }
    }

    /** Opens it on a free port of loopback. */
    public WebhookListener() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            posted.add(new Posted(
                    Map.copyOf(exchange.getRequestHeaders()),
                    body,
                    exchange.getRemoteAddress().getPort()));
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/elsewhere");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    /** Where it listens. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?key=of-the-chat";
    }

    /** Answers with another status from now on. */
    public void answer(int code) {
        status = code;
    }

    /** What came, in order. */
    public List<Posted> posted() {
        return List.copyOf(posted);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
