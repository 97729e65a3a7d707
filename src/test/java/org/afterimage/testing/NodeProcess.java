package org.afterimage.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged node in a process of its own, with its own embedded database, asked over DICOM and REST alone. */
public final class NodeProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final Process process;
    private final Path log;
    private final Path token;
    private final int dicomPort;
    private final int httpPort;

    private NodeProcess(Process process, Path log, Path token, int dicomPort, int httpPort) {
        this.process = process;
        this.log = log;
        this.token = token;
        this.dicomPort = dicomPort;
        this.httpPort = httpPort;
    }

    /**
     * What a node is started with.
     *
     * @param folder for its configuration, data and log; a second node started with the same setup goes on where the first ended
     * @param dicomPort on loopback
     * @param httpPort on loopback
     */
    public record Setup(Path folder, int dicomPort, int httpPort) {
        /** Writes the configuration of a node that sends bone-suppressed radiographs to one destination. */
        public static Setup write(Path folder, String destination, int destinationPort, String moreOfNodeYaml) {
            int dicom = ProcessPeer.freePort();
            int http = ProcessPeer.freePort();
            Path conf = folder.resolve("dicom-conf");
            try {
                Files.createDirectories(conf);
                Files.writeString(conf.resolve("node.yaml"), """
                    aeTitles: [AFTERIMAGE]
                    http: { port: %d }
                    study: { quietSeconds: 1 }
                    work: { firstRetrySeconds: 1, longestRetrySeconds: 2 }
                    %s
                    """.formatted(
                                http,
                                moreOfNodeYaml.isEmpty()
                                        ? "dicom: { port: " + dicom + " }"
                                        : moreOfNodeYaml.replace("PORT", Integer.toString(dicom))));
                Files.writeString(conf.resolve("remotes.yaml"), """
                    remotes:
                      - { aeTitle: %s, host: 127.0.0.1, port: %d }
                    """.formatted(destination, destinationPort));
                Files.writeString(conf.resolve("routes.yaml"), """
                    routes:
                      - name: bone-suppression
                        match: { Modality: [CR, DX] }
                        model: chest-bone-suppression
                        destination: %s
                        changeMap: false
                    """.formatted(destination));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return new Setup(folder, dicom, http);
        }

        /**
         * Writes more fields of the destination.
         *
         * @param fields as {@code remotes.yaml} has them: {@code confirm: find, maxAssociations: 1}
         */
        public Setup withDestination(String fields) {
            Path remotes = folder.resolve("dicom-conf").resolve("remotes.yaml");
            try {
                Files.writeString(remotes, Files.readString(remotes).replace(" }", ", " + fields + " }"));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return this;
        }

        /** Writes after how many attempts a job is given up. */
        public Setup withAttempts(int attempts) {
            Path node = folder.resolve("dicom-conf").resolve("node.yaml");
            try {
                Files.writeString(
                        node, Files.readString(node).replace("work: {", "work: { attempts: " + attempts + ","));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return this;
        }

        /** Has every route send a change map with its result, as routes do that say nothing of it. */
        public Setup withChangeMaps() {
            Path routes = folder.resolve("dicom-conf").resolve("routes.yaml");
            try {
                Files.writeString(routes, Files.readString(routes).replaceAll(" *changeMap: false\n", ""));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return this;
        }

        /**
         * Writes other routes, each with the name of its model.
         *
         * @param modality by which a route takes a series
         * @param destination where results go
         * @param models ids of the packages
         */
        public Setup withRoutes(String modality, String destination, String... models) {
            StringBuilder routes = new StringBuilder("routes:\n");
            for (String model : models) {
                routes.append("  - name: ").append(model).append("\n    match: { Modality: [");
                routes.append(modality).append("] }\n    model: ").append(model);
                routes.append("\n    destination: ").append(destination).append("\n    changeMap: false\n");
            }
            try {
                Files.writeString(folder.resolve("dicom-conf").resolve("routes.yaml"), routes);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return this;
        }
    }

    /** Starts a node and waits until it says that it is ready. */
    public static NodeProcess start(Setup setup) throws IOException, InterruptedException {
        return start(setup, List.of());
    }

    /** Starts a node with options for its JVM, such as {@code -Xmx512m}, and waits until it says that it is ready. */
    public static NodeProcess start(Setup setup, List<String> jvmOptions) throws IOException, InterruptedException {
        return start(setup, jvmOptions, new String[0]);
    }

    /** Starts a node with more words on its command line, and waits until it says that it is ready. */
    public static NodeProcess start(Setup setup, List<String> jvmOptions, String... more)
            throws IOException, InterruptedException {
        NodeProcess node = launch(setup, jvmOptions, more);
        boolean ready = false;
        try {
            node.await("ready", START, any -> node.isReady());
            ready = true;
            return node;
        } finally {
            if (!ready) {
                node.kill();
            }
        }
    }

    /** Starts a node that may end before it is ready, and waits for nothing. */
    public static NodeProcess launch(Setup setup, List<String> jvmOptions, String... more) throws IOException {
        Path log = setup.folder().resolve("node.log");
        List<String> command = new ArrayList<>(command(
                "start",
                "--conf",
                setup.folder().resolve("dicom-conf").toString(),
                "--data",
                setup.folder().resolve("data").toString()));
        command.addAll(1, jvmOptions);
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Path token = setup.folder().resolve("data").resolve("local-token");
        return new NodeProcess(process, log, token, setup.dicomPort(), setup.httpPort());
    }

    /** The packaged program with these words, as the launcher runs it. */
    public static List<String> command(String... words) {
        Path home = Path.of("").toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Dafterimage.home=" + home,
                "-jar",
                home.resolve("target/quarkus-app/quarkus-run.jar").toString()));
        command.addAll(List.of(words));
        return command;
    }

    /** Its DICOM port on loopback. */
    public int dicomPort() {
        return dicomPort;
    }

    /** Where its console and its REST interface are: {@code http://127.0.0.1:PORT}. */
    public String origin() {
        return "http://127.0.0.1:" + httpPort;
    }

    /** Its process ID. */
    public long pid() {
        return process.pid();
    }

    /** What it has printed so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The answer to a GET, as JSON. */
    public JsonNode get(String path) {
        try {
            return json.readTree(text(path));
        } catch (IOException e) {
            throw new AssertionError("GET " + path + " was not answered in JSON", e);
        }
    }

    /**
     * The answer to a POST without a body, as JSON.
     *
     * @param status that is expected
     */
    public JsonNode post(String path, int status) {
        try {
            HttpRequest request = request(path)
                    .timeout(Duration.ofSeconds(10))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != status) {
                throw new AssertionError("POST " + path + " was answered " + response.statusCode() + " and not "
                        + status + ": " + response.body());
            }
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError("POST " + path + " was not answered; the node's log:\n" + log(), e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** The answer to a POST of JSON, as JSON. */
    public JsonNode post(String path, String body) {
        try {
            HttpRequest request = request(path)
                    .timeout(Duration.ofSeconds(10))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return json.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new AssertionError("POST " + path + " was not answered in JSON; the node's log:\n" + log(), e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** The body of the answer to a GET. */
    public String text(String path) {
        try {
            HttpRequest request = request(path).timeout(Duration.ofSeconds(10)).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new AssertionError("GET " + path + " was not answered; the node's log:\n" + log(), e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** The answer to a POST without a body. */
    public HttpResponse<String> post(String path) {
        return post(path, HttpRequest.BodyPublishers.noBody(), "application/json");
    }

    /** The answer to a POST of a file. */
    public HttpResponse<String> post(String path, String mediaType, Path file) {
        try {
            return post(path, HttpRequest.BodyPublishers.ofFile(file), mediaType);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The answer to a GET, whatever its status. */
    public HttpResponse<String> ask(String path) {
        return answer(path, request -> request.GET());
    }

    /** The answer to a request that carries nothing but what the caller gives it. */
    public HttpResponse<String> askBare(String path, UnaryOperator<HttpRequest.Builder> more) {
        return answer(path, more.apply(bare(path)));
    }

    /** The token that it wrote for the command line of this machine. */
    public String localToken() {
        try {
            return Files.readString(token).strip();
        } catch (IOException e) {
            throw new AssertionError("the node has written no token", e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return bare(path).header("Authorization", "Bearer " + localToken());
    }

    private HttpRequest.Builder bare(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path));
    }

    private HttpResponse<String> post(String path, HttpRequest.BodyPublisher body, String mediaType) {
        return answer(path, request -> request.header("Content-Type", mediaType).POST(body));
    }

    private HttpResponse<String> answer(String path, UnaryOperator<HttpRequest.Builder> method) {
        return answer(path, method.apply(request(path)));
    }

    private HttpResponse<String> answer(String path, HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(path + " was not answered; the node's log:\n" + log(), e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** How many acknowledged instances are in the journal and not yet in the index. */
    public int unfiled() {
        Matcher gauge =
                Pattern.compile("(?m)^afterimage_receive_unfiled ([0-9]+)").matcher(text("/q/metrics"));
        if (!gauge.find()) {
            throw new AssertionError("the node does not say how many instances are not filed");
        }
        return Integer.parseInt(gauge.group(1));
    }

    /** Waits until all that was acknowledged is in the index. */
    public void awaitFiled(Duration limit) throws InterruptedException {
        await("all instances to be filed", limit, node -> node.unfiled() == 0);
    }

    /** The jobs of a study, newest first. */
    public JsonNode jobs(String studyInstanceUid) {
        return get("/api/jobs?study=" + studyInstanceUid);
    }

    /** Waits for a study's newest job to end, and returns it. */
    public JsonNode awaitJob(String studyInstanceUid, Duration limit) throws InterruptedException {
        await("the job of study " + studyInstanceUid + " to end", limit, node -> {
            JsonNode jobs = node.jobs(studyInstanceUid);
            return !jobs.isEmpty() && !jobs.get(0).path("endedAt").isNull();
        });
        return jobs(studyInstanceUid).get(0);
    }

    /** Waits until something holds. */
    public void await(String what, Duration limit, Predicate<NodeProcess> condition) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.test(this)) {
            if (!process.isAlive()) {
                throw new AssertionError("The node ended with " + process.exitValue() + ":\n" + log());
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Waited " + limit.toSeconds() + " s in vain for " + what + ":\n" + log());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Waits until it ends by itself; returns its exit status, or nothing when it goes on. */
    public OptionalInt awaitEnd(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)
                ? OptionalInt.of(process.exitValue())
                : OptionalInt.empty();
    }

    /** Kills it with SIGKILL: no hook runs, nothing is flushed. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops it with SIGTERM. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("The node did not stop within " + STOP + " of SIGTERM:\n" + log());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private boolean isReady() {
        try {
            HttpRequest request =
                    bare("/q/health/ready").timeout(Duration.ofSeconds(2)).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
