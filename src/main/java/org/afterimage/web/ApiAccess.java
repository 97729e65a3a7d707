package org.afterimage.web;

import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.afterimage.console.people.ApiToken;
import org.afterimage.console.people.ApiTokens;
import org.afterimage.console.people.LocalToken;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Session;
import org.afterimage.console.people.Sessions;
import org.afterimage.console.people.WrongTokens;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Lets nobody to the REST interface who has no token and is not signed in at the console, or has not the right that a method needs. A token
 * comes as {@code Authorization: Bearer TOKEN} (RFC 6750), a session by its cookie; what changes something must then carry the session's form
 * token as {@code X-Form-Token}, which no page of another site knows.
 */
public class ApiAccess {
    static final String FORM_TOKEN = "X-Form-Token";
    static final String LOCAL_USER = "Afterimage-User";
    private static final List<String> SAFE = List.of("GET", "HEAD", "OPTIONS");
    private static final String SCHEME = "bearer ";
    private static final String CHALLENGE = "Bearer realm=\"Afterimage\"";
    private static final int LONGEST_USER = 64;

    private final Sessions sessions;
    private final ApiTokens tokens;
    private final LocalToken local;
    private final WrongTokens wrong;
    private final Caller caller;
    private final CallerAddress addresses;

    /** For the container. */
    public ApiAccess(
            Sessions sessions,
            ApiTokens tokens,
            LocalToken local,
            WrongTokens wrong,
            Caller caller,
            CallerAddress addresses) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.local = local;
        this.wrong = wrong;
        this.caller = caller;
        this.addresses = addresses;
    }

    /** What stands against the request; empty when nothing does. */
    @ServerRequestFilter
    @Priority(Priorities.AUTHENTICATION)
    public Optional<Response> filter(ContainerRequestContext request, ResourceInfo resource, HttpServerRequest http)
            throws SQLException {
        if (!ApiPath.isOf(request)) {
            return Optional.empty();
        }
        String address = addresses.of(http);
        caller.asks(address);
        String authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        Optional<Response> refusal =
                authorization == null ? ofSession(request) : ofToken(authorization, address, request);
        return refusal.isPresent()
                ? refusal
                : ofRight(resource.getResourceMethod().getAnnotation(NeedsRight.class));
    }

    private Optional<Response> ofToken(String authorization, String address, ContainerRequestContext request)
            throws SQLException {
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return unauthorized("", "Authorization must be Bearer and a token.");
        }
        String token = authorization.substring(SCHEME.length()).strip();
        if (local.is(token)) {
            caller.isLocal(bounded(request.getHeaderString(LOCAL_USER)));
            return Optional.empty();
        }
        long wait = wrong.waitSeconds(address, token);
        if (wait > 0) {
            return Optional.of(Problem.answer(
                            Status.TOO_MANY_REQUESTS,
                            "Too many wrong tokens came from " + address + ". Try again in " + wait + " seconds.")
                    .header(HttpHeaders.RETRY_AFTER, wait)
                    .build());
        }
        Optional<ApiToken> found = tokens.use(token, address);
        if (found.isEmpty()) {
            wrong.wrong(address, token);
            return unauthorized(
                    ", error=\"invalid_token\"", "The token is none of this node's, has ended or was revoked.");
        }
        wrong.right(address, token);
        caller.has(found.get());
        return Optional.empty();
    }

    private Optional<Response> ofSession(ContainerRequestContext request) throws SQLException {
        Cookie cookie = request.getCookies().get(Sessions.COOKIE);
        boolean changes = !SAFE.contains(request.getMethod());
        Optional<Session> session = cookie == null ? Optional.empty() : sessions.find(cookie.getValue(), changes);
        if (session.isEmpty()) {
            return unauthorized(
                    "",
                    "This needs a login: send Authorization: Bearer and a token, which an administrator makes in the"
                            + " console under People, or sign in at the console.");
        }
        if (session.get().account().mustChange()) {
            return problem(Status.FORBIDDEN, "Change the password that you were given first, at the console.");
        }
        if (changes && !isOfSession(request.getHeaderString(FORM_TOKEN), session.get())) {
            return problem(
                    Status.FORBIDDEN,
                    "What changes something with the console's session must carry its form token as " + FORM_TOKEN
                            + "; programs use tokens.");
        }
        caller.isSignedIn(session.get());
        return Optional.empty();
    }

    private static boolean isOfSession(String sent, Session session) {
        return sent != null
                && MessageDigest.isEqual(
                        sent.getBytes(StandardCharsets.UTF_8),
                        session.formToken().getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Response> ofRight(NeedsRight needs) {
        if (needs == null) {
            // What nobody said who may do it is for nobody.
            return problem(Status.FORBIDDEN, "Nobody may do this.");
        }
        if (caller.role().may(needs.value())) {
            return Optional.empty();
        }
        return Optional.of(Problem.answer(
                        Status.FORBIDDEN,
                        "This needs the right " + needs.value() + ", and the role " + caller.role() + " of "
                                + caller.who().person() + " has not got it.")
                .header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + ", error=\"insufficient_scope\"")
                .build());
    }

    private static Optional<Response> unauthorized(String more, String detail) {
        return Optional.of(Problem.answer(Status.UNAUTHORIZED, detail)
                .header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + more)
                .build());
    }

    private static Optional<Response> problem(Status status, String detail) {
        return Optional.of(Problem.answer(status, detail).build());
    }

    private static String bounded(String user) {
        return user == null || user.length() <= LONGEST_USER ? user : user.substring(0, LONGEST_USER);
    }
}
