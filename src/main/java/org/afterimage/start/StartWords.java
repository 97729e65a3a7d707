package org.afterimage.start;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import java.util.Locale;

/** The words of the first start in a visitor's language, for code; templates have them as {@code start}. */
final class StartWords {
    private StartWords() {}

    static StartMessages in(Locale locale) {
        return Locale.GERMAN.equals(locale)
                ? MessageBundles.get(StartMessages.class, Localized.Literal.of("de"))
                : MessageBundles.get(StartMessages.class);
    }
}
