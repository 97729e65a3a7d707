package org.afterimage.web;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers an error as an HTTP problem (RFC 9457) that says what was wrong. */
@Provider
public class ProblemMapper implements ExceptionMapper<WebApplicationException> {
    @Override
    public Response toResponse(WebApplicationException e) {
        return Problem.answer(e.getResponse().getStatusInfo(), e.getMessage()).build();
    }
}
