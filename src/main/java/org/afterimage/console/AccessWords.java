package org.afterimage.console;

import java.util.Locale;

/** The words of the pages about ways in, in a visitor's language, for code; templates have them as {@code access}. */
final class AccessWords {
    private AccessWords() {}

    static AccessMessages in(Locale locale) {
        return Words.of(AccessMessages.class, locale);
    }
}
