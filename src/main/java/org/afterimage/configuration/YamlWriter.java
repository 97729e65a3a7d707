package org.afterimage.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes values as YAML in the way in which dicom-conf/ is written: short ones on a line, long ones in a block, quotes where they are needed. */
final class YamlWriter {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final int STEP = 2;
    private static final int LONGEST_LINE = 90;
    private static final int LONGEST_PAIR = 60;

    /** What can stand without quotes, in a list between brackets too, if it is read back as a text. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_/][A-Za-z0-9_/.@%+ :-]*");

    /** What one reader or another of YAML takes for something else than a text. */
    private static final Set<String> WORDS = Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

    private YamlWriter() {}

    /** Whether a value is written on the line of its key. */
    static boolean isInline(Object value) {
        if (value instanceof List<?> list) {
            return list.isEmpty()
                    || list.stream().noneMatch(YamlWriter::isCollection)
                            && inline(list).length() <= LONGEST_LINE;
        }
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty()
                    || map.size() == 1
                            && map.values().stream().noneMatch(YamlWriter::isCollection)
                            && inline(map).length() <= LONGEST_PAIR;
        }
        return true;
    }

    /** A value on one line. */
    static String inline(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(YamlWriter::inline).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty()
                    ? "{}"
                    : map.entrySet().stream()
                            .map(entry -> pair(entry.getKey(), entry.getValue()))
                            .collect(Collectors.joining(", ", "{ ", " }"));
        }
        return value instanceof String text ? scalar(text) : String.valueOf(value);
    }

    /** A key and its value on one line. */
    static String pair(Object key, Object value) {
        return scalar(key.toString()) + ": " + inline(value);
    }

    /**
     * The lines of a list or of a mapping that stand below its key.
     *
     * @param indent spaces before each
     */
    static List<String> block(Object value, int indent) {
        List<String> lines = new ArrayList<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> lines.addAll(entry(key.toString(), inner, indent)));
        } else if (value instanceof List<?> list) {
            list.forEach(item -> lines.addAll(item(item, indent)));
        } else {
            throw new IllegalArgumentException(value + " has no block");
        }
        return lines;
    }

    /** The lines of a key with its value. */
    static List<String> entry(String key, Object value, int indent) {
        List<String> lines = new ArrayList<>();
        if (isInline(value)) {
            lines.add(spaces(indent) + pair(key, value));
        } else {
            lines.add(spaces(indent) + scalar(key) + ":");
            lines.addAll(block(value, indent + STEP));
        }
        return lines;
    }

    /** The lines of an entry of a list, with its dash. */
    static List<String> item(Object value, int indent) {
        if (!(value instanceof Map<?, ?> map) || map.isEmpty()) {
            return List.of(spaces(indent) + "- " + inline(value));
        }
        List<String> lines = new ArrayList<>(block(map, indent + STEP));
        Iterator<String> first = lines.iterator();
        lines.set(0, spaces(indent) + "- " + first.next().substring(indent + STEP));
        return lines;
    }

    private static String scalar(String text) {
        return isPlain(text) ? text : quoted(text);
    }

    /** A text is plain if this node's reader takes it for the same text, alone and between brackets, and others would, too. */
    private static boolean isPlain(String text) {
        if (!PLAIN.matcher(text).matches()
                || text.endsWith(" ")
                || text.endsWith(":")
                || text.contains(": ")
                || WORDS.contains(text.toLowerCase(Locale.ROOT))
                || text.matches("[0-9:.]+") && !text.matches("[0-9]+(\\.[0-9]+){2,}")) {
            return false;
        }
        try {
            JsonNode read = YAML.readTree("{ a: " + text + ", " + text + ": b }");
            return read.path("a").isTextual() && read.path("a").textValue().equals(text) && read.has(text);
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                default -> {
                    boolean isUnprintable =
                            c < ' ' || c >= 0x7f && c < 0xa0 || c == 0x2028 || c == 0x2029 || c == 0xfeff || c > 0xfffd;
                    out.append(isUnprintable ? String.format("\\u%04x", (int) c) : String.valueOf(c));
                }
            }
        }
        return out.append('"').toString();
    }

    private static boolean isCollection(Object value) {
        return value instanceof List || value instanceof Map;
    }

    private static String spaces(int number) {
        return " ".repeat(number);
    }
}
