package org.afterimage.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import org.afterimage.console.people.Right;
import org.afterimage.web.JobView;
import org.afterimage.web.JobsResource;

/** Outputs that a gate held back, and what a person decides on them. */
@Path("/held")
@Needs
public class HeldPage {
    private static final int PAGE = 20;
    private static final int LONGEST = 500;

    private final Pages pages;
    private final JobsResource jobs;
    private final Actions actions;

    /** For the container. */
    public HeldPage(Pages pages, JobsResource jobs, Actions actions) {
        this.pages = pages;
        this.jobs = jobs;
        this.actions = actions;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance held(Frame frame, List<JobPageView> held);
    }

    /** Those that came last, in the order in which they came. */
    @GET
    public Response page() {
        List<JobPageView> held = jobs.list("HELD", null, 0, PAGE).stream()
                .sorted(Comparator.comparingLong(JobView::id))
                .map(JobPageView::of)
                .toList();
        return pages.show("held", frame -> Templates.held(frame, held));
    }

    /** Sends it on. */
    @POST
    @Path("{id:\\d{1,18}}/release")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Needs(Right.REVIEW)
    public Response release(@PathParam("id") long id, @FormParam("reason") String reason) {
        return decide(id, reason, true);
    }

    /** Keeps it for good. */
    @POST
    @Path("{id:\\d{1,18}}/reject")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Needs(Right.REVIEW)
    public Response reject(@PathParam("id") long id, @FormParam("reason") String reason) {
        return decide(id, reason, false);
    }

    private Response decide(long id, String reason, boolean release) {
        if (reason == null || reason.isBlank() || reason.length() > LONGEST) {
            return pages.back("/jobs/" + id, new Notice(false, actions.words().reasonNeeded()));
        }
        try {
            if (release) {
                actions.release(id, reason.strip());
            } else {
                actions.reject(id, reason.strip());
            }
            Messages words = actions.words();
            return pages.back("/held", new Notice(true, release ? words.released(id) : words.rejected(id)));
        } catch (WebApplicationException e) {
            return pages.back("/jobs/" + id, new Notice(false, e.getMessage()));
        }
    }
}
