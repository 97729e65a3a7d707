package org.afterimage.console;

import java.io.IOException;
import java.nio.file.Path;
import org.afterimage.testing.Sentences;
import org.junit.jupiter.api.Test;

/** Everything that people are asked before something is done is there in German, and is used. */
class ReviewMessagesTest {
    private static final Path PAGES = Path.of("src/main/java/org/afterimage/console");

    @Test
    void everySentenceIsThereInGermanAndNoOther() throws IOException {
        Sentences.assertAllInGerman(ReviewMessages.class, "review");
    }

    @Test
    void noSentenceIsLeftOver() throws IOException {
        Sentences.assertAllUsed(
                ReviewMessages.class,
                "(?:review:|words\\.|ReviewWords\\.in\\(visitor\\.locale\\(\\)\\)\\s*\\.)(\\w+)",
                Sentences.TEMPLATES,
                PAGES);
    }
}
