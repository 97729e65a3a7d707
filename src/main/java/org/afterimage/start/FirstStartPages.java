package org.afterimage.start;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.InetAddress;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.afterimage.configuration.ActiveConfiguration;
import org.afterimage.console.Frame;
import org.afterimage.console.Needs;
import org.afterimage.console.Pages;
import org.afterimage.console.people.Right;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.NodeSettings;
import org.afterimage.node.RemoteSettings.Remote;
import org.afterimage.node.SettingChanges;
import org.afterimage.receive.DicomListening;
import org.afterimage.receive.LastCalls;
import org.afterimage.start.FirstStart.StepState;

/** The pages of the first start: one a step, each of which can be opened at any time. */
@Path("/first-start")
@Needs(Right.ADMINISTER)
public class FirstStartPages {
    static final String PATH = "/first-start";
    static final String ACTIVE = "configuration";
    private static final int CALLS = 20;

    private final Pages pages;
    private final FirstStart start;
    private final FirstStartSteps steps;
    private final NodeConfiguration configuration;
    private final ActiveConfiguration active;
    private final DicomListening listening;
    private final LastCalls calls;
    private final EchoAnswers answers;
    private final ModelChoices choices;
    private final TestJourneys journeys;

    /** For the container. */
    public FirstStartPages(
            Pages pages,
            FirstStart start,
            FirstStartSteps steps,
            NodeConfiguration configuration,
            ActiveConfiguration active,
            DicomListening listening,
            LastCalls calls,
            EchoAnswers answers,
            ModelChoices choices,
            TestJourneys journeys) {
        this.pages = pages;
        this.start = start;
        this.steps = steps;
        this.configuration = configuration;
        this.active = active;
        this.listening = listening;
        this.calls = calls;
        this.answers = answers;
        this.choices = choices;
        this.journeys = journeys;
    }

    /**
     * What the page of this node shows.
     *
     * @param aeTitle with which it calls and is called
     * @param bind the address as configured, after a restart if one is waited for
     * @param port as configured, after a restart if one is waited for
     * @param openPort that is listened on now
     * @param open whether it takes connections
     * @param hosts by which others reach it
     * @param loopback whether only this machine does
     * @param binds what it can listen on
     * @param waiting what needs a restart
     * @param base number of the version of the configuration of which the page is
     * @param readOnly why nothing can be saved; empty when it can
     */
    public record NodeView(
            String aeTitle,
            String bind,
            int port,
            int openPort,
            boolean open,
            List<String> hosts,
            boolean loopback,
            List<String> binds,
            List<SettingChanges.Change> waiting,
            long base,
            String readOnly) {}

    /**
     * A remote, and what it answered last.
     *
     * @param answer null when it was not asked
     * @param example whether it is the one that came with the installation
     */
    public record RemoteView(Remote remote, EchoAnswers.Answer answer, boolean example) {}

    @CheckedTemplate(basePath = "start")
    static class Templates {
        private Templates() {}

        static native TemplateInstance node(Frame frame, List<StepState> steps, NodeView view);

        static native TemplateInstance callers(
                Frame frame,
                List<StepState> steps,
                NodeView view,
                boolean known,
                List<Remote> remotes,
                List<LastCalls.Call> calls,
                String aeTitle,
                String host);

        static native TemplateInstance calls(Frame frame, String own, List<LastCalls.Call> calls);

        static native TemplateInstance destination(
                Frame frame, List<StepState> steps, NodeView view, List<RemoteView> remotes, Remote changed);

        static native TemplateInstance model(
                Frame frame,
                List<StepState> steps,
                List<ModelChoices.Choice> choices,
                Remote destination,
                boolean works,
                long base,
                String readOnly);

        static native TemplateInstance test(
                Frame frame, List<StepState> steps, ModelChoices.Tests tests, String chosen, Journey journey);

        static native TemplateInstance journey(Frame frame, Journey journey);
    }

