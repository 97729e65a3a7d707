package org.afterimage.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.afterimage.node.ConfigurationException;

/**
 * Edits of the texts of a configuration, field by field: each takes {@link ConfigurationFiles} and returns others in which only the lines of
 * what was asked for differ. Comments, order and the way in which all else is written stay. Nothing is checked or written here: show
 * {@link ConfigurationFiles#difference}, and have the result checked and taken by {@link ActiveConfiguration}.
 *
 * <p>Fields have the names that they have in the files. Their values are {@link String}, {@link Integer}, {@link Boolean}, {@link List}, and
 * {@link Map} for a field with fields of its own (of these, too, those that are not named stay). A field with the value null is taken out,
 * so that its default holds; a field that is not named stays as it is. A number must come as a number: the text {@code "104"} is written in
 * quotes.
 *
 * <p>Example, a remote that confirms by C-FIND and has no limit any more:
 *
 * <pre>{@code
 * Map<String, Object> fields = new LinkedHashMap<>();
 * fields.put("confirm", "find");
 * fields.put("maxMegabitsPerSecond", null);
 * ConfigurationFiles next = ConfigurationEdit.putRemote(active.files(), "PACS", fields);
 * }</pre>
 *
 * <p>Each throws {@link ConfigurationException} with one sentence when a text is no YAML, or is written in a way (aliases) in which single
 * values can't be edited.
 */
public final class ConfigurationEdit {
    private static final String NODE = "node.yaml";
    private static final String REMOTES = "remotes.yaml";
    private static final String ROUTES = "routes.yaml";
    private static final String AE_TITLE = "aeTitle";

    /** What a list of a file is called, and which field tells its entries apart. */
    private record Listed(String file, String list, String key) {}

    private static final Listed OF_REMOTES = new Listed(REMOTES, "remotes", AE_TITLE);
    private static final Listed OF_ROUTES = new Listed(ROUTES, "routes", "name");

    private ConfigurationEdit() {}

    /**
     * Changes a remote, or adds it at the end of {@code remotes.yaml}.
     *
     * @param aeTitle which
     * @param fields of {@link org.afterimage.node.RemoteSettings.Remote}; another {@code aeTitle} gives the remote that name, and the routes
     *     that name it follow
     */
    public static ConfigurationFiles putRemote(ConfigurationFiles files, String aeTitle, Map<String, Object> fields) {
        ConfigurationFiles edited = put(files, OF_REMOTES, aeTitle, fields);
        Object renamed = fields.getOrDefault(AE_TITLE, aeTitle);
        return renamed.equals(aeTitle) ? edited : followed(edited, aeTitle, renamed.toString());
    }

    /** Takes a remote out; the routes that name it stay as they are, and the check refuses them. */
    public static ConfigurationFiles removeRemote(ConfigurationFiles files, String aeTitle) {
        return remove(files, OF_REMOTES, aeTitle);
    }

    /**
     * Changes a route, or adds it at the end of {@code routes.yaml}.
     *
     * @param name which
     * @param fields of {@link org.afterimage.route.RouteSettings.Route}; of {@code match} and {@code requires} what is not named
     *     goes; another {@code name} renames it
     */
    public static ConfigurationFiles putRoute(ConfigurationFiles files, String name, Map<String, Object> fields) {
        Map<String, Object> there = route(files, name).orElse(Map.of());
        Map<String, Object> whole = new LinkedHashMap<>(fields);
        for (String clauses : List.of("match", "requires")) {
            if (fields.get(clauses) instanceof Map<?, ?> map && there.get(clauses) instanceof Map<?, ?> before) {
                Map<String, Object> completed = YamlTree.fields(map);
                before.keySet().forEach(key -> completed.putIfAbsent(key.toString(), null));
                whole.put(clauses, completed);
            }
        }
        return put(files, OF_ROUTES, name, whole);
    }

    /** Takes a route out. Its jobs go on as it told them. */
    public static ConfigurationFiles removeRoute(ConfigurationFiles files, String name) {
        return remove(files, OF_ROUTES, name);
    }

    /**
     * Moves a route; series take every route that they match, whatever the order, which is that of pages and traces.
     *
     * @param to its place afterwards, from 0
     */
    public static ConfigurationFiles moveRoute(ConfigurationFiles files, String name, int to) {
        YamlText text = text(files, ROUTES);
        int from = index(text, OF_ROUTES, name).orElseThrow(() -> absent(OF_ROUTES, name));
        int last = entries(text, OF_ROUTES).size() - 1;
        return with(files, ROUTES, text.move(List.of("routes"), from, Math.max(0, Math.min(to, last))));
    }

    /**
     * Switches a model in {@code routes.yaml}, for all routes that name it.
     *
     * @param model as id or id@version; where its id is listed for all versions and one of them is taken out, the others are listed one by one
     * @param off whether its jobs are skipped
     * @param shadow whether what it makes is recorded and not sent
     * @param packages those that are there, as id@version
     */
    public static ConfigurationFiles switchModel(
            ConfigurationFiles files, String model, boolean off, boolean shadow, List<String> packages) {
        YamlText text = text(files, ROUTES);
        text = listed(text, List.of("models", "disabled"), model, off, packages);
        return with(files, ROUTES, listed(text, List.of("models", "shadow"), model, shadow, packages));
    }

