package org.afterimage.node;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** On which lines the values of a YAML file stand, for sentences about values that are right by their form and can't work all the same. */
public final class YamlLines {
    private static final YAMLFactory FACTORY = new YAMLFactory();

    private final Map<String, Integer> lines;

    private YamlLines(Map<String, Integer> lines) {
        this.lines = lines;
    }

    /**
     * Reads the lines of a file that {@link YamlFile} has read.
     *
     * @throws ConfigurationException if it can't be read any more
     */
    public static YamlLines of(Path file) {
        Map<String, Integer> lines = new HashMap<>();
        try (JsonParser parser = FACTORY.createParser(file.toFile())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token != JsonToken.FIELD_NAME) {
                    JsonPointer pointer = parser.getParsingContext().pathAsPointer();
                    lines.putIfAbsent(
                            pointer.toString(), parser.currentTokenLocation().getLineNr());
                }
            }
        } catch (IOException e) {
            throw new ConfigurationException(file + " can't be read: " + e.getMessage(), e);
        }
        return new YamlLines(lines);
    }

    /**
     * The line of a value, or of what holds it when it has none of its own.
     *
     * @param path names of fields and numbers of entries from 0, such as {@code routes, 2, when}
     */
    public int of(Object... path) {
        for (int length = path.length; length > 0; length--) {
            StringBuilder pointer = new StringBuilder();
            for (int i = 0; i < length; i++) {
                String step = path[i].toString().replace("~", "~0").replace("/", "~1");
                pointer.append('/').append(step);
            }
            Integer line = lines.get(pointer.toString());
            if (line != null) {
                return line;
            }
        }
        return 1;
    }
}