    /** To the first step with something to do. */
    @GET
    public Response begin() throws SQLException {
        return Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, PATH + "/" + start.next())
                .build();
    }

    /** What this node is called and where it listens. */
    @GET
    @Path("1")
    public Response node() throws SQLException {
        List<StepState> states = start.states();
        NodeView view = view();
        return pages.show(ACTIVE, frame -> Templates.node(frame, states, view));
    }

    /** Who may send, and who tried. */
    @GET
    @Path("2")
    public Response callers(
            @QueryParam("aeTitle") @DefaultValue("") String aeTitle, @QueryParam("host") @DefaultValue("") String host)
            throws SQLException {
        NodeView view = view();
        List<StepState> states = start.states();
        boolean known = configuration.node().dicom().callers() == NodeSettings.Callers.KNOWN;
        List<Remote> remotes = configuration.remotes().remotes();
        return pages.show(
                ACTIVE,
                frame -> Templates.callers(
                        frame, states, view, known, remotes, calls.newest(CALLS), shown(aeTitle), shown(host)));
    }

    /** The last calls, which the page renews. */
    @GET
    @Path("2/calls")
    @Needs(value = Right.ADMINISTER, renewsItself = true)
    public Response calls() {
        return pages.show(
                ACTIVE, frame -> Templates.calls(frame, configuration.node().ownAeTitle(), calls.newest(CALLS)));
    }

    /** Where results go. */
    @GET
    @Path("3")
    public Response destination(@QueryParam("change") @DefaultValue("") String change) throws SQLException {
        NodeView view = view();
        List<StepState> states = start.states();
        boolean untouched = start.destination().isEmpty() && !steps.anyStudy();
        List<RemoteView> remotes = configuration.remotes().remotes().stream()
                .map(remote ->
                        new RemoteView(remote, answers.last(remote).orElse(null), untouched && isExample(remote)))
                .toList();
        Optional<Remote> example = remotes.stream()
                .filter(RemoteView::example)
                .map(RemoteView::remote)
                .findFirst();
        Remote changed = change.equals("none")
                ? null
                : configuration.remote(change).or(() -> example).orElse(null);
        return pages.show(ACTIVE, frame -> Templates.destination(frame, states, view, remotes, changed));
    }

    /** Which model for which studies. */
    @GET
    @Path("4")
    public Response model() throws SQLException {
        long base = active.version().id();
        List<StepState> states = start.states();
        Remote destination = start.destination()
                .or(() -> configuration.remotes().remotes().stream().findFirst())
                .orElse(null);
        List<ModelChoices.Choice> found = choices.all(destination);
        boolean works = start.destination().isPresent() && !start.working().isEmpty();
        return pages.show(ACTIVE, frame -> Templates.model(frame, states, found, destination, works, base, readOnly()));
    }

    /** A test study, and how it comes back. */
    @GET
    @Path("5")
    public Response test(@QueryParam("model") @DefaultValue("") String model) throws SQLException {
        List<StepState> states = start.states();
        ModelChoices.Tests tests = choices.tests(start.working());
        Journey journey = journeys.last().orElse(null);
        return pages.show(ACTIVE, frame -> Templates.test(frame, states, tests, model, journey));
    }

    /** The test study's way, which the page renews until it has ended. */
    @GET
    @Path("5/journey/{uid}")
    @Needs(value = Right.ADMINISTER, renewsItself = true)
    public Response journey(@PathParam("uid") String uid) throws SQLException {
        Journey journey = journeys.last().filter(last -> last.uid().equals(uid)).orElse(null);
        return pages.show(ACTIVE, frame -> Templates.journey(frame, journey));
    }

    private NodeView view() {
        long base = active.version().id(); // before what is read of it
        InetAddress bound = configuration.dicomBindAddress();
        List<SettingChanges.Change> waiting = active.waitingForRestart().stream()
                .filter(change ->
                        change.field().startsWith("dicom.") || change.field().equals("aeTitles"))
                .toList();
        String bind =
                afterRestart(waiting, "dicom.bind", configuration.node().dicom().bind());
        String port = afterRestart(
                waiting, "dicom.port", configuration.node().dicom().port().toString());
        return new NodeView(
                configuration.node().ownAeTitle(),
                bind,
                Integer.parseInt(port),
                listening.port(),
                listening.isOpen(),
                NodeAddresses.reaching(bound),
                bound.isLoopbackAddress(),
                NodeAddresses.choices(bind),
                waiting,
                base,
                readOnly());
    }

    private String readOnly() {
        return active.readOnly().orElse("");
    }

    private static String afterRestart(List<SettingChanges.Change> waiting, String field, String now) {
        return waiting.stream()
                .filter(change -> change.field().equals(field))
                .map(SettingChanges.Change::after)
                .findFirst()
                .orElse(now);
    }

    private static boolean isExample(Remote remote) {
        return remote.aeTitle().equals("PACS") && remote.host().equals("127.0.0.1") && remote.port() == 4242;
    }

    private static String shown(String text) {
        return text.length() <= 255 ? text : "";
    }
}
