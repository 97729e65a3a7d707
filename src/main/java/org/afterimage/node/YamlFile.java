package org.afterimage.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Reads a YAML file into a record and refuses what the record does not know, so that a misspelt field never goes unnoticed. */
public final class YamlFile {
    private static final ObjectMapper MAPPER = new ObjectMapper(new YAMLFactory())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private YamlFile() {}

    /**
     * Reads one file.
     *
     * @throws ConfigurationException if the file is absent, is not YAML, or has a field that {@code type} does not know or cannot take
     */
    public static <T> T read(Path file, Class<T> type) {
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException("The configuration file " + file + " does not exist.");
        }
        try {
            T value = MAPPER.readValue(file.toFile(), type);
            if (value == null) {
                throw new ConfigurationException(file + " is empty.");
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            throw new ConfigurationException(
                    place(file, e) + " is not a known field; known here: " + e.getKnownPropertyIds() + ".", e);
        } catch (JsonMappingException e) {
            throw new ConfigurationException(place(file, e) + ": " + reason(e), e);
        } catch (JsonProcessingException e) {
            throw new ConfigurationException(file + " is not valid YAML: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ConfigurationException(file + " can't be read: " + e.getMessage(), e);
        }
    }

    private static String reason(JsonMappingException e) {
        return e.getCause() instanceof IllegalArgumentException refused ? refused.getMessage() : e.getOriginalMessage();
    }

    private static String place(Path file, JsonMappingException e) {
        String field = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        String line = e.getLocation() == null ? "" : " line " + e.getLocation().getLineNr();
        return file + line + (field.isEmpty() ? "" : ", " + field);
    }
}
