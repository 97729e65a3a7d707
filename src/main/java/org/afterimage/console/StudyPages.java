package org.afterimage.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.BeanParam;
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
import java.util.List;
import java.util.Optional;
import org.afterimage.console.people.Right;

/** The received studies: the list, and the page of one. */
@Path("/studies")
@Needs
public class StudyPages {
    private static final String ACTIVE = "studies";
    private static final int PAGE = 50;
    private static final int JOBS_SHOWN = 50;
    private static final int SERIES = 50;

    private final Pages pages;
    private final StudyList list;
    private final JobList jobs;
    private final Choices choices;
    private final StudyReader reader;
    private final Actions actions;
    private final ListTables tables;
    private final Visitor visitor;

    /** For the container. */
    public StudyPages(
            Pages pages,
            StudyList list,
            JobList jobs,
            Choices choices,
            StudyReader reader,
            Actions actions,
            ListTables tables,
            Visitor visitor) {
        this.pages = pages;
        this.list = list;
        this.jobs = jobs;
        this.choices = choices;
        this.reader = reader;
        this.actions = actions;
        this.tables = tables;
        this.visitor = visitor;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance studies(
                Frame frame, StudyQuery asked, Choices.Names names, List<StudyRow> studies, String next);

        static native TemplateInstance bulkForce(Frame frame, List<BulkForce.Wait> waits, String list, String back);

        static native TemplateInstance bulkForced(
                Frame frame, String said, List<BulkForce.Refused> refused, String back);

        static native TemplateInstance study(
                Frame frame, StudyPageView view, List<String> packages, List<String> destinations);
    }

    /** One page of the list. */
    @GET
    public Response list(@BeanParam StudyQuery asked) throws SQLException {
        List<StudyRow> found = list.read(asked, PAGE + 1);
        List<StudyRow> shown = found.subList(0, Math.min(PAGE, found.size()));
        String next = "";
        if (found.size() > PAGE) {
            next = StudyQuery.placeOf(shown.get(PAGE - 1));
        }
        String place = next;
        Choices.Names names = choices.names().with(asked.state(), asked.route(), asked.model(), asked.destination());
        return pages.show(ACTIVE, frame -> Templates.studies(frame, asked, names, shown, place));
    }

    /** The list as a table for other programs, all of it. */
    @GET
    @Path("export.csv")
    public Response export(@BeanParam StudyQuery asked) {
        return tables.studies(asked);
    }

    /** A study: what came, what each route made of it, and its jobs with the way of each. */
    @GET
    @Path("{uid}")
    public Response study(@PathParam("uid") String uid, @QueryParam("series") @DefaultValue("0") int page)
            throws SQLException {
        Optional<StudyHead> head = reader.head(uid);
        if (head.isEmpty()) {
            return pages.problem(Response.Status.NOT_FOUND, actions.words().noSuchStudy());
        }
        long id = head.get().id();
        List<JobRow> newest = jobs.ofStudy(id, JOBS_SHOWN);
        StudyPageView view = new StudyPageView(
                head.get(),
                reader.ways(newest),
                newest.size() < JOBS_SHOWN ? newest.size() : reader.jobs(id),
                reader.routes(id),
                reader.series(id, page, SERIES));
        List<String> packages = choices.packages();
        List<String> destinations = choices.destinations();
        return pages.show(ACTIVE, frame -> Templates.study(frame, view, packages, destinations));
    }

    /** Has all routes that wait for the ticked studies work on what is there, once the person has seen which these are. */
    @POST
    @Path("bulk")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Needs(Right.OPERATE)
    public Response bulk(@BeanParam BulkForce asked) throws SQLException {
        ListMessages words = Words.of(ListMessages.class, visitor.locale());
        String back = "/studies" + (asked.list().isEmpty() ? "" : "?" + asked.list());
        if (!asked.wanted().isEmpty()) {
            List<BulkForce.Refused> refused = asked.perform(actions);
            String said = actions.words().bulkDone(asked.wanted().size() - refused.size(), refused.size());
            return refused.isEmpty()
                    ? pages.back(back, new Notice(true, said))
                    : pages.show(ACTIVE, frame -> Templates.bulkForced(frame, said, refused, back));
        }
        List<String> studies = asked.studies();
        if (studies.isEmpty() || studies.size() > PAGE) {
            return pages.back(back, new Notice(false, words.noStudiesTicked(PAGE)));
        }
        List<BulkForce.Wait> waits = reader.waits(studies);
        return waits.isEmpty()
                ? pages.back(back, new Notice(false, words.noRouteWaits()))
                : pages.show(ACTIVE, frame -> Templates.bulkForce(frame, waits, asked.list(), back));
    }

    /** Has a route work on what is there. */
    @POST
    @Path("{uid}/force")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Needs(Right.OPERATE)
    public Response force(
            @PathParam("uid") String uid,
            @FormParam("route") String route,
            @FormParam(Question.CONFIRMED) String confirmed) {
        String path = "/studies/" + Paths.escaped(uid);
        if (!Question.isAnswered(confirmed)) {
            ReviewMessages words = actions.questions();
            String named = route == null ? "" : route;
            return pages.ask(
                    ACTIVE,
                    new Question(
                                    words.forceAsk(named),
                                    List.of(words.forceDoes()),
                                    path + "/force",
                                    actions.words().forceCompletion(),
                                    path)
                            .with("route", named));
        }
        try {
            actions.forceCompletion(uid, route == null ? "" : route);
            return pages.back(path, new Notice(true, actions.words().completionForced(route)));
        } catch (WebApplicationException e) {
            return pages.back(path, new Notice(false, e.getMessage()));
        }
    }
}
