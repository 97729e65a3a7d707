package org.afterimage.console;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import java.util.Locale;

/** The words of the pages about ways in, in a visitor's language, for code; templates have them as {@code access}. */
final class AccessWords {
    private AccessWords() {}

    static AccessMessages in(Locale locale) {
        return Locale.GERMAN.equals(locale)
                ? MessageBundles.get(AccessMessages.class, Localized.Literal.of("de"))
                : MessageBundles.get(AccessMessages.class);
    }
}
