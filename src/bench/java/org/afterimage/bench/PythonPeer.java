package org.afterimage.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** A runtime in Python in a process of its own, which waits while the others are measured. */
final class PythonPeer implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter commands;
    private final JsonNode greeting;

    PythonPeer(Path home, String runtime, int threads) throws IOException {
        process = new ProcessBuilder(
                        "python3",
                        home.resolve("src/bench/python/infer_peer.py").toString(),
                        runtime,
                        Integer.toString(threads))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        commands = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        greeting = answer();
    }

    private JsonNode answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the Python process of src/bench/infer ended; its error is above");
        }
        return MAPPER.readTree(line);
    }

    /** Why it can't be measured; empty when it can. */
    Optional<String> absent() {
        return Optional.ofNullable(greeting.get("absent")).map(JsonNode::asText);
    }

    boolean isThere() {
        return absent().isEmpty();
    }

    /** Name and version. */
    String name() {
        return greeting.path("name").asText();
    }

    void load(Path onnx, String inputs) throws IOException {
        ask("load " + onnx + inputs);
    }

    /** Processor and elapsed seconds of one run, over as many runs as fill a turn. */
    double[] turn(double seconds) throws IOException {
        JsonNode once = ask("run 1");
        int runs = (int) Math.max(1, seconds / once.path("wall").asDouble());
        JsonNode all = ask("run " + runs);
        return new double[] {all.path("cpu").asDouble() / runs, all.path("wall").asDouble() / runs};
    }

    /** Writes its answers, and gives the floating-point operations of a run; 0 where it does not know. */
    double write(Path folder) throws IOException {
        return ask("out " + folder).path("flops").asDouble();
    }

    private JsonNode ask(String command) throws IOException {
        commands.println(command);
        return answer();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
