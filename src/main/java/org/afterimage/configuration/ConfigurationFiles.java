package org.afterimage.configuration;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.afterimage.model.Sha256;
import org.afterimage.node.ConfigurationException;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.route.RouteTable;

/** The texts of {@code node.yaml}, {@code remotes.yaml} and {@code routes.yaml}, which are right or wrong together. */
public final class ConfigurationFiles {
    /** Their names, in the order in which they build on one another. */
    public static final List<String> NAMES = List.of("node.yaml", "remotes.yaml", "routes.yaml");

    private static final int LONGEST = 800_000;

    private final Map<String, String> texts;

    /**
     * Takes texts.
     *
     * @param texts by the names of their files
     * @throws ConfigurationException when one is missing, is too long, or is none of them
     */
    public ConfigurationFiles(Map<String, String> texts) {
        Map<String, String> ordered = new LinkedHashMap<>();
        for (String name : NAMES) {
            String text = texts.get(name);
            if (text == null) {
                throw new ConfigurationException(name + " is missing; a configuration has " + names() + ".");
            }
            if (text.length() > LONGEST) {
                throw new ConfigurationException(name + " is longer than " + LONGEST + " characters.");
            }
            ordered.put(name, text);
        }
        texts.keySet().stream()
                .filter(name -> !NAMES.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new ConfigurationException(
                            name + " is no part of a configuration, which has " + names() + ".");
                });
        this.texts = Collections.unmodifiableMap(ordered);
    }

    /**
     * What was checked and may come into force.
     *
     * @param node this node and the others
     * @param routes the routes
     */
    public record Checked(NodeConfiguration node, RouteTable routes) {}

    /**
     * Reads the files of a folder.
     *
     * @throws ConfigurationException when one is absent or no text
     */
    public static ConfigurationFiles read(Path folder) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : NAMES) {
            texts.put(name, text(folder.resolve(name)));
        }
        return new ConfigurationFiles(texts);
    }

    /** The texts by the names of their files. */
    public Map<String, String> texts() {
        return texts;
    }

    /**
     * The same with another text of one file.
     *
     * @throws ConfigurationException when there is no such file, or the text is too long
     */
    public ConfigurationFiles with(String name, String text) {
        Map<String, String> changed = new LinkedHashMap<>(texts);
        changed.put(name, text);
        return new ConfigurationFiles(changed);
    }

    /** The lines that others have after {@code +} and these after {@code -}, file by file; empty when all are the same. */
    public String difference(ConfigurationFiles others) {
        return LineDifference.of(this, others);
    }

    /** SHA-256 over names and texts. */
    public String digest() {
        StringBuilder all = new StringBuilder();
        texts.forEach((name, text) ->
                all.append(name).append('\n').append(text.length()).append('\n').append(text));
        return Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Checks all of it as a node does at its start.
     *
     * @param folder from which it names other files, keys for one
     * @throws ConfigurationException with a line for each thing that is wrong: file, line and reason
     */
    public Checked check(Path folder) {
        Path candidate = null;
        try {
            candidate = Files.createTempDirectory("afterimage-conf");
            for (Map.Entry<String, String> file : texts.entrySet()) {
                Files.writeString(candidate.resolve(file.getKey()), file.getValue());
            }
            NodeConfiguration node = NodeConfiguration.read(candidate, folder);
            return new Checked(node, RouteTable.read(node, candidate.resolve("routes.yaml")));
        } catch (ConfigurationException e) {
            // Who reads it knows the file by its name, not the place where it was tried.
            throw new ConfigurationException(e.getMessage().replace(candidate + "/", ""), e);
        } catch (IOException e) {
            throw new ConfigurationException("The configuration can't be tried: " + e.getMessage(), e);
        } finally {
            remove(candidate);
        }
    }

    /** Who owns the file that was changed last, as the one who changed it. */
    public String owner(Path folder) {
        try {
            Path latest = null;
            for (String name : NAMES) {
                Path file = folder.resolve(name);
                if (latest == null
                        || Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(latest)) > 0) {
                    latest = file;
                }
            }
            return Files.getOwner(latest).getName();
        } catch (IOException | UnsupportedOperationException e) {
            return "unknown"; // a file system without owners
        }
    }

    /**
     * Writes those files that are different, each in one step.
     *
     * @throws IOException when the folder can't be written
     */
    public void write(Path folder) throws IOException {
        Map<Path, Path> written = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, String> file : texts.entrySet()) {
                Path place = folder.resolve(file.getKey());
                boolean same = Files.exists(place) && Files.readString(place).equals(file.getValue());
                if (!same) {
                    Path beside = folder.resolve("." + file.getKey() + ".new");
                    Files.writeString(beside, file.getValue());
                    written.put(beside, place);
                }
            }
            for (Map.Entry<Path, Path> file : written.entrySet()) {
                move(file.getKey(), file.getValue());
            }
        } finally {
            for (Path beside : written.keySet()) {
                Files.deleteIfExists(beside);
            }
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > LONGEST) {
                throw new ConfigurationException(file + " is longer than " + LONGEST + " bytes.");
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(file + " is no text in UTF-8.", e);
        } catch (IOException e) {
            throw new ConfigurationException("The configuration file " + file + " can't be read.", e);
        }
    }

    private static void remove(Path folder) {
        if (folder == null) {
            return;
        }
        try {
            for (String name : NAMES) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new ConfigurationException("The folder " + folder + " can't be removed.", e);
        }
    }

    private static String names() {
        return String.join(", ", NAMES);
    }
}
