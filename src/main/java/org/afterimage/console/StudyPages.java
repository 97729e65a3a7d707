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
import org.afterimage.console.people.Right;
import org.afterimage.web.StudiesResource;
import org.afterimage.web.StudyView;

/** The received studies: the list, and the page of one. */
@Path("/studies")
@Needs
public class StudyPages {
    private static final String ACTIVE = "studies";
    private static final int PAGE = 50;
    private static final int EXPORTED = 10_000;
    private static final int JOBS_SHOWN = 100;

    private final Pages pages;
    private final StudyList list;
    private final JobList jobs;
    private final Choices choices;
    private final StudiesResource studies;
    private final Actions actions;
    private final Exports exports;

    /** For the container. */
    public StudyPages(
            Pages pages,
            StudyList list,
            JobList jobs,
            Choices choices,
            StudiesResource studies,
            Actions actions,
            Exports exports) {
        this.pages = pages;
        this.list = list;
        this.jobs = jobs;
        this.choices = choices;
        this.studies = studies;
        this.actions = actions;
        this.exports = exports;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance studies(
                Frame frame, StudyQuery asked, Choices.Names names, List<StudyRow> studies, String next);

        static native TemplateInstance study(
                Frame frame, StudyView study, List<JobRow> jobs, List<SeriesDecisions> series);
    }

    /** One page of the list. */
    @GET
    public Response list(@BeanParam StudyQuery asked) throws SQLException {
        List<StudyRow> found = list.read(asked, PAGE + 1);
        List<StudyRow> shown = found.subList(0, Math.min(PAGE, found.size()));
        String next = "";
        if (found.size() > PAGE) {
            StudyRow last = shown.get(PAGE - 1);
            next = StudyQuery.Place.words(last.lastReceivedAt(), last.id());
        }
        String place = next;
        return pages.show(ACTIVE, frame -> Templates.studies(frame, asked, choices.names(), shown, place));
    }

    /** The list as a table for other programs, up to ten thousand rows from its place on. */
    @GET
    @Path("export.csv")
    public Response export(@BeanParam StudyQuery asked) throws SQLException {
        exports.taken("studies.csv", asked.words());
        Csv csv = new Csv(
                "study_instance_uid",
                "patient_id",
                "patient_name",
                "accession_number",
                "study_date",
                "description",
                "modalities",
                "state",
                "last_received_at",
                "jobs");
        for (StudyRow row : list.read(asked, EXPORTED)) {
            csv.row(
                    row.uid(),
                    row.patientId(),
                    row.patientName(),
                    row.accession(),
                    row.studyDate(),
                    row.description(),
                    row.modalities(),
                    row.state(),
                    row.lastReceivedAt(),
                    String.join(" ", row.jobs()));
        }
        return csv.answer("studies.csv");
    }

    /** A study: what came, what each route made of it, and its jobs. */
    @GET
    @Path("{uid}")
    public Response study(@PathParam("uid") String uid) throws SQLException {
        try {
            StudyView study = studies.get(uid);
            List<JobRow> found = jobs.ofStudy(study.id(), JOBS_SHOWN);
            List<SeriesDecisions> series =
                    study.series().stream().map(SeriesDecisions::of).toList();
            return pages.show(ACTIVE, frame -> Templates.study(frame, study, found, series));
        } catch (NotFoundException e) {
            return pages.problem(Response.Status.NOT_FOUND, actions.words().noSuchStudy());
        }
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
