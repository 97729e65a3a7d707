package org.afterimage.console;

import java.io.IOException;
import java.nio.file.Path;
import org.afterimage.testing.Sentences;
import org.junit.jupiter.api.Test;

/** Everything that the page of notifications says is there in German, and is used. */
class NotifyMessagesTest {
    private static final Path TEMPLATE = Path.of("src/main/resources/templates/console/notifications.html");
    private static final Path PAGE = Path.of("src/main/java/org/afterimage/console/NotificationsPage.java");

    @Test
    void everySentenceIsThereInGermanAndNoOther() throws IOException {
        Sentences.assertAllInGerman(NotifyMessages.class, "notify");
    }

    @Test
    void noSentenceIsLeftOver() throws IOException {
        Sentences.assertAllUsed(NotifyMessages.class, "(?:notify:|words\\.)(\\w+)", TEMPLATE, PAGE);
    }
}
