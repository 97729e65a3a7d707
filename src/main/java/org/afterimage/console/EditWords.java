package org.afterimage.console;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

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
        return Locale.GERMAN.equals(visitor.locale())
                ? MessageBundles.get(EditMessages.class, Localized.Literal.of("de"))
                : MessageBundles.get(EditMessages.class);
    }
}
