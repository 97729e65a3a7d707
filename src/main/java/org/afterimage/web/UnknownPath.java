package org.afterimage.web;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;

/** Answers what is asked below /api and reaches no resource as an HTTP problem, too. */
@ApplicationScoped
public class UnknownPath {
    void routes(@Observes Router router) {
        router.route("/api/*")
                .last()
                .handler(context -> context.response()
                        .setStatusCode(Status.NOT_FOUND.getStatusCode())
                        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                        .end("{\"title\":\"Not Found\",\"status\":404,\"detail\":\"There is nothing at this path.\"}"));
    }
}
