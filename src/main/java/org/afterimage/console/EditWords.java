package org.afterimage.console;

import jakarta.enterprise.context.ApplicationScoped;

/** The words of the pages that change the configuration, in the language of the visitor. */
@ApplicationScoped
public class EditWords {
    private final Visitor visitor;

    /** For the container. */
    public EditWords(Visitor visitor) {
        this.visitor = visitor;
    }

    /** The words. */
    EditMessages now() {
        return Words.of(EditMessages.class, visitor.locale());
    }
}
