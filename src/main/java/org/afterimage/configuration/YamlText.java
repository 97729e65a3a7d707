package org.afterimage.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.afterimage.node.ConfigurationException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A YAML text in which single values are replaced, added, taken out and moved; all other characters stay as they are, comments above all. What
 * an edit makes is read again and compared with what was asked for, so that no edit can say anything else.
 *
 * <p>A path has the names of fields, and the numbers of entries from 0. Values are texts, numbers, booleans, lists and maps of these.
 */
final class YamlText {
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private final String file;
    private final String text;
    private final Node root;
    private final JsonNode tree;

    /**
     * Reads a text.
     *
     * @param file its name, for sentences
     * @throws ConfigurationException when it is no YAML, or YAML that can't be edited line by line
     */
    YamlText(String file, String text) {
        this.file = file;
        this.text = text;
        try {
            this.root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            this.tree = text.isBlank() || root == null ? YAML.createObjectNode() : YAML.readTree(text);
        } catch (YAMLException | JsonProcessingException e) {
            throw new ConfigurationException(file + " is not valid YAML, correct its text first: " + e.getMessage(), e);
        }
        if (root != null && !(root instanceof MappingNode)) {
            throw new ConfigurationException(file + " has no fields; correct its text first.");
        }
        refuseAliases(root, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** The characters. */
    String text() {
        return text;
    }

    /** A value, as {@link Map}, {@link List}, text, number or boolean; empty when there is none. */
    Optional<Object> get(Object... path) {
        JsonNode found = YamlTree.at(tree, List.of(path));
        return found.isMissingNode() || found.isNull()
                ? Optional.empty()
                : Optional.of(YAML.convertValue(found, Object.class));
    }

    /** The name of the field that stands on a line, or around it; empty for none. */
    String fieldOn(int line) {
        String field = "";
        Node node = root;
        while (node != null) {
            Node next = null;
            if (node instanceof MappingNode mapping) {
                for (NodeTuple tuple : mapping.getValue()) {
                    if (tuple.getKeyNode().getStartMark().getLine() < line
                            && tuple.getKeyNode() instanceof ScalarNode name) {
                        field = name.getValue();
                        next = tuple.getValueNode();
                    }
                }
            } else if (node instanceof SequenceNode list) {
                for (Node item : list.getValue()) {
                    next = item.getStartMark().getLine() < line ? item : next;
                }
            }
            node = next;
        }
        return field;
    }

    /** Gives a field a value; what leads to it is made where it is not there. */
    YamlText set(List<Object> path, Object value) {
        JsonNode wanted = YamlTree.set(tree, path, YAML.valueToTree(value));
        if (wanted.toString().equals(tree.toString())) {
            return this;
        }
        return changed(withField(path, value), wanted);
    }

    /** Sets the fields of a mapping, those within mappings too; a field of value null is taken out, one that is not named stays. */
    YamlText merge(List<Object> path, Map<String, Object> fields) {
        YamlText edited = this;
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            List<Object> inner = step(path, field.getKey());
            if (field.getValue() == null) {
                edited = edited.remove(inner);
            } else if (field.getValue() instanceof Map<?, ?> map
                    && YamlTree.at(edited.tree, inner).isObject()
                    && !map.isEmpty()) {
                edited = edited.merge(inner, YamlTree.fields(map));
            } else {
                edited = edited.set(inner, withoutNulls(field.getValue()));
            }
        }
        return edited;
    }

    /** Takes a field of a mapping or an entry of a list out; what is not there is none to take out. */
    YamlText remove(List<Object> path) {
        if (YamlTree.at(tree, path).isMissingNode()) {
            return this;
        }
        Object last = path.get(path.size() - 1);
        List<Object> parent = path.subList(0, path.size() - 1);
        Node holder = find(parent).orElseThrow(this::notEditable);
        YamlLayout layout = new YamlLayout(text);
        String edited = holder instanceof SequenceNode list && last instanceof Integer number
                ? layout.withoutItem(list, number)
                : layout.withoutField((MappingNode) holder, index((MappingNode) holder, last.toString()));
        return changed(edited, YamlTree.remove(tree, path));
    }

    /** Adds an entry at the end of a list, which is made where it is not there. */
    YamlText append(List<Object> path, Object value) {
        JsonNode wanted = YamlTree.append(tree, path, YAML.valueToTree(value));
        Optional<Node> list = find(path);
        if (list.isPresent()
                && list.get() instanceof SequenceNode sequence
                && !sequence.getValue().isEmpty()) {
            return changed(new YamlLayout(text).withItem(sequence, value), wanted);
        }
        return changed(withField(path, List.of(value)), wanted);
    }

    /**
     * Moves an entry of a list; the comments that are its own go with it.
     *
     * @param from its number
     * @param to the number that it has afterwards
     */
    YamlText move(List<Object> path, int from, int to) {
        if (from == to) {
            return this;
        }
        SequenceNode list = (SequenceNode) find(path).orElseThrow(this::notEditable);
        return changed(new YamlLayout(text).moved(list, from, to), YamlTree.move(tree, path, from, to));
    }

    private String withField(List<Object> path, Object value) {
        List<Object> parent = path.subList(0, path.size() - 1);
        String key = path.get(path.size() - 1).toString();
        Optional<Node> holder = find(parent);
        if (parent.isEmpty() && root == null) {
            return text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n")
                    + String.join("\n", YamlWriter.entry(key, value, 0)) + "\n";
        }
        if (holder.isEmpty() || !(holder.get() instanceof MappingNode mapping)) {
            Map<String, Object> made = new LinkedHashMap<>();
            made.put(key, value);
            return withField(parent, made);
        }
        YamlLayout layout = new YamlLayout(text);
        int at = index(mapping, key);
        return at < 0 ? layout.withField(mapping, key, value) : layout.withValue(mapping, at, value);
    }

    private YamlText changed(String edited, JsonNode wanted) {
        YamlText result;
        try {
            result = new YamlText(file, edited);
        } catch (ConfigurationException e) {
            throw new ConfigurationException(notEditable().getMessage(), e);
        }
        if (!result.tree.toString().equals(wanted.toString())) {
            throw notEditable();
        }
        return result;
    }

    private ConfigurationException notEditable() {
        return new ConfigurationException(
                file + " is written in a way in which single values can't be edited; change it as a text.");
    }

    private void refuseAliases(Node node, Set<Node> seen) {
        if (node == null || node instanceof ScalarNode && node.getAnchor() == null) {
            return;
        }
        if (!seen.add(node)) {
            throw new ConfigurationException(
                    file + " says one thing in two places by an alias (*name); change it as a text.");
        }
        children(node).forEach(child -> refuseAliases(child, seen));
    }

    private static List<Node> children(Node node) {
        if (node instanceof SequenceNode list) {
            return list.getValue();
        }
        List<Node> values = new ArrayList<>();
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> values.add(tuple.getValueNode()));
        }
        return values;
    }

    private Optional<Node> find(List<Object> path) {
        Node node = root;
        for (Object step : path) {
            if (node instanceof MappingNode mapping) {
                int at = index(mapping, step.toString());
                node = at < 0 ? null : mapping.getValue().get(at).getValueNode();
            } else if (node instanceof SequenceNode list && step instanceof Integer number) {
                node = number < list.getValue().size() ? list.getValue().get(number) : null;
            } else {
                node = null;
            }
        }
        return Optional.ofNullable(node);
    }

    private static int index(MappingNode mapping, String key) {
        List<NodeTuple> tuples = mapping.getValue();
        for (int i = 0; i < tuples.size(); i++) {
            if (tuples.get(i).getKeyNode() instanceof ScalarNode name
                    && name.getValue().equals(key)) {
                return i;
            }
        }
        return -1;
    }

    private static List<Object> step(List<Object> path, Object last) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(last);
        return longer;
    }

    /** A value without the fields of its maps that are null. */
    static Object withoutNulls(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<String, Object> kept = new LinkedHashMap<>();
        map.forEach((key, inner) -> {
            if (inner != null) {
                kept.put(key.toString(), withoutNulls(inner));
            }
        });
        return kept;
    }
}
