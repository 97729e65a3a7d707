package org.afterimage.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The fields of one mapping in a manifest, read strictly: each must be there, have its type and its range, and none may be left over.
 * Nothing is converted: a quoted number is not a number, and 1.0 without quotes is not a text.
 */
final class ManifestFields {

    private static final Pattern ASCII = Pattern.compile("[ -\\[\\]-~]+");

    private final String path;
    private final JsonNode mapping;
    private final Set<String> unread = new LinkedHashSet<>();

    private ManifestFields(String path, JsonNode mapping) throws InvalidManifestException {
        if (!mapping.isObject()) {
            throw new InvalidManifestException(path, "must be a mapping of fields, not " + typeOf(mapping));
        }
        this.path = path;
        this.mapping = mapping;
        mapping.fieldNames().forEachRemaining(unread::add);
    }

    static ManifestFields root(JsonNode node) throws InvalidManifestException {
        return new ManifestFields("", node);
    }

    /** The mapping below a field. */
    ManifestFields mapping(String name) throws InvalidManifestException {
        return new ManifestFields(pathOf(name), take(name));
    }

    /** A text that is not blank. */
    String text(String name) throws InvalidManifestException {
        return text(pathOf(name), take(name));
    }

    /** A whole number within bounds, both included. */
    int integer(String name, int low, int high) throws InvalidManifestException {
        return integer(pathOf(name), take(name), low, high);
    }

    /** A number within bounds, both included. */
    double number(String name, double low, double high) throws InvalidManifestException {
        return number(pathOf(name), take(name), low, high);
    }

    /** A list of at least one text. */
    List<String> texts(String name) throws InvalidManifestException {
        List<String> values = new ArrayList<>();
        JsonNode list = list(pathOf(name), take(name));
        for (int i = 0; i < list.size(); i++) {
            values.add(text(pathOf(name) + "[" + i + "]", list.get(i)));
        }
        return List.copyOf(values);
    }

