package org.afterimage.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.afterimage.testing.Sentences;
import org.junit.jupiter.api.Test;

/** Everything that the compare page says is there in German, and is used. */
class CompareMessagesTest {
    private static final Path WORDS = Path.of("src/main/java/org/afterimage/console/CompareWords.java");
    private static final Path SCRIPTS = Path.of("src/main/resources/META-INF/resources/console/compare");

    @Test
    void everySentenceIsThereInGermanAndNoOther() throws IOException {
        Sentences.assertAllInGerman(CompareMessages.class, "compare");
    }

    @Test
    void noSentenceIsLeftOver() throws IOException {
        Sentences.assertAllUsed(
                CompareMessages.class, "(?:compare:(\\w+)|messages\\.(\\w+)\\(\\))", Sentences.TEMPLATES, WORDS);
    }

    @Test
    void theScriptGetsTheWordsThatItWrites() throws IOException {
        assertThat(Sentences.found(WORDS, "words\\.put\\(\"(\\w+)\""))
                .isEqualTo(Sentences.found(SCRIPTS, "page\\.words\\.(\\w+)|this\\.words\\.(\\w+)"));
    }
}
