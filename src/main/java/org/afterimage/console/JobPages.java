package org.afterimage.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.afterimage.console.people.Right;
import org.afterimage.provenance.JobEntity.State;
import org.afterimage.web.BulkJobs;
import org.afterimage.web.JobView;

/** The jobs: the list, the page of one, and what a person does to them. */
@Path("/jobs")
@Needs
public class JobPages {
    private static final String ACTIVE = "jobs";
    private static final int PAGE = 50;

    private final Pages pages;
    private final JobList list;
    private final Choices choices;
    private final JobReader jobs;
    private final StudyReader studies;
    private final Actions actions;
    private final ListTables tables;
    private final BulkJobs bulk;
    private final HeldList held;
    private final Visitor visitor;

    /** For the container. */
    public JobPages(
            Pages pages,
            JobList list,
            Choices choices,
            JobReader jobs,
            StudyReader studies,
            Actions actions,
            ListTables tables,
            BulkJobs bulk,
            HeldList held,
            Visitor visitor) {
        this.pages = pages;
        this.list = list;
        this.choices = choices;
        this.jobs = jobs;
        this.studies = studies;
        this.actions = actions;
        this.tables = tables;
        this.bulk = bulk;
        this.held = held;
        this.visitor = visitor;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance jobs(
                Frame frame,
                JobQuery asked,
                Choices.Names names,
                List<JobRow> jobs,
                String next,
                List<String> packages,
                List<String> destinations);

        static native TemplateInstance bulk(Frame frame, String said, List<BulkJobs.Refused> refused, String back);

        static native TemplateInstance bulkSend(
                Frame frame, List<JobRow> jobs, String destination, String list, String back);

        static native TemplateInstance job(
                Frame frame,
                JobDetail view,
                StudyHead study,
                List<String> packages,
                List<String> destinations,
                Decision decision);
    }

    /** One page of the list. */
    @GET
    public Response list(@BeanParam JobQuery asked) throws SQLException {
        List<JobRow> found = list.read(asked, PAGE + 1);
        List<JobRow> shown = found.subList(0, Math.min(PAGE, found.size()));
        String next = found.size() > PAGE ? Long.toString(shown.get(PAGE - 1).id()) : "";
        Choices.Names names = choices.names().with(asked.state(), asked.route(), asked.model(), asked.destination());
        return pages.show(
                ACTIVE,
                frame -> Templates.jobs(frame, asked, names, shown, next, choices.packages(), choices.destinations()));
    }

    /** The list as a table for other programs, all of it. */
    @GET
    @Path("export.csv")
    public Response export(@BeanParam JobQuery asked) {
        return tables.jobs(asked);
    }

    /** A job: the way it took, with times and numbers. */
    @GET
    @Path("{id:\\d{1,18}}")
    public Response job(@PathParam("id") long id) throws SQLException {
        try {
            JobDetail detail = jobs.read(id).orElseThrow(NotFoundException::new);
            JobView job = detail.job();
            Decision decision = job.state() == State.HELD ? held.decision(id, visitor.name()) : null;
            StudyHead study = studies.head(job.studyInstanceUid()).orElseThrow(NotFoundException::new);
            return pages.show(
                    ACTIVE,
                    frame -> Templates.job(frame, detail, study, choices.packages(), choices.destinations(), decision));
        } catch (NotFoundException e) {
            return pages.problem(Response.Status.NOT_FOUND, actions.words().noSuchJob(id));
        }
    }

    /** Takes it up again. */
    @POST
    @Path("{id:\\d{1,18}}/retry")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Needs(Right.OPERATE)
    public Response retry(@PathParam("id") long id, @FormParam("back") String back) {
        return done(id, back, () -> actions.words().jobRetried(actions.retry(id).id()));
    }

    /** Calls it off. */
    @POST
    @Path("{id:\\d{1,18}}/cancel")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Needs(Right.OPERATE)
    public Response cancel(@PathParam("id") long id, @FormParam("back") String back) {
        return done(
                id, back, () -> actions.words().jobCancelled(actions.cancel(id).id()));
    }

    /** Does its work again with a model. */
    @POST
    @Path("{id:\\d{1,18}}/reprocess")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Needs(Right.OPERATE)
    public Response reprocess(
            @PathParam("id") long id, @FormParam("model") String model, @FormParam("back") String back) {
        return done(
                id,
                back,
                () -> actions.words()
                        .jobReprocessed(actions.reprocess(id, model).id()));
    }

    /** Sends what it made to another destination. */
    @POST
    @Path("{id:\\d{1,18}}/send")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Needs(Right.OPERATE)
    public Response send(
            @PathParam("id") long id, @FormParam("destination") String destination, @FormParam("back") String back) {
        return done(
                id,
                back,
                () -> actions.words().jobSent(actions.send(id, destination).id(), String.valueOf(destination)));
    }

    /** Does something to several jobs, each by itself, and says of each why not. */
    @POST
    @Path("bulk")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Needs(Right.OPERATE)
    public Response bulk(@BeanParam BulkAction asked) throws SQLException {
        Messages words = actions.words();
        String back = "/jobs" + (asked.list().isEmpty() ? "" : "?" + asked.list());
        if (asked.jobs().isEmpty()) {
            return pages.back(back, new Notice(false, words.bulkNothing()));
        }
        if (asked.jobs().size() > PAGE) {
            return pages.back(
                    back, new Notice(false, words.bulkTooMany(asked.jobs().size(), PAGE)));
        }
        if (asked.asks()) {
            return pages.ask(ACTIVE, asked.question(actions, back));
        }
        if (asked.asksFirst()) {
            List<JobRow> rows = list.these(asked.jobs());
            return pages.show(
                    ACTIVE, frame -> Templates.bulkSend(frame, rows, asked.destination(), asked.list(), back));
        }
        List<BulkJobs.Refused> refused = asked.perform(bulk, words);
        String said = words.bulkDone(asked.jobs().size() - refused.size(), refused.size());
        if (refused.isEmpty()) {
            return pages.back(back, new Notice(true, said));
        }
        return pages.show(ACTIVE, frame -> Templates.bulk(frame, said, refused, back));
    }

    private Response done(long id, String back, Supplier<String> action) {
        String path = back == null ? "/jobs/" + id : Paths.own(back);
        try {
            return pages.back(path, new Notice(true, action.get()));
        } catch (WebApplicationException e) {
            return pages.back(path, new Notice(false, e.getMessage()));
        }
    }
}