    /** A mapping from the names of tensors to their shapes [channels, rows, columns], where {@code null} leaves rows or columns free. */
    Map<String, PlaneShape> shapes(String name) throws InvalidManifestException {
        JsonNode node = take(name);
        if (!node.isObject() || node.isEmpty()) {
            throw new InvalidManifestException(pathOf(name), "must name at least one tensor with its shape");
        }
        Map<String, PlaneShape> shapes = new LinkedHashMap<>();
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String tensor = names.next();
            shapes.put(tensor, shape(pathOf(name) + "." + tensor, node.get(tensor)));
        }
        return shapes;
    }

    /** Whether a field is there. */
    boolean has(String name) {
        return mapping.has(name);
    }

    /** The text of a field that ends in DICOM objects: ASCII, so that it can be written in whatever character set the source has. */
    String ascii(String name, int length) throws InvalidManifestException {
        String value = text(name);
        if (value.length() > length || !ASCII.matcher(value).matches()) {
            throw new InvalidManifestException(
                    pathOf(name), "must be at most " + length + " ASCII characters, without a backslash");
        }
        return value;
    }

    /** True or false. */
    boolean flag(String name) throws InvalidManifestException {
        JsonNode node = take(name);
        if (!node.isBoolean()) {
            throw new InvalidManifestException(pathOf(name), "must be true or false, not " + typeOf(node));
        }
        return node.booleanValue();
    }

    /** A mapping of {@code minimum} and {@code maximum} within bounds. */
    Range range(String name, double low, double high) throws InvalidManifestException {
        ManifestFields ends = mapping(name);
        double minimum = ends.number("minimum", low, high);
        Range range = new Range(minimum, ends.number("maximum", minimum, high));
        ends.end();
        return range;
    }

    /** A list of two numbers within bounds, the lesser first. */
    Range pair(String name, double low, double high) throws InvalidManifestException {
        JsonNode list = list(pathOf(name), take(name));
        if (list.size() != 2) {
            throw new InvalidManifestException(pathOf(name), "must have two numbers: the least and the most");
        }
        double minimum = number(pathOf(name) + "[0]", list.get(0), low, high);
        return new Range(minimum, number(pathOf(name) + "[1]", list.get(1), minimum, high));
    }

    /** A list of two numbers, or nothing where the field is there and says {@code null}. */
    Optional<Range> pairOrNull(String name, double low, double high) throws InvalidManifestException {
        JsonNode node = mapping.get(name);
        if (node != null && node.isNull()) {
            unread.remove(name);
            return Optional.empty();
        }
        return Optional.of(pair(name, low, high));
    }

    /** A list of at least one mapping. */
    List<ManifestFields> mappings(String name) throws InvalidManifestException {
        List<ManifestFields> items = new ArrayList<>();
        JsonNode list = list(pathOf(name), take(name));
        for (int i = 0; i < list.size(); i++) {
            items.add(new ManifestFields(pathOf(name) + "[" + i + "]", list.get(i)));
        }
        return items;
    }

    /** Refuses what no one asked for: a misspelt bound must not pass as an absent one. */
    void end() throws InvalidManifestException {
        if (!unread.isEmpty()) {
            throw new InvalidManifestException(pathOf(unread.iterator().next()), "is not a field of this manifest");
        }
    }

    String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private JsonNode take(String name) throws InvalidManifestException {
        JsonNode node = mapping.get(name);
        if (node == null) {
            throw new InvalidManifestException(pathOf(name), "is missing");
        }
        if (node.isNull()) {
            throw new InvalidManifestException(pathOf(name), "has no value");
        }
        unread.remove(name);
        return node;
    }

    private static String text(String path, JsonNode node) throws InvalidManifestException {
        if (!node.isTextual()) {
            throw new InvalidManifestException(path, "must be a text (in quotes), not " + typeOf(node));
        }
        if (node.textValue().isBlank()) {
            throw new InvalidManifestException(path, "must not be blank");
        }
        return node.textValue();
    }

    private static int integer(String path, JsonNode node, int low, int high) throws InvalidManifestException {
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw new InvalidManifestException(path, "must be a whole number, not " + typeOf(node));
        }
        if (node.intValue() < low || node.intValue() > high) {
            throw new InvalidManifestException(
                    path, "must lie between " + low + " and " + high + ", not " + node.intValue());
        }
        return node.intValue();
    }

    private static double number(String path, JsonNode node, double low, double high) throws InvalidManifestException {
        if (!node.isNumber()) {
            throw new InvalidManifestException(path, "must be a number, not " + typeOf(node));
        }
        double value = node.doubleValue();
        if (!(value >= low && value <= high)) {
            throw new InvalidManifestException(path, "must lie between " + low + " and " + high + ", not " + value);
        }
        return value;
    }

    private static JsonNode list(String path, JsonNode node) throws InvalidManifestException {
        if (!node.isArray() || node.isEmpty()) {
            throw new InvalidManifestException(path, "must be a list of at least one value, not " + typeOf(node));
        }
        return node;
    }

    private static PlaneShape shape(String path, JsonNode node) throws InvalidManifestException {
        JsonNode list = list(path, node);
        if (list.size() != 3) {
            throw new InvalidManifestException(path, "must have three numbers: channels, rows, columns");
        }
        int[] sizes = new int[3];
        for (int i = 0; i < 3; i++) {
            boolean free = i > 0 && list.get(i).isNull();
            sizes[i] = free ? PlaneShape.ANY : integer(path + "[" + i + "]", list.get(i), 1, 1 << 15);
        }
        return new PlaneShape(sizes[0], sizes[1], sizes[2]);
    }

    private static String typeOf(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> node.isEmpty() ? "an empty list" : "a list";
            case OBJECT -> "a mapping";
            case BOOLEAN -> "true or false";
            case NUMBER -> "the number " + node.asText();
            case STRING -> "the text '" + node.asText() + "'";
            default -> "nothing";
        };
    }
}
