package org.afterimage.console;

import java.util.Locale;

/** The words of the page of notifications in a visitor's language, for code; templates have them as {@code notify}. */
final class NotifyWords {
    private NotifyWords() {}

    static NotifyMessages in(Locale locale) {
        return Words.of(NotifyMessages.class, locale);
    }
}
