package org.afterimage.console;

import java.io.IOException;
import java.nio.file.Path;
import org.afterimage.testing.Sentences;
import org.junit.jupiter.api.Test;

/** Everything that the pages about ways in say is there in German, and is used. */
class AccessMessagesTest {
    private static final Path PAGES = Path.of("src/main/java/org/afterimage/console");

    @Test
    void everySentenceIsThereInGermanAndNoOther() throws IOException {
        Sentences.assertAllInGerman(AccessMessages.class, "access");
    }

    @Test
    void noSentenceIsLeftOver() throws IOException {
        Sentences.assertAllUsed(
                AccessMessages.class,
                "(?:access:|AccessWords\\.in\\(visitor\\.locale\\(\\)\\)\\s*\\.)(\\w+)",
                Sentences.TEMPLATES,
                PAGES);
    }
}
