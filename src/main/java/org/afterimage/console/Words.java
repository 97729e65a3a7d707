package org.afterimage.console;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import java.util.Locale;

/** The console's words in a visitor's language, for code; templates have them as {@code msg}. */
final class Words {
    private Words() {}

    static Messages in(Locale locale) {
        return Locale.GERMAN.equals(locale)
                ? MessageBundles.get(Messages.class, Localized.Literal.of("de"))
                : MessageBundles.get(Messages.class);
    }
}
