package org.afterimage.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.Engine;
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
import org.afterimage.dicom.net.EchoFinding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that the first start says is there in German, and is used; and each finding of C-ECHO has its sentence and its remedy. */
class StartMessagesTest {
    private static final Path GERMAN = Path.of("src/main/resources/messages/start_de.properties");
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Path PAGES = Path.of("src/main/java/org/afterimage");
    private static final String UNKNOWN = "NO_SUCH_FINDING";

    @Test
    void everySentenceIsThereInGermanAndNoOther() throws IOException {
        Properties german = german();
        assertThat(german.stringPropertyNames()).isEqualTo(names());
        assertThat(german.values()).noneMatch(sentence -> sentence.toString().isBlank());
    }

    @Test
    void noSentenceIsLeftOver() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Stream.concat(Files.walk(TEMPLATES), Files.walk(PAGES))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("StartMessages.java"))
                    .toList()) {
                Matcher word =
                        Pattern.compile("(?:start:|words\\(\\)\\s*\\.)(\\w+)").matcher(Files.readString(file));
                while (word.find()) {
                    used.add(word.group(1));
                }
            }
        }
        assertThat(names()).isSubsetOf(used);
    }

    @ParameterizedTest
    @EnumSource(value = EchoFinding.class, names = "DISTURBED", mode = EnumSource.Mode.EXCLUDE)
    void eachFindingHasASentenceAndARemedyOfItsOwnInBothLanguages(EchoFinding finding) throws Exception {
        for (String message : new String[] {"finding", "remedy"}) {
            for (String template : new String[] {english(message), german().getProperty(message)}) {
                String sentence = said(template, finding.name());
                assertThat(sentence).endsWith(".").isNotEqualTo(said(template, UNKNOWN));
                assertThat(sentence).doesNotContain("{");
            }
        }
        assertThat(said(english("finding"), finding.name()) + said(english("remedy"), finding.name()))
                .as("it says which one is meant")
                .containsAnyOf("ORTHANC", "pacs.example", "4243");
    }

    private static String said(String template, String finding) {
        return Engine.builder()
                .addDefaults()
                .build()
                .parse(template)
                .data("finding", finding)
                .data("title", "ORTHANC")
                .data("host", "pacs.example")
                .data("port", 4243)
                .data("own", "AFTERIMAGE")
                .render();
    }

    private static String english(String name) {
        return Arrays.stream(StartMessages.class.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .map(method -> method.getAnnotation(Message.class).value())
                .orElseThrow();
    }

    private static Properties german() throws IOException {
        Properties german = new Properties();
        german.load(Files.newBufferedReader(GERMAN, StandardCharsets.UTF_8));
        return german;
    }

    private static Set<String> names() {
        return Arrays.stream(StartMessages.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Message.class))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
