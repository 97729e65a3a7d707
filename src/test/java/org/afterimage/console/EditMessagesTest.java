package org.afterimage.console;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Everything that the pages say which change the configuration is there in German, and is used. */
class EditMessagesTest {
    private static final Path GERMAN = Path.of("src/main/resources/messages/edit_de.properties");
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
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Stream.concat(Files.walk(TEMPLATES), Files.walk(PAGES))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher word =
                        Pattern.compile("(?:edit:|words\\.now\\(\\)\\.)(\\w+)").matcher(Files.readString(file));
                while (word.find()) {
                    used.add(word.group(1));
                }
            }
        }
        assertThat(names()).isSubsetOf(used);
    }

    private static Set<String> names() {
        return Arrays.stream(EditMessages.class.getDeclaredMethods())
                .map(Method::getName)
                .collect(Collectors.toSet());
    }
}
