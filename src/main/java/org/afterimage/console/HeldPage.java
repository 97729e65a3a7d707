package org.afterimage.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.afterimage.console.people.Right;
import org.afterimage.provenance.JobEntity.State;

/** Outputs that a gate held back, and what a person decides on them. */
@Path("/held")
@Needs
public class HeldPage {
    /** Each with its pictures. */
    private static final int PAGE = 10;

    private static final int LONGEST = 500;

    private final Pages pages;
    private final HeldList list;
    private final Visitor visitor;
    private final Actions actions;

    /** For the container. */
    public HeldPage(Pages pages, HeldList list, Visitor visitor, Actions actions) {
        this.pages = pages;
        this.list = list;
        this.visitor = visitor;
        this.actions = actions;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance heldCount(Frame frame);

        static native TemplateInstance held(Frame frame, List<HeldView> held, boolean further, long next);
    }

    /** A page of them, those first that have waited longest. */
    @GET
    public Response page(@QueryParam("after") @DefaultValue("0") long after) throws SQLException {
        List<HeldOutput> found = list.after(after, PAGE + 1);
        List<HeldOutput> shown = found.subList(0, Math.min(PAGE, found.size()));
        List<HeldView> held = new ArrayList<>();
        for (HeldOutput output : shown) {
            held.add(list.view(output, visitor.name()));
        }
        long next = found.size() > PAGE ? shown.get(PAGE - 1).id() : 0;
        return pages.show("held", frame -> Templates.held(frame, held, after > 0, next));
    }

    /** How many there are, for the navigation of every page. */
    @GET
    @Path("count")
    @Needs(renewsItself = true)
    public Response count() {
        return pages.show("held", Templates::heldCount);
    }

    /** Sends it on. */
    @POST
    @Path("{id:\\d{1,18}}/release")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Needs(Right.REVIEW)
    public Response release(@PathParam("id") long id, @FormParam("reason") String reason) throws SQLException {
        return decide(id, reason, true, true);
    }

    /** Keeps it for good. */
    @POST
    @Path("{id:\\d{1,18}}/reject")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Needs(Right.REVIEW)
    public Response reject(
            @PathParam("id") long id,
            @FormParam("reason") String reason,
            @FormParam(Question.CONFIRMED) String confirmed)
            throws SQLException {
        return decide(id, reason, false, Question.isAnswered(confirmed));
    }

    private Response decide(long id, String reason, boolean release, boolean confirmed) throws SQLException {
        if (reason == null || reason.isBlank() || reason.length() > LONGEST) {
            return pages.back("/jobs/" + id, new Notice(false, actions.words().reasonNeeded()));
        }
        Optional<HeldOutput> output = confirmed ? Optional.empty() : list.find(id);
        if (output.isPresent()) {
            return pages.ask("held", rejection(output.get(), reason.strip()));
        }
        try {
            Messages words = actions.words();
            if (!release) {
                actions.reject(id, reason.strip());
                return pages.back("/held", new Notice(true, words.rejected(id)));
            }
            boolean still = actions.release(id, reason.strip()).state() == State.HELD;
            return pages.back("/held", new Notice(true, still ? words.releasedFirst(id) : words.released(id)));
        } catch (WebApplicationException e) {
            return pages.back("/jobs/" + id, new Notice(false, e.getMessage()));
        }
    }

    private Question rejection(HeldOutput output, String reason) {
        ReviewMessages words = actions.questions();
        return new Question(
                        words.rejectAsk(output.id()),
                        List.of(
                                words.ofPatient(
                                        Frame.nameOf(output.study().patientName()),
                                        Objects.requireNonNullElse(
                                                output.study().patientId(), "\u2013")),
                                words.rejectDoes(),
                                words.yourReason(reason)),
                        "/held/" + output.id() + "/reject",
                        actions.words().reject(),
                        "/held")
                .with("reason", reason);
    }
}
