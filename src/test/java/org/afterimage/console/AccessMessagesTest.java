package org.afterimage.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.i18n.Message;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Everything that the pages about ways in say is there in German, and is used. */
class AccessMessagesTest {
    private static final Path GERMAN = Path.of("src/main/resources/messages/access_de.properties");
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
        Set<String> used = found(TEMPLATES, "access:(\\w+)");
        used.addAll(found(PAGES, "AccessWords\\.in\\(visitor\\.locale\\(\\)\\)\\s*\\.(\\w+)\\("));
        assertThat(names()).isSubsetOf(used);
    }

    private static Set<String> found(Path folder, String pattern) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher word = Pattern.compile(pattern).matcher(Files.readString(file));
                while (word.find()) {
                    found.add(word.group(1));
                }
            }
        }
        return found;
    }

    private static Set<String> names() {
        return Arrays.stream(AccessMessages.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Message.class))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