    private static YamlText listed(
            YamlText text, List<Object> path, String model, boolean isIn, List<String> packages) {
        List<String> names = new ArrayList<>();
        if (text.get(path.toArray()).orElse(List.of()) instanceof List<?> list) {
            list.forEach(name -> names.add(String.valueOf(name)));
        }
        boolean isThere = names.stream().anyMatch(name -> name.equals(model) || model.startsWith(name + "@"));
        if (isThere == isIn) {
            return text;
        }
        if (isIn) {
            names.add(model);
        } else {
            String id = model.split("@", 2)[0];
            boolean wasForAll = !id.equals(model) && names.contains(id);
            names.removeIf(name -> name.equals(model) || name.equals(id));
            if (wasForAll) {
                packages.stream()
                        .filter(other -> other.startsWith(id + "@") && !other.equals(model) && !names.contains(other))
                        .sorted()
                        .forEach(names::add);
            }
        }
        if (!names.isEmpty()) {
            return text.set(path, names);
        }
        YamlText without = text.remove(path);
        boolean isLast = without.get("models").filter(Map.of()::equals).isPresent();
        return isLast ? without.remove(List.of("models")) : without;
    }

    /**
     * Sets a field of {@code node.yaml}.
     *
     * @param field its name with dots, as {@code dicom.port} or {@code storage.keep.sent}
     * @param value null takes it out, so that its default holds
     */
    public static ConfigurationFiles setNode(ConfigurationFiles files, String field, Object value) {
        YamlText text = text(files, NODE);
        List<Object> path = List.of((Object[]) field.split("\\."));
        return with(files, NODE, value == null ? text.remove(path) : text.set(path, value));
    }

    /** The fields of all remotes as they are written, in their order; what is not written is not in them. */
    public static List<Map<String, Object>> remotes(ConfigurationFiles files) {
        return entries(text(files, REMOTES), OF_REMOTES);
    }

    /** The fields of a remote as they are written. */
    public static Optional<Map<String, Object>> remote(ConfigurationFiles files, String aeTitle) {
        return entry(files, OF_REMOTES, aeTitle);
    }

    /** The fields of all routes as they are written, in their order. */
    public static List<Map<String, Object>> routes(ConfigurationFiles files) {
        return entries(text(files, ROUTES), OF_ROUTES);
    }

    /** The fields of a route as they are written. */
    public static Optional<Map<String, Object>> route(ConfigurationFiles files, String name) {
        return entry(files, OF_ROUTES, name);
    }

    /**
     * A field of {@code node.yaml} as it is written; empty where its default holds.
     *
     * @param field its name with dots
     */
    public static Optional<Object> node(ConfigurationFiles files, String field) {
        return text(files, NODE).get((Object[]) field.split("\\."));
    }

    private static ConfigurationFiles put(
            ConfigurationFiles files, Listed where, String name, Map<String, Object> fields) {
        YamlText text = text(files, where.file());
        Optional<Integer> there = index(text, where, name);
        if (there.isPresent()) {
            return with(files, where.file(), text.merge(List.of(where.list(), there.get()), fields));
        }
        Map<String, Object> made = new LinkedHashMap<>();
        made.put(where.key(), name);
        fields.forEach((field, value) -> {
            if (value != null) {
                made.put(field, YamlText.withoutNulls(value));
            }
        });
        return with(files, where.file(), text.append(List.of(where.list()), made));
    }

    private static ConfigurationFiles remove(ConfigurationFiles files, Listed where, String name) {
        YamlText text = text(files, where.file());
        int at = index(text, where, name).orElseThrow(() -> absent(where, name));
        return with(files, where.file(), text.remove(List.of(where.list(), at)));
    }

    private static ConfigurationFiles followed(ConfigurationFiles files, String before, String after) {
        YamlText text = text(files, ROUTES);
        int routes = entries(text, OF_ROUTES).size();
        for (int i = 0; i < routes; i++) {
            List<List<Object>> fields =
                    List.of(List.of("routes", i, "destination"), List.of("routes", i, "complete", "expectedFrom"));
            for (List<Object> path : fields) {
                if (text.get(path.toArray()).filter(before::equals).isPresent()) {
                    text = text.set(path, after);
                }
            }
        }
        return with(files, ROUTES, text);
    }

    private static Optional<Map<String, Object>> entry(ConfigurationFiles files, Listed where, String name) {
        YamlText text = text(files, where.file());
        return index(text, where, name).map(at -> entries(text, where).get(at));
    }

    private static List<Map<String, Object>> entries(YamlText text, Listed where) {
        List<Map<String, Object>> entries = new ArrayList<>();
        if (text.get(where.list()).orElse(List.of()) instanceof List<?> list) {
            for (Object entry : list) {
                entries.add(entry instanceof Map<?, ?> map ? YamlTree.fields(map) : Map.of());
            }
        }
        return entries;
    }

    private static Optional<Integer> index(YamlText text, Listed where, String name) {
        List<Map<String, Object>> entries = entries(text, where);
        for (int i = 0; i < entries.size(); i++) {
            if (name.equals(String.valueOf(entries.get(i).get(where.key())))) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static ConfigurationException absent(Listed where, String name) {
        return new ConfigurationException(where.file() + " has no entry with the " + where.key() + " " + name + ".");
    }

    private static YamlText text(ConfigurationFiles files, String name) {
        return new YamlText(name, files.texts().get(name));
    }

    private static ConfigurationFiles with(ConfigurationFiles files, String name, YamlText text) {
        return files.with(name, text.text());
    }
}
