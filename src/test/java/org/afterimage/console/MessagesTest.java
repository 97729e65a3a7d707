package org.afterimage.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Everything that the console says is there in German, and is used. */
class MessagesTest {
    private static final Path GERMAN = Path.of("src/main/resources/messages/msg_de.properties");
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Path PAGES = Path.of("src/main/java/org/afterimage/console");

    @Test
    void everySentenceIsThereInGermanAndNoOther() throws IOException {
        Properties german = new Properties();
        german.load(Files.newBufferedReader(GERMAN, StandardCharsets.UTF_8));
        assertThat(german.stringPropertyNames()).isEqualTo(names());
        assertThat(german.values()).noneMatch(sentence -> sentence.toString().isBlank());
    }

    @Test
    void noSentenceIsLeftOver() throws IOException {
        Set<String> used = new HashSet<>();
        try (Stream<Path> files = Stream.concat(Files.walk(TEMPLATES), Files.walk(PAGES))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("Messages.java"))
                    .toList()) {
                Matcher word = Pattern.compile(
                                "(?:msg:|words\\(\\)\\s*\\.|words\\.|visitor\\.locale\\(\\)\\)\\s*\\.)(\\w+)")
                        .matcher(Files.readString(file));
                while (word.find()) {
                    used.add(word.group(1));
                }
            }
        }
        Set<String> leftOver = new TreeSet<>(names());
        leftOver.removeAll(used);
        assertThat(leftOver).isEmpty();
    }

    private static Set<String> names() {
        return Arrays.stream(Messages.class.getDeclaredMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toSet());
    }
}
