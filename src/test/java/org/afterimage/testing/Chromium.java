package org.afterimage.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One page of a headless Chromium, driven by the DevTools protocol (https://chromedevtools.github.io/devtools-protocol): opens an address, asks
 * the page's own objects, turns the mouse wheel and takes pictures.
 */
public final class Chromium implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String PROGRAM = "chromium";

    private final ObjectMapper json = new ObjectMapper();
    private final ConcurrentHashMap<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final ProcessPeer process;
    private final WebSocket socket;
    private int lastId;

    private Chromium(ProcessPeer process, URI page) throws IOException, InterruptedException {
        this.process = process;
        this.socket = get(HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(page, new Answers()));
    }

    /**
     * Starts it with an empty profile; pictures are drawn by the processor, so that no graphics card is needed.
     *
     * @param folder for its profile
     * @param width of the page in pixels
     * @param height of the page in pixels
     */
    public static Chromium start(Path folder, int width, int height) throws IOException, InterruptedException {
        Peers.require(PROGRAM);
        int port = ProcessPeer.freePort();
        ProcessPeer process = ProcessPeer.start(
                Files.createDirectories(folder),
                PROGRAM,
                "--headless=new",
                "--no-sandbox", // root may not have one
                "--disable-dev-shm-usage",
                "--use-gl=angle",
                "--use-angle=swiftshader",
                "--enable-unsafe-swiftshader",
                "--hide-scrollbars",
                "--no-first-run",
                "--lang=en-US",
                "--window-size=" + width + "," + height,
                "--user-data-dir=" + folder.resolve("profile"),
                "--remote-debugging-address=127.0.0.1",
                "--remote-debugging-port=" + port,
                "about:blank");
        process.awaitPort(port);
        Chromium chromium = new Chromium(process, page(port));
        chromium.ask(
                "Emulation.setDeviceMetricsOverride",
                chromium.json
                        .createObjectNode()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
        return chromium;
    }

    /** Opens an address. */
    public void open(String address) throws InterruptedException {
        ask("Page.navigate", json.createObjectNode().put("url", address));
    }

    /** The value of an expression in the page, which may be a promise. */
    public JsonNode evaluate(String expression) throws InterruptedException {
        JsonNode answer = ask(
                "Runtime.evaluate",
                json.createObjectNode()
                        .put("expression", expression)
                        .put("awaitPromise", true)
                        .put("returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(
                    expression + ": " + answer.path("exceptionDetails").path("exception"));
        }
        return answer.path("result").path("value");
    }

    /**
     * Waits until an expression in the page is {@code true}. Any other value, which is told at the end, is not true yet, and neither is what
     * cannot be evaluated: the page may be being opened.
     */
    public void await(String what, Duration limit, String expression) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        String last = "";
        while (true) {
            try {
                JsonNode value = evaluate(expression);
                if (value.isBoolean() && value.booleanValue()) {
                    return;
                }
                last = value.toString();
            } catch (AssertionError e) {
                last = e.getMessage();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Waited " + limit.toSeconds() + " s in vain for " + what + ": " + last);
            }
            TimeUnit.MILLISECONDS.sleep(300);
        }
    }

    /** Turns the mouse wheel by a notch over a place of the page. */
    public void wheel(double x, double y, int down) throws InterruptedException {
        ask("Input.dispatchMouseEvent", mouse("mouseMoved", x, y));
        ask(
                "Input.dispatchMouseEvent",
                mouse("mouseWheel", x, y).put("deltaX", 0).put("deltaY", 100 * down));
    }

    /** Writes what the page looks like as PNG. */
    public Path screenshot(Path file) throws IOException, InterruptedException {
        JsonNode picture = ask("Page.captureScreenshot", json.createObjectNode().put("format", "png"));
        Files.createDirectories(file.toAbsolutePath().getParent());
        return Files.write(file, Base64.getDecoder().decode(picture.path("data").asText()));
    }

    @Override
    public void close() {
        socket.abort();
        process.close();
    }

    private ObjectNode mouse(String type, double x, double y) {
        return json.createObjectNode().put("type", type).put("x", x).put("y", y);
    }

    private JsonNode ask(String method, ObjectNode parameters) throws InterruptedException {
        int id = ++lastId;
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, answer);
        ObjectNode message = json.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        get(socket.sendText(message.toString(), true));
        JsonNode answered = get(answer);
        if (answered.has("error")) {
            throw new AssertionError(method + ": " + answered.path("error"));
        }
        return answered.path("result");
    }

    private <T> T get(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("Chromium did not answer:\n" + process.output(), e);
        }
    }

    private static URI page(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                .timeout(LIMIT)
                .build();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            String list = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
            for (JsonNode target : new ObjectMapper().readTree(list)) {
                if (target.path("type").asText().equals("page")) {
                    return URI.create(target.path("webSocketDebuggerUrl").asText());
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("Chromium has no page");
    }

    /** Puts the parts of each message together and gives it to whoever waits for it. */
    private final class Answers implements WebSocket.Listener {
        private final List<String> parts = new ArrayList<>();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            parts.add(data.toString());
            if (last) {
                String message = String.join("", parts);
                parts.clear();
                try {
                    JsonNode answer = json.readTree(message);
                    CompletableFuture<JsonNode> waiting =
                            asked.remove(answer.path("id").asInt());
                    if (waiting != null) {
                        waiting.complete(answer);
                    }
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
            from.request(1);
            return null;
        }
    }
}
