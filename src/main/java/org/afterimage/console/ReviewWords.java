package org.afterimage.console;

import java.util.Locale;

/** The words of what a person is asked to confirm, in a visitor's language, for code; templates have them as {@code review}. */
final class ReviewWords {
    private ReviewWords() {}

    static ReviewMessages in(Locale locale) {
        return Words.of(ReviewMessages.class, locale);
    }
}
