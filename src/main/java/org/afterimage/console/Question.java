package org.afterimage.console;

import java.util.ArrayList;
import java.util.List;

/**
 * What a person is asked before something is done that can't be taken back with a click. The answer is the same form once more, with the field
 * {@link #CONFIRMED}; it is held to the same right and the same form token.
 *
 * @param ask the question, in one line
 * @param does what will happen, in sentences
 * @param action path that the form is sent to
 * @param fields what it carries
 * @param button what the person presses
 * @param back path of the page that was left
 */
public record Question(String ask, List<String> does, String action, List<Field> fields, String button, String back) {
    /** The field that says that the person was asked. */
    static final String CONFIRMED = "confirmed";

    /** A hidden field. */
    public record Field(String name, String value) {}

    /** A form of no other field. */
    Question(String ask, List<String> does, String action, String button, String back) {
        this(ask, does, action, List.of(), button, back);
    }

    /** With one more field. */
    Question with(String name, String value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value == null ? "" : value));
        return new Question(ask, does, action, List.copyOf(more), button, back);
    }

    /** Whether a form is the answer to a question. */
    static boolean isAnswered(String confirmed) {
        return "yes".equals(confirmed);
    }
}
