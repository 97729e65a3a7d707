package org.afterimage.console;

import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.afterimage.console.live.ChangeBook;
import org.afterimage.console.people.Right;
import org.afterimage.console.people.Session;
import org.afterimage.console.people.Sessions;
import org.afterimage.web.CallerAddress;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/** Lets nobody to a page who is not signed in, has not its right, or sends a form that is not of this session. */
public class AccessFilter {
    static final String FORM_TOKEN = "formToken";

    /** With which a page says that it asks by itself: nobody stays signed in by that, and what is to be said once is not said to it. */
    static final String RENEWS = "Afterimage-Renews";

    private static final List<String> SAFE = List.of("GET", "HEAD");
    private static final String API = "/api";
    private static final int UNAUTHORIZED = 401;

    private final Sessions sessions;
    private final Visitor visitor;
    private final Pages pages;
    private final ChangeBook changes;
    private final CallerAddress addresses;

    /** For the container. */
    public AccessFilter(Sessions sessions, Visitor visitor, Pages pages, ChangeBook changes, CallerAddress addresses) {
        this.sessions = sessions;
        this.visitor = visitor;
        this.pages = pages;
        this.changes = changes;
        this.addresses = addresses;
    }

    /** What stands against the request; empty when nothing does. */
    @ServerRequestFilter
    @WithFormRead
    @Priority(Priorities.AUTHENTICATION)
    public Optional<Response> filter(ContainerRequestContext request, ResourceInfo resource, HttpServerRequest http)
            throws SQLException {
        Needs needs = needs(resource);
        boolean open = resource.getResourceClass().isAnnotationPresent(OpenPage.class);
        String path = "/" + request.getUriInfo().getPath().replaceFirst("^/+", "");
        if (needs == null && !open && (path.equals(API) || path.startsWith(API + "/"))) {
            return Optional.empty();
        }
        Map<String, Cookie> cookies = request.getCookies();
        boolean byItself = needs != null && needs.renewsItself() || request.getHeaderString(RENEWS) != null;
        visitor.asks(
                addresses.of(http),
                request.getUriInfo().getRequestUri().getRawPath(),
                locale(request),
                theme(cookies.get(Cookies.THEME)),
                byItself ? null : Notice.of(cookies.get(Notice.COOKIE)));
        visitor.sees(changes.position());
        Cookie token = cookies.get(Cookies.SESSION);
        Optional<Session> session =
                token == null ? Optional.empty() : sessions.find(token.getValue(), needs != null && !byItself);
        session.ifPresent(visitor::enters);
        if (open) {
            return Optional.empty();
        }
        // A page for which nobody said who may see it is for nobody.
        return needs == null
                ? Optional.of(Response.status(Response.Status.FORBIDDEN).build())
                : refusal(needs, session, request);
    }

    private Optional<Response> refusal(Needs needs, Optional<Session> session, ContainerRequestContext request) {
        if (session.isEmpty()) {
            return Optional.of(elsewhere(request, signIn(request)));
        }
        if (session.get().account().mustChange() && !needs.evenWithFirstPassword()) {
            return Optional.of(elsewhere(request, "/password"));
        }
        if (!session.get().account().role().may(needs.value())) {
            return Optional.of(pages.problem(Response.Status.FORBIDDEN, words().needsRight(right(needs.value()))));
        }
        if (!SAFE.contains(request.getMethod()) && !isOfSession(request, session.get())) {
            return Optional.of(pages.problem(Response.Status.FORBIDDEN, words().formOutdated()));
        }
        return Optional.empty();
    }

    /** To sign in, and then to the page that was asked for; what a form would change is not done later. */
    private static String signIn(ContainerRequestContext request) {
        URI asked = request.getUriInfo().getRequestUri();
        String path = asked.getRawPath() + (asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery());
        boolean isPage = request.getMethod().equals("GET") && request.getHeaderString("HX-Request") == null;
        return isPage && !path.equals("/") && Paths.own(path).equals(path)
                ? "/login?to=" + Paths.escaped(path)
                : "/login";
    }

    private Messages words() {
        return Words.in(visitor.locale());
    }

    private String right(Right right) {
        return words().right(right.name());
    }

    /** A page goes where it is told; a part of a page that renews itself takes the whole page along. */
    private static Response elsewhere(ContainerRequestContext request, String path) {
        if (request.getHeaderString("HX-Request") != null) {
            return Response.status(UNAUTHORIZED).header("HX-Redirect", path).build();
        }
        return Paths.seeOther(path).build();
    }

    private static boolean isOfSession(ContainerRequestContext request, Session session) {
        String sent = request.getHeaderString("X-Form-Token");
        if (sent == null) {
            // The form was read before this filter; what a filter is given of the request does not show it.
            ResteasyReactiveRequestContext context = CurrentRequestManager.get();
            sent = context.getFormParameter(FORM_TOKEN, true, false) instanceof String text ? text : "";
        }
        return MessageDigest.isEqual(
                sent.getBytes(StandardCharsets.UTF_8), session.formToken().getBytes(StandardCharsets.UTF_8));
    }

    private static Needs needs(ResourceInfo resource) {
        Needs ofMethod = resource.getResourceMethod().getAnnotation(Needs.class);
        return ofMethod != null ? ofMethod : resource.getResourceClass().getAnnotation(Needs.class);
    }

    private static Locale locale(ContainerRequestContext request) {
        Cookie chosen = request.getCookies().get(Cookies.LANGUAGE);
        if (chosen != null) {
            return "de".equals(chosen.getValue()) ? Locale.GERMAN : Locale.ENGLISH;
        }
        return request.getAcceptableLanguages().stream()
                .map(Locale::getLanguage)
                .filter(language -> language.equals("de") || language.equals("en"))
                .findFirst()
                .map(language -> language.equals("de") ? Locale.GERMAN : Locale.ENGLISH)
                .orElse(Locale.ENGLISH);
    }

    private static String theme(Cookie cookie) {
        String chosen = cookie == null ? "" : cookie.getValue();
        return chosen.equals("dark") || chosen.equals("light") ? chosen : "";
    }
}
