package org.afterimage.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Function;
import org.afterimage.console.people.Right;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Draws pages for the visitor of the request, and answers forms. */
@ApplicationScoped
public class Pages {
    private static final Set<String> SECTIONS =
            Set.of("studies", "jobs", "held", "configuration", "models", "audit", "people");
    private static final String HTML = MediaType.TEXT_HTML + ";charset=UTF-8";

    private final Visitor visitor;
    private final HttpHeaders headers;
    private final UriInfo address;
    private final Request request;
    private final HeldCount held;
    private final Guide guide;
    private final String node;

    /** For the container. */
    public Pages(
            Visitor visitor,
            HttpHeaders headers,
            UriInfo address,
            Request request,
            HeldCount held,
            Guide guide,
            @ConfigProperty(name = "afterimage.node") String node) {
        this.visitor = visitor;
        this.headers = headers;
        this.address = address;
        this.request = request;
        this.held = held;
        this.guide = guide;
        this.node = node;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance problem(Frame frame, String sentence);

        static native TemplateInstance confirm(Frame frame, Question question);
    }

    /**
     * A page.
     *
     * @param active which entry of the navigation is current
     * @param page its template, for the frame around it
     */
    public Response show(String active, Function<Frame, TemplateInstance> page) {
        return answer(Response.Status.OK, active, page);
    }

    /** A page that asks before something is done. */
    public Response ask(String active, Question question) {
        return show(active, frame -> Templates.confirm(frame, question));
    }

    /** A page that says what went wrong. */
    public Response problem(Response.Status status, String sentence) {
        return answer(status, "", frame -> Templates.problem(frame, sentence));
    }

    /** The answer to a form that did what it should, or says why not: back to a page of the console, which says so. */
    public Response back(String path, Notice notice) {
        return Paths.seeOther(path).cookie(notice.cookie(secure())).build();
    }

    /** Whether this browser keeps cookies for encrypted connections alone. */
    boolean secure() {
        return Cookies.secure(headers.getHeaderString(HttpHeaders.HOST));
    }

    private Response answer(Response.Status status, String active, Function<Frame, TemplateInstance> page) {
        Frame frame = new Frame(
                visitor.session(),
                active,
                visitor.locale(),
                visitor.theme(),
                node,
                count(),
                visitor.path(),
                visitor.notice(),
                isGuided(),
                visitor.since());
        String html = page.apply(frame)
                .data("here", here(active))
                .setAttribute(MessageBundles.ATTRIBUTE_LOCALE, visitor.locale())
                .render();
        Response.ResponseBuilder response =
                Response.status(status).entity(html).type(HTML).header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (visitor.notice().isPresent()) {
            response.cookie(Cookies.gone(Notice.COOKIE, secure()));
        }
        return response.build();
    }

    private boolean isGuided() {
        try {
            return visitor.session()
                            .filter(session -> session.account().role().may(Right.ADMINISTER))
                            .isPresent()
                    && guide.isOpen();
        } catch (SQLException e) {
            return false; // the page itself says what is wrong with the database
        }
    }

    /** Where a change of language or colours leads back to: to this page as it was asked for, or to its section's page where a form was sent. */
    private String here(String active) {
        if (!request.getMethod().equals("GET")) {
            return SECTIONS.contains(active) ? "/" + active : "/";
        }
        URI asked = address.getRequestUri();
        return asked.getRawPath() + (asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery());
    }

    private long count() {
        try {
            return visitor.session().isPresent() ? held.now() : 0;
        } catch (SQLException e) {
            return 0; // the page itself says what is wrong with the database
        }
    }
}
