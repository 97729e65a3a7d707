package org.afterimage.web;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.util.List;
import org.afterimage.console.people.AuditLog;
import org.afterimage.console.people.NeedsRight;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Takes what was changed by the REST interface into the audit log: what was asked for, by whom and from where. */
public class ApiLog {
    private static final Logger LOG = Logger.getLogger(ApiLog.class);
    private static final List<String> SAFE = List.of("GET", "HEAD", "OPTIONS");
    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;

    private final AuditLog log;
    private final Caller caller;

    /** For the container. */
    public ApiLog(AuditLog log, Caller caller) {
        this.log = log;
        this.caller = caller;
    }

    /** After the answer is known. */
    @ServerResponseFilter
    public void note(
            ContainerRequestContext request,
            ContainerResponseContext response,
            ResourceInfo resource,
            HttpServerRequest http) {
        boolean done = response.getStatus() >= OK && response.getStatus() < MULTIPLE_CHOICES;
        if (!done || SAFE.contains(request.getMethod()) || !ApiPath.isOf(request) || !isToBeLogged(resource)) {
            return;
        }
        String asked = http.uri(); // as it came: what the framework makes of it may lack the query
        try {
            log.add(caller.who(), new AuditLog.What("api", request.getMethod() + " " + asked, "", ""));
        } catch (IllegalStateException e) {
            LOG.errorf(e, "%s was done and is not in the audit log", asked);
        }
    }

    private static boolean isToBeLogged(ResourceInfo resource) {
        NeedsRight needs = resource.getResourceMethod() == null
                ? null
                : resource.getResourceMethod().getAnnotation(NeedsRight.class);
        return needs == null || !needs.changesNothing() && !needs.logsItself();
    }
}
