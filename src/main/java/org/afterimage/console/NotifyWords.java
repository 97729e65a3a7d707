package org.afterimage.console;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import java.util.Locale;

/** The words of the page of notifications in a visitor's language, for code; templates have them as {@code notify}. */
final class NotifyWords {
    private NotifyWords() {}

    static NotifyMessages in(Locale locale) {
        return Locale.GERMAN.equals(locale)
                ? MessageBundles.get(NotifyMessages.class, Localized.Literal.of("de"))
                : MessageBundles.get(NotifyMessages.class);
    }
}
