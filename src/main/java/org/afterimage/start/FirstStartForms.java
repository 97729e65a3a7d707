package org.afterimage.start;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.afterimage.configuration.ActiveRoutes;
import org.afterimage.configuration.ChangedMeanwhileException;
import org.afterimage.configuration.ConfigurationVersion;
import org.afterimage.console.Needs;
import org.afterimage.console.Notice;
import org.afterimage.console.Pages;
import org.afterimage.console.Visitor;
import org.afterimage.console.people.AuditLog;
import org.afterimage.console.people.Right;
import org.afterimage.dicom.net.AeTitle;
import org.afterimage.model.ModelPackage;
import org.afterimage.node.ConfigurationException;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.RemoteSettings.Remote;
import org.afterimage.route.RouteSettings.Route;
import org.afterimage.start.FirstStartSteps.Step;

/** What an administrator decides in the first start. */
@Path("/first-start")
@Needs(Right.ADMINISTER)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class FirstStartForms {
    private static final String PATH = FirstStartPages.PATH + "/";

    private final Pages pages;
    private final Visitor visitor;
    private final FirstStartSteps steps;
    private final StartEdits edits;
    private final NodeConfiguration configuration;
    private final ActiveRoutes routes;
    private final EchoAnswers answers;
    private final ModelChoices choices;
    private final TestStudies tests;
    private final AuditLog log;

    /** For the container. */
    public FirstStartForms(
            Pages pages,
            Visitor visitor,
            FirstStartSteps steps,
            StartEdits edits,
            NodeConfiguration configuration,
            ActiveRoutes routes,
            EchoAnswers answers,
            ModelChoices choices,
            TestStudies tests,
            AuditLog log) {
        this.pages = pages;
        this.visitor = visitor;
        this.steps = steps;
        this.edits = edits;
        this.configuration = configuration;
        this.routes = routes;
        this.answers = answers;
        this.choices = choices;
        this.tests = tests;
        this.log = log;
    }

    /** A change of the configuration that can be refused. */
    private interface Change {
        ConfigurationVersion make() throws SQLException;
    }

    /** What a form says that can't be. */
    private static final class FormException extends Exception {
        private static final long serialVersionUID = 1L;

        FormException(String sentence) {
            super(sentence);
        }
    }

    /** Keeps a step as it is. */
    @POST
    @Path("{step:[124]}/keep")
    public Response keep(@PathParam("step") int step) throws SQLException {
        Step kept = Step.values()[step - 1];
        stepDone(kept, "", "kept as it is");
        return pages.back(PATH + (step + 1), new Notice(true, words().kept()));
    }

    /** Sets what this node is called and where it listens. */
    @POST
    @Path("1")
    public Response node(
            @FormParam("base") long base,
            @FormParam("aeTitle") @DefaultValue("") String aeTitle,
            @FormParam("bind") @DefaultValue("") String bind,
            @FormParam("port") @DefaultValue("") String port)
            throws SQLException {
        try {
            List<String> titles = new ArrayList<>(configuration.node().aeTitles());
            titles.set(0, title(aeTitle));
            int number = port(port);
            boolean known = !bind.equals("127.0.0.1");
            return changed(1, Step.NODE, () -> edits.node(base, titles, bind.strip(), number, known));
        } catch (FormException e) {
            return refused(1, e.getMessage());
        }
    }

    /** Sets who may call. */
    @POST
    @Path("2")
    public Response callers(@FormParam("base") long base, @FormParam("callers") @DefaultValue("") String callers)
            throws SQLException {
        return changed(2, Step.CALLERS, () -> edits.callers(base, callers.equals("any") ? "any" : "known"));
    }

    /** Adds somebody who may call. */
    @POST
    @Path("2/caller")
    public Response caller(
            @FormParam("base") long base,
            @FormParam("aeTitle") @DefaultValue("") String aeTitle,
            @FormParam("host") @DefaultValue("") String host,
            @FormParam("port") @DefaultValue("") String port,
            @FormParam("description") @DefaultValue("") String description)
            throws SQLException {
        try {
            StartEdits.RemoteForm form = remote(aeTitle, host, port, description);
            if (configuration.remote(form.aeTitle()).isPresent()) {
                return refused(2, words().knownAlready(form.aeTitle()));
            }
            return changed(2, Step.CALLERS, () -> edits.remote(base, form.aeTitle(), form));
        } catch (FormException e) {
            return refused(2, e.getMessage());
        }
    }

    /** Sets a destination, and asks it. */
    @POST
    @Path("3")
    public Response destination(
            @FormParam("base") long base,
            @FormParam("before") @DefaultValue("") String before,
            @FormParam("aeTitle") @DefaultValue("") String aeTitle,
            @FormParam("host") @DefaultValue("") String host,
            @FormParam("port") @DefaultValue("") String port,
            @FormParam("description") @DefaultValue("") String description)
            throws SQLException {
        try {
            StartEdits.RemoteForm form = remote(aeTitle, host, port, description);
            String until = configuration.remote(before).map(Remote::aeTitle).orElse(form.aeTitle());
            if (!until.equals(form.aeTitle()) || before.isEmpty()) {
                if (configuration.remote(form.aeTitle()).isPresent()) {
                    return refused(3, words().knownAlready(form.aeTitle()));
                }
            }
            edits.remote(base, until, form);
            return asked(form.aeTitle());
        } catch (ChangedMeanwhileException e) {
            return refused(3, words().changedMeanwhile());
        } catch (FormException | ConfigurationException e) {
            return refused(3, e.getMessage());
        }
    }

    /** Asks a destination. */
    @POST
    @Path("3/echo")
    public Response echo(@FormParam("remote") @DefaultValue("") String aeTitle) throws SQLException {
        return asked(aeTitle);
    }

    /** Makes a route. */
    @POST
    @Path("4")
    public Response route(
            @FormParam("base") long base,
            @FormParam("model") @DefaultValue("") String model,
            @FormParam("destination") @DefaultValue("") String destination)
            throws SQLException {
        Optional<ModelPackage> found = choices.newest(model);
        if (found.isEmpty()) {
            return refused(4, words().noSuchPackage(model));
        }
        List<String> taken = routes.table().routes().stream().map(Route::name).toList();
        String name = edits.freeName(found.get().manifest(), taken);
        return changed(4, Step.ROUTE, () -> edits.route(base, name, found.get().manifest(), destination));
    }

    /** Sends a test study. */
    @POST
    @Path("5")
    public Response test(@FormParam("model") @DefaultValue("") String model) throws SQLException {
        try {
            String chosen = URLEncoder.encode(model, StandardCharsets.UTF_8);
            return tests.send(visitor.who(), model).isPresent()
                    ? pages.back(PATH + "5?model=" + chosen + "#journey", new Notice(true, words().testSent()))
                    : refused(5, words().noSuchPackage(model));
        } catch (IOException e) {
            return pages.back(PATH + "5", new Notice(false, words().testNotTaken(String.valueOf(e.getMessage()))));
        }
    }

    /** What was so before is not told again. */
    private void stepDone(Step step, String subject, String after) throws SQLException {
        FirstStartSteps.Done before = steps.all().get(step);
        steps.done(step, subject, visitor.name());
        if (before == null || !before.subject().equals(subject)) {
            String was = before == null ? "not done" : "done " + before.subject();
            log.add(visitor.who(), new AuditLog.What("first-start.step", step.name(), was.strip(), after));
        }
    }

    private Response asked(String aeTitle) throws SQLException {
        Optional<Remote> remote = configuration.remote(aeTitle);
        if (remote.isEmpty()) {
            return refused(3, words().noDestination());
        }
        EchoAnswers.Answer answer = answers.ask(remote.get());
        if (answer.well()) {
            stepDone(Step.DESTINATION, aeTitle, aeTitle + " answers");
        }
        String own = configuration.node().ownAeTitle();
        String sentence = words().finding(
                                answer.finding().name(),
                                aeTitle,
                                remote.get().host(),
                                remote.get().port(),
                                own)
                + " "
                + words().remedy(answer.finding().name(), aeTitle, remote.get().port(), own);
        String changed = answer.well() ? "" : "?change=" + URLEncoder.encode(aeTitle, StandardCharsets.UTF_8);
        return pages.back(PATH + "3" + changed, new Notice(answer.well(), sentence));
    }

    private Response changed(int page, Step step, Change change) throws SQLException {
        try {
            ConfigurationVersion version = change.make();
            steps.done(step, "", visitor.name());
            return pages.back(PATH + page, new Notice(true, words().saved(version.id())));
        } catch (ChangedMeanwhileException e) {
            return refused(page, words().changedMeanwhile());
        } catch (ConfigurationException e) {
            return refused(page, e.getMessage());
        }
    }

    private Response refused(int page, String why) {
        return pages.back(PATH + page, new Notice(false, words().notSaved(why)));
    }

    private StartEdits.RemoteForm remote(String aeTitle, String host, String port, String description)
            throws FormException {
        if (host.isBlank() || host.length() > 255) {
            throw new FormException(words().noHost());
        }
        String about = description.strip();
        return new StartEdits.RemoteForm(
                title(aeTitle), host.strip(), port(port), about.length() <= 200 ? about : about.substring(0, 200));
    }

    private String title(String text) throws FormException {
        try {
            return AeTitle.require(text.strip());
        } catch (IllegalArgumentException e) {
            throw new FormException(words().noTitle(text));
        }
    }

    private int port(String text) throws FormException {
        String digits = text.strip();
        int number = digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : 0;
        if (number < 1 || number > 65535) {
            throw new FormException(words().noPort(text));
        }
        return number;
    }

    private StartMessages words() {
        return StartWords.in(visitor.locale());
    }
}
