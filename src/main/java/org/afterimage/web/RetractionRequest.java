package org.afterimage.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.afterimage.retract.Criterion;
import org.afterimage.retract.Selection;

/**
 * The body of a retraction. What is given of the first five says which outputs are meant; of several, all must hold.
 *
 * @param model id@version
 * @param route its name
 * @param from when the first was made, as ISO 8601 with an offset
 * @param to before when the last was made
 * @param series Series Instance UID of one derived series
 * @param person who withdraws: who is signed in unless a program names somebody
 * @param reason why
 * @param dryRun whether to list and to change nothing
 */
public record RetractionRequest(
        String model,
        String route,
        String from,
        String to,
        String series,
        String person,
        String reason,
        boolean dryRun) {
    private static final int LONGEST = 500;

    /** What is meant. */
    Selection selection() {
        List<Criterion> criteria = new ArrayList<>();
        if (isGiven(model)) {
            int at = model.lastIndexOf('@');
            if (at < 1 || at == model.length() - 1) {
                throw new BadQueryException(
                        "model is '" + model + "' and must be ID@VERSION, such as chest-bone-suppression@1.0.0.");
            }
            criteria.add(new Criterion.ByModel(model.substring(0, at), model.substring(at + 1)));
        }
        if (isGiven(route)) {
            criteria.add(new Criterion.ByRoute(route));
        }
        if (isGiven(from)) {
            criteria.add(new Criterion.From(time("from", from)));
        }
        if (isGiven(to)) {
            criteria.add(new Criterion.Before(time("to", to)));
        }
        if (isGiven(series)) {
            criteria.add(new Criterion.BySeries(series.strip()));
        }
        if (criteria.isEmpty()) {
            throw new BadQueryException("Say which outputs are meant: model, route, from, to or series.");
        }
        return new Selection(criteria);
    }

    String requiredPerson(Caller caller) {
        return required("person", caller.decides(person));
    }

    String requiredReason() {
        return required("reason", reason);
    }

    private static String required(String name, String text) {
        if (!isGiven(text) || text.length() > LONGEST) {
            throw new BadQueryException(
                    name + " must be given, as text of at most " + LONGEST + " characters: who withdraws, and why.");
        }
        return text.strip();
    }

    private static boolean isGiven(String text) {
        return text != null && !text.isBlank();
    }

    private static Instant time(String name, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new BadQueryException(
                    name + " is '" + text + "' and must be a time such as 2026-01-31T22:30:00+01:00 or one with Z.");
        }
    }
}
