package org.afterimage.node;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a secret is found that stands in no configuration file: it is read whenever it is used, so that a new one needs no restart.
 *
 * @param file whose first line it is, named relative to the folder of the configuration; empty for none
 * @param variable environment variable of the node; empty for none
 */
public record Secret(
        @JsonProperty("file") @Setting("file whose first line it is")
        String file,

        @JsonProperty("variable") @Setting("environment variable that holds it")
        String variable) {
    private static final int LONGEST = 64 * 1024;

    /** Refuses a secret that is nowhere or in two places. */
    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public Secret {
        file = Objects.requireNonNullElse(file, "");
        variable = Objects.requireNonNullElse(variable, "");
        if (file.isEmpty() == variable.isEmpty()) {
            throw new IllegalArgumentException("a secret is named by one of file and variable");
        }
    }

    /** Refuses the secret itself, without repeating it. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Secret written(String text) {
        throw new IllegalArgumentException(
                "a secret stands in no configuration file: name it as { file: ... } or { variable: ... }");
    }

    /**
     * Reads it.
     *
     * @param folder of the configuration
     * @throws IOException with one sentence when it can't be had; the sentence does not have the secret
     */
    public String read(Path folder) throws IOException {
        String text = (variable.isEmpty() ? firstLine(folder.resolve(file)) : ofEnvironment()).strip();
        if (text.isEmpty() || text.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IOException(
                    place(folder) + " is empty or has characters other than those of ASCII that can be printed.");
        }
        return text;
    }

    private String place(Path folder) {
        return variable.isEmpty() ? "The secret of the file " + folder.resolve(file) : "The variable " + variable;
    }

    private String ofEnvironment() throws IOException {
        String value = System.getenv(variable);
        if (value == null) {
            throw new IOException("The environment variable " + variable + " is not set where the node was started.");
        }
        return value;
    }

    private static String firstLine(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
            return text.lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new IOException("The file " + file + " can't be read by the node's user.", e);
        }
    }
}
