package org.afterimage.console;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import java.util.Locale;

/** The words of a bundle of messages in a visitor's language, for code; templates have them by the bundle's name. */
public final class Words {
    private Words() {}

    static Messages in(Locale locale) {
        return of(Messages.class, locale);
    }

    /** A bundle in German or, for every other language, in English. */
    public static <T> T of(Class<T> bundle, Locale locale) {
        return Locale.GERMAN.equals(locale)
                ? MessageBundles.get(bundle, Localized.Literal.of("de"))
                : MessageBundles.get(bundle);
    }
}
