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
import org.junit.jupiter.api.Test;

/** Everything that the page of notifications says is there in German, and is used. */
class NotifyMessagesTest {
    private static final Path GERMAN = Path.of("src/main/resources/messages/notify_de.properties");
    private static final Path TEMPLATE = Path.of("src/main/resources/templates/console/notifications.html");
    private static final Path PAGE = Path.of("src/main/java/org/afterimage/console/NotificationsPage.java");

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
        Matcher word = Pattern.compile("(?:notify:|words\\.)(\\w+)")
                .matcher(Files.readString(TEMPLATE) + Files.readString(PAGE));
        while (word.find()) {
            used.add(word.group(1));
        }
        assertThat(names()).isSubsetOf(used);
    }

    private static Set<String> names() {
        return Arrays.stream(NotifyMessages.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Message.class))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
