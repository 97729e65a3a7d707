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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real Orthanc with an empty store, on free ports of loopback, which knows the node. */
public final class OrthancPeer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final ProcessPeer process;
    private final int httpPort;

    private OrthancPeer(ProcessPeer process, int httpPort) {
        this.process = process;
        this.httpPort = httpPort;
    }

    /**
     * Starts it.
     *
     * @param folder for its store
     * @param dicomPort on which it receives as ORTHANC
     * @param nodePort on which the node receives as AFTERIMAGE
     */
    public static OrthancPeer start(Path folder, int dicomPort, int nodePort) throws IOException {
        return start(folder, dicomPort, nodePort, Map.of());
    }

    /**
     * Starts it with more of its settings than {@link #start(Path, int, int)} makes.
     *
     * @param more settings by their names in Orthanc's configuration
     */
    public static OrthancPeer start(Path folder, int dicomPort, int nodePort, Map<String, Object> more)
            throws IOException {
        Peers.require("Orthanc");
        int httpPort = (Integer) more.getOrDefault("HttpPort", ProcessPeer.freePort());
        Path configuration = Files.createDirectories(folder).resolve("orthanc.json");
        Map<String, Object> settings = new HashMap<>();
        settings.put("Name", "Test");
        settings.put("StorageDirectory", folder.resolve("store").toString());
        settings.put("IndexDirectory", folder.resolve("store").toString());
        settings.put("DicomAet", "ORTHANC");
        settings.put("DicomPort", dicomPort);
        settings.put("HttpPort", httpPort);
        settings.put("RemoteAccessAllowed", false);
        settings.put("AuthenticationEnabled", false);
        // It closes idle connections after a second, and a request that meets the closing gets no answer.
        settings.put("KeepAlive", false);
        settings.put("DicomModalities", Map.of("node", List.of("AFTERIMAGE", "127.0.0.1", nodePort)));
        settings.putAll(more);
        Files.writeString(configuration, new ObjectMapper().writeValueAsString(settings));
        ProcessPeer process = ProcessPeer.start(folder, "Orthanc", configuration);
        process.awaitPort(httpPort);
        process.awaitPort(dicomPort);
        OrthancPeer orthanc = new OrthancPeer(process, httpPort);
        orthanc.awaitAnswer();
        return orthanc;
    }

    /**
     * Starts it with its DICOMweb plugin (Debian package orthanc-dicomweb), which stores and searches over HTTP.
     *
     * @param more settings by their names in Orthanc's configuration
     */
    public static OrthancPeer startWithDicomWeb(Path folder, int dicomPort, int nodePort, Map<String, Object> more)
            throws IOException {
        Peers.require("Orthanc");
        Path plugin =
                Peers.requireFile(Path.of("/usr/share/orthanc/plugins/libOrthancDicomWeb.so"), "orthanc-dicomweb");
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("Plugins", List.of(plugin.toString()));
        settings.put("DicomWeb", Map.of("Enable", true, "Root", "/dicom-web/"));
        return start(folder, dicomPort, nodePort, settings);
    }

    /** The base of its DICOMweb services, when it was started with them. */
    public String dicomWebUrl() {
        return "http://127.0.0.1:" + httpPort + "/dicom-web";
    }

    /** Its HTTP port on loopback. */
    public int httpPort() {
        return httpPort;
    }

    /** Its port takes connections a moment before its REST interface answers them. */
    private void awaitAnswer() throws IOException {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            try {
                get("/system");
                return;
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted", e);
            }
        }
    }

    /** Puts a file into its store. */
    public JsonNode upload(Path file) throws IOException, InterruptedException {
        return post("/instances", HttpRequest.BodyPublishers.ofFile(file));
    }

    /** Sends a study to the node by C-STORE, and returns when the node has answered for each instance. */
    public void sendStudy(String studyId) throws IOException, InterruptedException {
        JsonNode answer = post("/modalities/node/store", HttpRequest.BodyPublishers.ofString(studyId));
        if (answer.path("FailedInstancesCount").asInt(-1) != 0) {
            throw new AssertionError("Orthanc could not send the study: " + answer + "\n" + process.output());
        }
    }

    /**
     * Sends a resource to the node by C-STORE.
     *
     * @return what Orthanc says when it could not; empty when the node has answered for each instance
     */
    public Optional<String> trySend(String id) throws IOException, InterruptedException {
        HttpRequest request = request("/modalities/node/store")
                .POST(HttpRequest.BodyPublishers.ofString(id))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        JsonNode answer = json.readTree(response.body());
        if (response.statusCode() == 200 && answer.path("FailedInstancesCount").asInt(-1) == 0) {
            return Optional.empty();
        }
        return Optional.of(answer.path("Details").asText(answer.path("Message").asText(response.body())));
    }

    /**
     * Verifies an application entity on loopback by C-ECHO.
     *
     * @param name by which Orthanc remembers it
     * @return what Orthanc says when it could not; empty when it was answered
     */
    public Optional<String> tryEcho(String name, String aeTitle, int port) throws IOException, InterruptedException {
        String modality = json.writeValueAsString(List.of(aeTitle, "127.0.0.1", port));
        http.send(
                request("/modalities/" + name)
                        .PUT(HttpRequest.BodyPublishers.ofString(modality))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        HttpRequest echo = request("/modalities/" + name + "/echo")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        HttpResponse<String> response = http.send(echo, HttpResponse.BodyHandlers.ofString());
        return response.statusCode() == 200
                ? Optional.empty()
                : Optional.of(json.readTree(response.body()).path("Details").asText(response.body()));
    }

    /** The id of an instance in its store. */
    public Optional<String> lookUp(String sopInstanceUid) throws IOException, InterruptedException {
        for (JsonNode found : post("/tools/lookup", HttpRequest.BodyPublishers.ofString(sopInstanceUid))) {
            if (found.path("Type").asText().equals("Instance")) {
                return Optional.of(found.path("ID").asText());
            }
        }
        return Optional.empty();
    }

    /** Removes an instance from its store. */
    public void delete(String instanceId) throws IOException, InterruptedException {
        http.send(request("/instances/" + instanceId).DELETE().build(), HttpResponse.BodyHandlers.discarding());
    }

    /** The answer to a POST of text, as JSON. */
    public JsonNode post(String path, String body) throws IOException, InterruptedException {
        return post(path, HttpRequest.BodyPublishers.ofString(body));
    }

    /** What it has printed so far. */
    public String output() {
        return process.output();
    }

    /** The answer to a GET, as JSON. */
    public JsonNode get(String path) throws IOException, InterruptedException {
        return json.readTree(http.send(request(path).build(), HttpResponse.BodyHandlers.ofString())
                .body());
    }

    /** The stored file of an instance, byte for byte. */
    public Path download(String instanceId, Path file) throws IOException, InterruptedException {
        Files.deleteIfExists(file); // a longer one would keep its end
        http.send(request("/instances/" + instanceId + "/file").build(), HttpResponse.BodyHandlers.ofFile(file));
        return file;
    }

    @Override
    public void close() {
        process.close();
    }

    private JsonNode post(String path, HttpRequest.BodyPublisher body) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(request(path).POST(body).build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new AssertionError("Orthanc answered " + response.statusCode() + " to " + path + ": "
                    + response.body() + "\n" + process.output());
        }
        return json.readTree(response.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path));
    }
}
