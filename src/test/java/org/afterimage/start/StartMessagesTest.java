package org.afterimage.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.Engine;
import io.quarkus.qute.i18n.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.afterimage.dicom.net.EchoFinding;
import org.afterimage.testing.Sentences;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that the first start says is there in German, and is used; and each finding of C-ECHO has its sentence and its remedy. */
class StartMessagesTest {
    private static final Path PAGES = Path.of("src/main/java/org/afterimage");
    private static final String UNKNOWN = "NO_SUCH_FINDING";

    @Test
    void everySentenceIsThereInGermanAndNoOther() throws IOException {
        Sentences.assertAllInGerman(StartMessages.class, "start");
    }

    @Test
    void noSentenceIsLeftOver() throws IOException {
        Sentences.assertAllUsed(StartMessages.class, "(?:start:|words\\(\\)\\s*\\.)(\\w+)", Sentences.TEMPLATES, PAGES);
    }

    @ParameterizedTest
    @EnumSource(value = EchoFinding.class, names = "DISTURBED", mode = EnumSource.Mode.EXCLUDE)
    void eachFindingHasASentenceAndARemedyOfItsOwnInBothLanguages(EchoFinding finding) throws Exception {
        for (String message : new String[] {"finding", "remedy"}) {
            for (String template :
                    new String[] {english(message), Sentences.german("start").getProperty(message)}) {
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
}
