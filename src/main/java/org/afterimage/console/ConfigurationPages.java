package org.afterimage.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.afterimage.configuration.ConfigurationVersion;
import org.afterimage.console.people.Right;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.RemoteSettings.Remote;
import org.afterimage.web.ConfigurationResource;
import org.afterimage.web.RoutesResource;

/** What the files of the configuration say, what they said before, whether the remotes answer, and the routes' switches. */
@Path("/configuration")
@Needs
public class ConfigurationPages {
    private static final String ACTIVE = "configuration";
    private static final String PATH = "/configuration";
    private static final int PAGE = 20;

    private final Pages pages;
    private final ConfigurationResource configuration;
    private final RoutesResource routes;
    private final NodeConfiguration node;
    private final Actions actions;
    private final Visitor visitor;
    private final Proposals proposals;

    /** For the container. */
    public ConfigurationPages(
            Pages pages,
            ConfigurationResource configuration,
            RoutesResource routes,
            NodeConfiguration node,
            Actions actions,
            Visitor visitor,
            Proposals proposals) {
        this.pages = pages;
        this.configuration = configuration;
        this.routes = routes;
        this.node = node;
        this.actions = actions;
        this.visitor = visitor;
        this.proposals = proposals;
    }

    /** A file of the configuration. */
    public record FileText(String name, String text) {
        static List<FileText> of(Map<String, String> texts) {
            return texts.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry -> new FileText(entry.getKey(), entry.getValue()))
                    .toList();
        }
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance configuration(
                Frame frame,
                ConfigurationResource.InForce inForce,
                List<FileText> files,
                Part<Remote> remotes,
                Part<RoutesResource.RouteView> routes,
                List<ConfigurationVersion> versions,
                String readOnly);

        static native TemplateInstance configurationVersion(
                Frame frame,
                ConfigurationVersion version,
                List<DifferenceLine> difference,
                List<FileText> files,
                boolean canGoBack);

        static native TemplateInstance versions(
                Frame frame,
                List<ConfigurationVersion> versions,
                int newer,
                int older,
                long from,
                long to,
                List<DifferenceLine> difference);
    }

    /** All of it. */
    @GET
    public Response page(
            @QueryParam("remotes") @DefaultValue("0") int remotePage,
            @QueryParam("routes") @DefaultValue("0") int routePage)
            throws SQLException {
        ConfigurationResource.InForce inForce = configuration.inForce();
        List<ConfigurationVersion> versions = configuration.versions(0, 5);
        String readOnly = proposals.readOnly().orElse("");
        return pages.show(
                ACTIVE,
                frame -> Templates.configuration(
                        frame,
                        inForce,
                        FileText.of(inForce.files()),
                        Part.of(node.remotes().remotes(), remotePage, PAGE),
                        Part.of(routes.list(), routePage, PAGE),
                        versions,
                        readOnly));
    }

    /** Its history, newest first. */
    @GET
    @Path("versions")
    public Response versions(@QueryParam("page") @DefaultValue("0") int page) throws SQLException {
        int asked = Math.max(0, Math.min(page, 1_000_000));
        List<ConfigurationVersion> found = configuration.versions(asked, PAGE);
        long now = proposals.now().id();
        long before = Optional.ofNullable(proposals.now().previous()).orElse(now);
        return pages.show(
                ACTIVE,
                frame -> Templates.versions(
                        frame, found, asked - 1, found.size() < PAGE ? -1 : asked + 1, before, now, null));
    }

    /** What is different between any two versions. */
    @GET
    @Path("versions/difference")
    public Response difference(@QueryParam("from") long from, @QueryParam("to") long to) throws SQLException {
        try {
            List<DifferenceLine> lines = DifferenceLine.of(configuration.difference(to, from));
            return pages.show(ACTIVE, frame -> Templates.versions(frame, List.of(), -1, 0, from, to, lines));
        } catch (NotFoundException e) {
            return pages.problem(Response.Status.NOT_FOUND, e.getMessage());
        }
    }

    /** What was in force once, and how it differs from what was before. */
    @GET
    @Path("versions/{id:\\d{1,18}}")
    public Response version(@PathParam("id") long id) throws SQLException {
        try {
            ConfigurationResource.WithFiles version = configuration.version(id);
            return pages.show(
                    ACTIVE,
                    frame -> Templates.configurationVersion(
                            frame,
                            version.version(),
                            DifferenceLine.of(version.version().difference()),
                            FileText.of(version.files()),
                            proposals.canGoBackTo(version.version())));
        } catch (NotFoundException e) {
            return pages.problem(Response.Status.NOT_FOUND, e.getMessage());
        }
    }

    /** Pauses a route, lets it go on, or switches whether its results are sent. */
    @POST
    @Path("switch")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Needs(Right.OPERATE)
    public Response switchRoute(
            @FormParam("route") String route,
            @FormParam("to") String to,
            @FormParam(Question.CONFIRMED) String confirmed) {
        Actions.Switch wanted = switch (to == null ? "" : to) {
            case "pause" -> Actions.Switch.PAUSE;
            case "resume" -> Actions.Switch.RESUME;
            case "shadow" -> Actions.Switch.SHADOW;
            case "send" -> Actions.Switch.SEND;
            default -> null;
        };
        if (wanted == null) {
            return pages.back(PATH, new Notice(false, String.valueOf(to)));
        }
        if (wanted == Actions.Switch.SEND && !Question.isAnswered(confirmed)) {
            Optional<RoutesResource.RouteView> asked = routes.list().stream()
                    .filter(one -> one.name().equals(route))
                    .findFirst();
            if (asked.isPresent()) {
                return pages.ask(ACTIVE, sending(asked.get()));
            }
        }
        try {
            actions.switchRoute(route, wanted);
            return pages.back(PATH, new Notice(true, actions.words().routeSwitched(route)));
        } catch (WebApplicationException e) {
            return pages.back(PATH, new Notice(false, e.getMessage()));
        }
    }

    private Question sending(RoutesResource.RouteView route) {
        ReviewMessages words = ReviewWords.in(visitor.locale());
        return new Question(
                        words.sendAsk(route.name()),
                        List.of(words.sendDoes(route.destination())),
                        PATH + "/switch",
                        actions.words().sendAgain(),
                        PATH)
                .with("route", route.name())
                .with("to", "send");
    }
}
