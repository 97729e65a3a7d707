package org.afterimage.console;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.List;
import org.afterimage.console.people.AuditLog;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Takes what was changed by the REST interface into the audit log: what was asked for and from where; it asks for no login, so nobody's name is known. */
public class ApiLog {
    private static final Logger LOG = Logger.getLogger(ApiLog.class);
    private static final List<String> SAFE = List.of("GET", "HEAD", "OPTIONS");

    /** What is asked by POST and changes nothing. */
    private static final List<String> QUESTIONS = List.of("/api/explain", "/api/configuration/check");

    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;

    private final AuditLog log;

    /** For the container. */
    public ApiLog(AuditLog log) {
        this.log = log;
    }

    /** After the answer is known. */
    @ServerResponseFilter
    public void note(ContainerRequestContext request, ContainerResponseContext response, HttpServerRequest http) {
        // Decoded, as it is matched: /%61pi/ leads to the same place.
        String path = "/" + request.getUriInfo().getPath().replaceFirst("^/+", "");
        boolean done = response.getStatus() >= OK && response.getStatus() < MULTIPLE_CHOICES;
        if (!done || SAFE.contains(request.getMethod()) || !path.startsWith("/api/") || QUESTIONS.contains(path)) {
            return;
        }
        String asked = request.getUriInfo().getRequestUri().getRawPath();
        String query = request.getUriInfo().getRequestUri().getRawQuery();
        String address =
                http.remoteAddress() == null ? "" : http.remoteAddress().hostAddress();
        try {
            log.add(
                    new AuditLog.Who("", address),
                    new AuditLog.What(
                            "api", request.getMethod() + " " + asked + (query == null ? "" : "?" + query), "", ""));
        } catch (IllegalStateException e) {
            LOG.errorf(e, "%s was done and is not in the audit log", asked);
        }
    }
}
