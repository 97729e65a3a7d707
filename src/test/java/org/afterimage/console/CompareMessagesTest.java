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

/** Everything that the compare page says is there in German, and is used. */
class CompareMessagesTest {
    private static final Path GERMAN = Path.of("src/main/resources/messages/compare_de.properties");
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Path WORDS = Path.of("src/main/java/org/afterimage/console/CompareWords.java");
    private static final Path SCRIPTS = Path.of("src/main/resources/META-INF/resources/console/compare");

    @Test
    void everySentenceIsThereInGermanAndNoOther() throws IOException {
        Properties german = new Properties();
        german.load(Files.newBufferedReader(GERMAN, StandardCharsets.UTF_8));
        assertThat(german.stringPropertyNames()).isEqualTo(names());
        assertThat(german.values()).noneMatch(sentence -> sentence.toString().isBlank());
    }

    @Test
    void noSentenceIsLeftOver() throws IOException {
        Set<String> used = found(TEMPLATES, "compare:(\\w+)");
        used.addAll(found(WORDS, "messages\\.(\\w+)\\(\\)"));
        assertThat(names()).isSubsetOf(used);
    }

    @Test
    void theScriptGetsTheWordsThatItWrites() throws IOException {
        assertThat(found(WORDS, "words\\.put\\(\"(\\w+)\""))
                .isEqualTo(found(SCRIPTS, "page\\.words\\.(\\w+)|this\\.words\\.(\\w+)"));
    }

    private static Set<String> found(Path folder, String pattern) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher word = Pattern.compile(pattern).matcher(Files.readString(file));
                while (word.find()) {
                    found.add(word.group(1) != null ? word.group(1) : word.group(2));
                }
            }
        }
        return found;
    }

    private static Set<String> names() {
        return Arrays.stream(CompareMessages.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Message.class))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
