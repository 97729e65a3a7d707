package org.afterimage.start;

import java.util.Locale;
import org.afterimage.console.Words;

/** The words of the first start in a visitor's language, for code; templates have them as {@code start}. */
final class StartWords {
    private StartWords() {}

    static StartMessages in(Locale locale) {
        return Words.of(StartMessages.class, locale);
    }
}
