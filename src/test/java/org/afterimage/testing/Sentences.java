package org.afterimage.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.i18n.Message;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sentences of a bundle of messages: which there are, which of them in German, and where they are used. */
public final class Sentences {
    private static final Path GERMAN = Path.of("src/main/resources/messages");
    /** Where the pages are drawn. */
    public static final Path TEMPLATES = Path.of("src/main/resources/templates");

    private Sentences() {}

    /** Fails when a sentence of a bundle is missing in German, is blank there, or stands there alone. */
    public static void assertAllInGerman(Class<?> bundle, String name) throws IOException {
        Properties german = german(name);
        assertThat(german.stringPropertyNames()).isEqualTo(names(bundle));
        assertThat(german.values()).noneMatch(sentence -> sentence.toString().isBlank());
    }

    /** Fails when a sentence of a bundle is found by a pattern's groups in none of some files and folders. */
    public static void assertAllUsed(Class<?> bundle, String pattern, Path... places) throws IOException {
        Set<String> used = new TreeSet<>();
        for (Path place : places) {
            used.addAll(found(place, pattern));
        }
        assertThat(names(bundle)).isSubsetOf(used);
    }

    /** The German sentences of a bundle. */
    public static Properties german(String name) throws IOException {
        Properties german = new Properties();
        german.load(Files.newBufferedReader(GERMAN.resolve(name + "_de.properties"), StandardCharsets.UTF_8));
        return german;
    }

    /** What a pattern's groups find in the files of a folder, but for those that only say which messages there are. */
    public static Set<String> found(Path folder, String pattern) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> read = files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith("Messages.java"))
                    .toList();
            for (Path file : read) {
                Matcher word = Pattern.compile(pattern).matcher(Files.readString(file));
                while (word.find()) {
                    found.add(word.group(1) != null ? word.group(1) : word.group(2));
                }
            }
        }
        return found;
    }

    private static Set<String> names(Class<?> bundle) {
        return Arrays.stream(bundle.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Message.class))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
