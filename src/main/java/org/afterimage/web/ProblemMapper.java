package org.afterimage.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers an error as an HTTP problem (RFC 9457) that says what was wrong. */
@Provider
public class ProblemMapper implements ExceptionMapper<WebApplicationException> {
    /** The body of {@code application/problem+json}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Problem(String title, int status, String detail) {}

    @Override
    public Response toResponse(WebApplicationException e) {
        Response.StatusType status = e.getResponse().getStatusInfo();
        return Response.status(status)
                .type("application/problem+json")
                .entity(new Problem(status.getReasonPhrase(), status.getStatusCode(), e.getMessage()))
                .build();
    }
}
