package org.afterimage.console;

import java.io.IOException;
import java.nio.file.Path;
import org.afterimage.testing.Sentences;
import org.junit.jupiter.api.Test;

/** Everything that the pages say which change the configuration is there in German, and is used. */
class EditMessagesTest {
    private static final Path PAGES = Path.of("src/main/java/org/afterimage/console");

    @Test
    void everySentenceIsThereInGermanAndNoOther() throws IOException {
        Sentences.assertAllInGerman(EditMessages.class, "edit");
    }

    @Test
    void noSentenceIsLeftOver() throws IOException {
        Sentences.assertAllUsed(EditMessages.class, "(?:edit:|words\\.now\\(\\)\\.)(\\w+)", Sentences.TEMPLATES, PAGES);
    }
}
