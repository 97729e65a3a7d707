package org.afterimage.configuration;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.Map;
import org.afterimage.node.ConfigurationException;

/** A whole configuration in one file: YAML with the three texts as they are, comments included. */
public final class ExportedConfiguration {
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private ExportedConfiguration() {}

    /**
     * Writes a configuration.
     *
     * @param title for people, one line
     */
    public static String write(ConfigurationFiles files, String title) {
        StringBuilder out = new StringBuilder("# " + title + "\n");
        files.texts().forEach((name, text) -> out.append(entry(name, text)));
        return out.toString();
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @throws ConfigurationException with line and reason when it is nothing of the kind
     */
    public static ConfigurationFiles read(String text) {
        if (text.isBlank()) {
            throw new ConfigurationException("the file is empty.");
        }
        try {
            return new ConfigurationFiles(YAML.readValue(text, TEXTS));
        } catch (JsonProcessingException e) {
            throw new ConfigurationException(
                    "line " + (e.getLocation() == null ? 1 : e.getLocation().getLineNr())
                            + ": it is no exported configuration: " + e.getOriginalMessage(),
                    e);
        }
    }

    /** As a block that people can read; as a quoted text where YAML's blocks would not keep every character. */
    private static String entry(String name, String text) {
        String block = name + ": |2" + (text.endsWith("\n") ? "+" : "-") + "\n"
                + text.lines()
                        .map(line -> line.isEmpty() ? "" : "  " + line)
                        .reduce("", (all, line) -> all + line + "\n");
        try {
            if (text.equals(YAML.readValue(block, TEXTS).get(name))) {
                return block;
            }
        } catch (JsonProcessingException e) {
            // A character that no block may have.
        }
        try {
            return name + ": " + JSON.writeValueAsString(text) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a text can be written as JSON", e);
        }
    }
}
