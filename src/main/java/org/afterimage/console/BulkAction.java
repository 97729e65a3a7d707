package org.afterimage.console;

import jakarta.ws.rs.FormParam;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.afterimage.web.BulkJobs;

/** What is done to the jobs that were ticked in a list: each by itself, so that one that can't be done holds up no other. */
public class BulkAction {
    @FormParam("job")
    List<Long> ids;

    @FormParam("action")
    String action;

    @FormParam("model")
    String model;

    @FormParam("destination")
    String destination;

    @FormParam("list")
    String list;

    @FormParam(Question.CONFIRMED)
    String confirmed;

    /** The jobs, each once. */
    List<Long> jobs() {
        LinkedHashSet<Long> once = new LinkedHashSet<>(Objects.requireNonNullElse(ids, List.of()));
        once.remove(null);
        return List.copyOf(once);
    }

    /** Whether the person is to be asked first. */
    boolean asks() {
        return "cancel".equals(action) && !Question.isAnswered(confirmed);
    }

    /** What the person is asked. */
    Question question(Actions actions, String back) {
        ReviewMessages words = actions.questions();
        String numbers = jobs().stream().map(String::valueOf).collect(Collectors.joining(", "));
        Question question = new Question(
                        words.cancelAsk(jobs().size()),
                        List.of(words.cancelJobs(numbers), words.cancelDoes()),
                        "/jobs/bulk",
                        actions.words().cancel(),
                        back)
                .with("action", action)
                .with("list", list());
        for (long id : jobs()) {
            question = question.with("job", Long.toString(id));
        }
        return question;
    }

    /** The filters of the list, as the query of its address. */
    String list() {
        return Filters.asQuery(list);
    }

    /** Whether the person is asked first, and shown to which jobs it will be done: what was sent can't be called back. */
    boolean asksFirst() {
        return "send".equals(action) && !"yes".equals(confirmed);
    }

    /** Where results are to go; empty for nowhere. */
    String destination() {
        return Filters.clean(destination);
    }

    /** Does it to each that is ticked; returns those to which it was not done. */
    List<BulkJobs.Refused> perform(BulkJobs bulk, Messages words) {
        String asked = Objects.requireNonNullElse(action, "");
        String with = "send".equals(asked) ? destination() : model;
        return Arrays.stream(BulkJobs.Action.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(asked))
                .findFirst()
                .map(one -> bulk.perform(one, jobs(), with, words.bulkFailed()))
                .orElseGet(() -> jobs().stream()
                        .map(id -> new BulkJobs.Refused(id, words.bulkUnknown()))
                        .toList());
    }
}
