package org.afterimage.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The edits of {@link YamlText} on what a text says instead of on its characters: what the edited text must say. */
final class YamlTree {
    private YamlTree() {}

    /** What is at a path; missing when there is nothing. */
    static JsonNode at(JsonNode tree, List<Object> path) {
        JsonNode node = tree;
        for (Object step : path) {
            node = step instanceof Integer number && node.isArray() ? node.path(number) : node.path(step.toString());
        }
        return node == null ? MissingNode.getInstance() : node;
    }

    /** With a value at a path. */
    static JsonNode set(JsonNode tree, List<Object> path, JsonNode value) {
        JsonNode edited = tree.deepCopy();
        JsonNode holder = made(edited, path.subList(0, path.size() - 1));
        ((ObjectNode) holder).set(path.get(path.size() - 1).toString(), value);
        return edited;
    }

    /** Without what is at a path. */
    static JsonNode remove(JsonNode tree, List<Object> path) {
        JsonNode edited = tree.deepCopy();
        JsonNode holder = at(edited, path.subList(0, path.size() - 1));
        Object last = path.get(path.size() - 1);
        if (holder instanceof ArrayNode list && last instanceof Integer number) {
            list.remove(number);
        } else {
            ((ObjectNode) holder).remove(last.toString());
        }
        return edited;
    }

    /** With one entry more at the end of a list. */
    static JsonNode append(JsonNode tree, List<Object> path, JsonNode value) {
        JsonNode list = at(tree, path);
        if (list.isArray()) {
            JsonNode edited = tree.deepCopy();
            ((ArrayNode) at(edited, path)).add(value);
            return edited;
        }
        ArrayNode made = ((ContainerNode<?>) tree).arrayNode();
        return set(tree, path, made.add(value));
    }

    /** With an entry of a list at another place. */
    static JsonNode move(JsonNode tree, List<Object> path, int from, int to) {
        JsonNode edited = tree.deepCopy();
        ArrayNode list = (ArrayNode) at(edited, path);
        list.insert(to, list.remove(from));
        return edited;
    }

    /** A map with the texts of its keys. */
    static Map<String, Object> fields(Map<?, ?> map) {
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach((key, value) -> fields.put(key.toString(), value));
        return fields;
    }

    private static JsonNode made(JsonNode tree, List<Object> path) {
        JsonNode node = tree;
        for (Object step : path) {
            JsonNode next = at(node, List.of(step));
            if (!next.isContainerNode()) {
                next = ((ObjectNode) node).putObject(step.toString());
            }
            node = next;
        }
        return node;
    }
}
