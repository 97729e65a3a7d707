package org.afterimage.metrics;

import io.vertx.core.Context;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Keeps what strangers ask for out of the labels of {@code http.server.requests}: a request that is refused before any resource has matched it
 * counts under one name for all, and not under its path. A scan would otherwise fill the hundred paths that are told apart, and the node's own
 * would be told no more.
 */
@ApplicationScoped
public class BoundedPaths {
    /** What all of them are called. */
    static final String REFUSED = "REFUSED";

    /** Under which RESTEasy notes the template of a path that matched, and the metrics look for it. */
    private static final String TEMPLATE = "UrlPathTemplate";

    private static final int FIRST_REFUSAL = 400;

    void routes(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(request -> {
            request.addHeadersEndHandler(any -> name(request));
            request.next();
        });
    }

    private static void name(RoutingContext request) {
        if (request.response().getStatusCode() >= FIRST_REFUSAL
                && request.request() instanceof HttpServerRequestInternal asked) {
            Context context = asked.context();
            if (context.getLocal(TEMPLATE) == null) {
                context.putLocal(TEMPLATE, REFUSED);
            }
        }
    }
}
