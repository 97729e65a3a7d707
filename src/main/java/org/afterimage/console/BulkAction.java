package org.afterimage.console;

import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.WebApplicationException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** What is done to the jobs that were ticked in a list: each by itself, so that one that can't be done holds up no other. */
public class BulkAction {
    private static final Logger LOG = Logger.getLogger(BulkAction.class);

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

    /** A job to which it was not done, and why. */
    public record Refused(long job, String sentence) {}

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

    /** Does it to each, in its own transaction and with its own entry in the audit log; returns those to which it was not done. */
    List<Refused> perform(Actions actions) {
        List<Refused> refused = new ArrayList<>();
        for (long id : jobs()) {
            try {
                switch (Objects.requireNonNullElse(action, "")) {
                    case "retry" -> actions.retry(id);
                    case "cancel" -> actions.cancel(id);
                    case "reprocess" -> actions.reprocess(id, model);
                    case "send" -> actions.send(id, destination());
                    default -> refused.add(new Refused(id, actions.words().bulkUnknown()));
                }
            } catch (WebApplicationException e) {
                refused.add(new Refused(id, e.getMessage()));
            } catch (RuntimeException e) {
                // The others are still to be tried, and what was done to be told.
                LOG.errorf(e, "job %d: %s could not be done", id, action);
                refused.add(new Refused(id, actions.words().bulkFailed()));
            }
        }
        return refused;
    }
}
