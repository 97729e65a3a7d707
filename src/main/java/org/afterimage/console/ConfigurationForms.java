package org.afterimage.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.afterimage.configuration.ConfigurationFiles;
import org.afterimage.configuration.Mistake;
import org.afterimage.node.ConfigurationException;

/** The way of a form of the configuration: to its difference, or back to the person with what is wrong beside the fields. */
@ApplicationScoped
public class ConfigurationForms {
    private static final String BASE = "base";

    private final Proposals proposals;
    private final ChangePages changes;

    /** For the container. */
    public ConfigurationForms(Proposals proposals, ChangePages changes) {
        this.proposals = proposals;
        this.changes = changes;
    }

    /** A form of the version in force. */
    FormFields begun() {
        return FormFields.empty().fill(BASE, proposals.now().id());
    }

    /** The files that a form is of. */
    ConfigurationFiles files(FormFields form) throws SQLException {
        String base = form.text(BASE);
        return proposals.files(base.matches("[0-9]{1,18}") ? Long.parseLong(base) : 0);
    }

    /** Why nothing can be saved; empty when it can. */
    String readOnly() {
        return proposals.readOnly().orElse("");
    }

    /**
     * Shows what a form would change, or the form with what is wrong.
     *
     * @param edit makes the files that are wanted of those that the form was filled from
     * @param again shows the form, with the mistakes
     */
    Response proposed(
            FormFields form,
            UnaryOperator<ConfigurationFiles> edit,
            BiFunction<FormFields, List<Mistake>, Response> again)
            throws SQLException {
        ConfigurationFiles before = files(form);
        String base = form.text(BASE);
        long number = base.matches("[0-9]{1,18}") ? Long.parseLong(base) : 0;
        try {
            ConfigurationFiles after = edit.apply(before);
            Proposals.Review review = proposals.review(new Proposals.Proposal(number, before, after, 0));
            return review.mistakes().isEmpty()
                    ? changes.shown(review)
                    : again.apply(form.refused(review.mistakes()), review.mistakes());
        } catch (ConfigurationException e) {
            return again.apply(form, Mistake.of(before, e));
        }
    }

    /** A field of a field, and so on; null where there is none. */
    static Object at(Map<String, Object> fields, String... path) {
        Object value = fields;
        for (String step : path) {
            value = value instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return value;
    }
}
