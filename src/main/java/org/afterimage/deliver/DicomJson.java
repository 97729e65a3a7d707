package org.afterimage.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.afterimage.dicom.data.Tag;

/** Data sets as servers answer them in the DICOM JSON Model (PS3.18 F). */
final class DicomJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DicomJson() {}

    /** The data sets of an answer, which may be one, a list, or nothing at all; empty when it is no JSON. */
    static Optional<List<JsonNode>> dataSets(byte[] body) {
        try {
            JsonNode root = JSON.readTree(body);
            List<JsonNode> found = new ArrayList<>();
            if (root.isArray()) {
                root.forEach(found::add);
            } else if (root.isObject()) {
                found.add(root);
            }
            return Optional.of(found);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The items of a sequence. */
    static List<JsonNode> items(JsonNode dataSet, int tag) {
        List<JsonNode> items = new ArrayList<>();
        dataSet.path(name(tag)).path("Value").forEach(items::add);
        return items;
    }

    /** The first value as text; empty text when there is none. */
    static String text(JsonNode dataSet, int tag) {
        return dataSet.path(name(tag)).path("Value").path(0).asText("").strip();
    }

    /** The first value as a number; some servers write numbers as text. */
    static OptionalInt number(JsonNode dataSet, int tag) {
        String text = text(dataSet, tag);
        try {
            return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    private static String name(int tag) {
        return String.format("%04X%04X", Tag.group(tag), tag & 0xFFFF);
    }
}
