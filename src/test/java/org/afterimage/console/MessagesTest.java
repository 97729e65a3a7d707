package org.afterimage.console;

import java.io.IOException;
import java.nio.file.Path;
import org.afterimage.testing.Sentences;
import org.junit.jupiter.api.Test;

/** Everything that the console says is there in German, and is used. */
class MessagesTest {
    private static final Path PAGES = Path.of("src/main/java/org/afterimage/console");
    private static final Path START = Path.of("src/main/java/org/afterimage/start");

    @Test
    void everySentenceIsThereInGermanAndNoOther() throws IOException {
        Sentences.assertAllInGerman(Messages.class, "msg");
    }

    @Test
    void noSentenceIsLeftOver() throws IOException {
        Sentences.assertAllUsed(
                Messages.class,
                "(?:msg:|words\\(\\)\\s*\\.|words\\.|visitor\\.locale\\(\\)\\)\\s*\\.)(\\w+)",
                Sentences.TEMPLATES,
                PAGES,
                START);
    }
}
