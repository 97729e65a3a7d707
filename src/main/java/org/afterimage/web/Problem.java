package org.afterimage.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;

/**
 * The body of {@code application/problem+json} (RFC 9457). Its type is {@code about:blank}, which need not be written: the status says what kind
 * of problem it is, and the detail what is wrong and what to do.
 *
 * @param title of the status
 * @param status of the answer
 * @param detail a sentence for who asked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String title, int status, String detail) {
    /** Its media type. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The answer that says so. */
    static Response.ResponseBuilder answer(Response.StatusType status, String detail) {
        return Response.status(status)
                .type(MEDIA_TYPE)
                .entity(new Problem(status.getReasonPhrase(), status.getStatusCode(), detail));
    }
}
