package org.afterimage.console;

import java.io.IOException;
import java.nio.file.Path;
import org.afterimage.testing.Sentences;
import org.junit.jupiter.api.Test;

/** Everything that lists say is there in German, and is used. */
class ListMessagesTest {
    private static final Path PAGES = Path.of("src/main/java/org/afterimage/console");

    @Test
    void everySentenceIsThereInGermanAndNoOther() throws IOException {
        Sentences.assertAllInGerman(ListMessages.class, "list");
    }

    @Test
    void noSentenceIsLeftOver() throws IOException {
        Sentences.assertAllUsed(ListMessages.class, "(?:list:|\\bwords\\.)(\\w+)", Sentences.TEMPLATES, PAGES);
    }
}
