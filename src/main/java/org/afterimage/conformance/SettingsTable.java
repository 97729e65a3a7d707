package org.afterimage.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.afterimage.node.NodeSettings;
import org.afterimage.node.Setting;

/** The fields of {@code node.yaml}: read from the records that the node itself reads them into. */
final class SettingsTable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SettingsTable() {}

    /**
     * One field.
     *
     * @param name as it is written in the file, with dots
     * @param value in force
     * @param fallback what holds when the file does not name it; empty when it must be named
     * @param meaning for administrators; empty when the code explains none
     */
    record Row(String name, String value, String fallback, String meaning) {}

    /** All fields in the order of the file. */
    static List<Row> of(NodeSettings settings) {
        List<Row> rows = new ArrayList<>();
        add(rows, "", NodeSettings.class, JSON.valueToTree(settings), Optional.empty());
        return rows;
    }

    private static void add(
            List<Row> rows, String prefix, Class<?> type, JsonNode values, Optional<JsonNode> defaults) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + component.getName();
            JsonNode value = values.path(component.getName());
            if (component.getType().isRecord() && !component.isAnnotationPresent(Setting.class)) {
                add(rows, name + ".", component.getType(), value, Optional.of(defaults(component.getType())));
            } else {
                Setting setting = component.getAnnotation(Setting.class);
                String fallback = defaults.map(tree -> text(tree.path(component.getName())))
                        .orElse("");
                rows.add(new Row(name, text(value), fallback, setting == null ? "" : setting.value()));
            }
        }
    }

    /** What a part of the settings is when nothing of it is named: records fill in their own defaults. */
    private static JsonNode defaults(Class<?> type) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return JSON.valueToTree(constructor.newInstance(new Object[types.length]));
        } catch (InvocationTargetException e) {
            return JSON.createObjectNode(); // it has fields that must be named
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " can't be made without values", e);
        }
    }

    private static String text(JsonNode node) {
        if (node.isArray()) {
            return String.join(
                    ", ",
                    StreamSupport.stream(node.spliterator(), false)
                            .map(SettingsTable::text)
                            .toList());
        }
        return node.isMissingNode() || node.isNull() ? "" : node.isValueNode() ? node.asText() : node.toString();
    }
}
