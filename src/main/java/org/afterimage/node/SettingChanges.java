package org.afterimage.node;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** What is different between two contents of {@code node.yaml}, and what of it a running node can take over. */
public final class SettingChanges {
    private static final String AE_TITLES = "aeTitles";

    private SettingChanges() {}

    /**
     * A field that has another value.
     *
     * @param field its name with dots, as {@code dicom.port}
     * @param before its old value
     * @param after its new value
     * @param live whether it holds while the node runs; the others hold after a restart
     */
    public record Change(String field, String before, String after, boolean live) {}

    /** The fields that differ, in the order of the file. */
    public static List<Change> between(NodeSettings before, NodeSettings after) {
        List<Change> changes = new ArrayList<>();
        compare("", before, after, true, changes);
        return List.copyOf(changes);
    }

    /** The settings before, with those after where they hold while the node runs. */
    static NodeSettings live(NodeSettings before, NodeSettings after) {
        return (NodeSettings) merged("", before, after, true);
    }

    private static void compare(String prefix, Record before, Record after, boolean adoptable, List<Change> changes) {
        for (RecordComponent component : before.getClass().getRecordComponents()) {
            String name = prefix + component.getName();
            Object old = value(component, before);
            Object now = value(component, after);
            if (isPart(component)) {
                compare(name + ".", (Record) old, (Record) now, adoptable && !isSwitched(old, now), changes);
            } else if (!Objects.equals(old, now)) {
                changes.add(new Change(name, text(old), text(now), adoptable && isLive(name, component, old, now)));
            }
        }
    }

    private static Record merged(String prefix, Record before, Record after, boolean adoptable) {
        RecordComponent[] components = before.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = prefix + components[i].getName();
            Object old = value(components[i], before);
            Object now = value(components[i], after);
            if (isPart(components[i])) {
                values[i] = merged(name + ".", (Record) old, (Record) now, adoptable && !isSwitched(old, now));
            } else {
                values[i] = adoptable && isLive(name, components[i], old, now) ? now : old;
            }
        }
        return made(before.getClass(), components, values);
    }

    /** A group of fields, as {@code dicom}; what has a meaning of its own is one field. */
    private static boolean isPart(RecordComponent component) {
        return component.getType().isRecord() && !component.isAnnotationPresent(Setting.class);
    }

    /** Whether a TLS port is to be opened or closed, which all that is said of it waits for. */
    private static boolean isSwitched(Object before, Object after) {
        return before instanceof ListenerTls old
                && after instanceof ListenerTls now
                && old.isConfigured() != now.isConfigured();
    }

    private static boolean isLive(String name, RecordComponent component, Object before, Object after) {
        if (name.equals(AE_TITLES)) {
            // With the first one the node calls others and signs what it records.
            return ((List<?>) before).get(0).equals(((List<?>) after).get(0));
        }
        Setting setting = component.getAnnotation(Setting.class);
        return setting != null && setting.live();
    }

    private static Object value(RecordComponent component, Record of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " can't be read", e);
        }
    }

    private static Record made(Class<? extends Record> type, RecordComponent[] components, Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new ConfigurationException(
                    "node.yaml: what holds at once and what holds after a restart do not fit one another: "
                            + e.getCause().getMessage() + ". Restart the node.",
                    e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " can't be made of its parts", e);
        }
    }

    private static String text(Object value) {
        return value == null ? "not set" : value.toString();
    }
}
