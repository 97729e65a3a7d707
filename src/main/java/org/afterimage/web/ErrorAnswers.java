package org.afterimage.web;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.afterimage.console.people.PasswordsBusyException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Answers what went wrong: at /api, and to what is no browser, as an HTTP problem (RFC 9457) that says what was wrong and what to do; to people
 * with a page that says the same.
 */
public class ErrorAnswers {
    /** RESTEasy's own words for a path that nothing answers. */
    private static final String NO_RESOURCE = "Unable to find matching target resource method";

    /** PostgreSQL: text with U+0000, and a time that it can't keep. */
    private static final List<String> NOT_KEPT = List.of("22021", "22008");

    private static final Logger LOG = Logger.getLogger(ErrorAnswers.class);
    private static final int RETRY_SECONDS = 5;
    private static final int SERVER_ERROR = 500;
    private static final int METHOD = 405;
    private static final int ACCEPT = 406;
    private static final int MEDIA = 415;

    private final ErrorPage page;

    /** For the container. */
    public ErrorAnswers(ErrorPage page) {
        this.page = page;
    }

    /** What a resource refuses, or what was asked in a way that nothing takes. */
    @ServerExceptionMapper
    public Response refused(WebApplicationException e, ContainerRequestContext request) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return answer(Status.BAD_REQUEST, sentence(json), request);
        }
        Optional<String> parameter = e instanceof NotFoundException && e.getCause() != null
                ? wrongParameter(e.getCause(), request)
                : Optional.empty();
        if (parameter.isPresent()) {
            return answer(Status.BAD_REQUEST, parameter.get(), request);
        }
        Response said = e.getResponse();
        // A flood of tries must not fill the log, too.
        if (said.getStatus() >= SERVER_ERROR && !(e instanceof PasswordsBusyException)) {
            LOG.errorf(
                    e, "%s %s failed", request.getMethod(), request.getUriInfo().getPath());
        }
        Response answer = answer(said.getStatusInfo(), sentence(e, request), request);
        Response.ResponseBuilder whole = Response.fromResponse(answer);
        for (String header : List.of(HttpHeaders.ALLOW, HttpHeaders.RETRY_AFTER, HttpHeaders.WWW_AUTHENTICATE)) {
            List<Object> values = said.getHeaders().get(header);
            if (values != null) {
                values.forEach(value -> whole.header(header, value));
            }
        }
        return whole.build();
    }

    /** A body that is JSON and not what is asked for. */
    @ServerExceptionMapper
    public Response misfit(MismatchedInputException e, ContainerRequestContext request) {
        return answer(Status.BAD_REQUEST, sentence(e), request);
    }

    /** What nobody foresaw, and a database that is away. */
    @ServerExceptionMapper
    public Response failed(Throwable e, ContainerRequestContext request) {
        String what =
                request.getMethod() + " " + request.getUriInfo().getRequestUri().getRawPath();
        if (DatabaseAway.isCauseOf(e)) {
            LOG.warnf("%s: the database does not answer", what);
            return Response.fromResponse(answer(
                            Status.SERVICE_UNAVAILABLE,
                            "The database does not answer. Try again; what the node received waits on its disk.",
                            request))
                    .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                    .build();
        }
        if (isNotKept(e)) {
            return answer(Status.BAD_REQUEST, "What was sent has a character or a time that can't be kept.", request);
        }
        LOG.errorf(e, "%s failed", what);
        return answer(
                Status.INTERNAL_SERVER_ERROR,
                "Something failed that must not fail; the node's log says what.",
                request);
    }

    private static boolean isNotKept(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && NOT_KEPT.contains(refused.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private Response answer(Response.StatusType status, String sentence, ContainerRequestContext request) {
        String accepted = request.getHeaderString(HttpHeaders.ACCEPT);
        if (!ApiPath.isOf(request) && accepted != null && accepted.contains("text/html")) {
            try {
                return page.page(status, sentence);
            } catch (RuntimeException e) {
                LOG.errorf(e, "no page can be drawn for an answer of %d", status.getStatusCode());
            }
        }
        return Problem.answer(status, sentence).build();
    }

    private static String sentence(WebApplicationException e, ContainerRequestContext request) {
        String message = e.getMessage();
        int status = e.getResponse().getStatus();
        // Of these RESTEasy speaks itself, of headers and annotations.
        boolean isOfFramework = NO_RESOURCE.equals(message) || status >= METHOD && status <= ACCEPT || status == MEDIA;
        if (message != null && !message.startsWith("HTTP ") && !isOfFramework && status < SERVER_ERROR) {
            return message;
        }
        String path = request.getUriInfo().getRequestUri().getRawPath();
        return switch (e.getResponse().getStatus()) {
            case 404 -> "There is nothing at " + path + ".";
            case 405 -> path + " does not take " + request.getMethod() + ".";
            case 406 -> path + " answers in no media type that Accept names.";
            case 415 ->
                path + " takes no body of the media type "
                        + String.valueOf(request.getHeaderString(HttpHeaders.CONTENT_TYPE)) + ".";
            default -> e.getResponse().getStatusInfo().getReasonPhrase() + ".";
        };
    }

    /** A parameter whose text is not of its kind is reported like a path that leads nowhere; it is the query's fault where the text stands in it. */
    private static Optional<String> wrongParameter(Throwable cause, ContainerRequestContext request) {
        String message = String.valueOf(cause.getMessage());
        return request.getUriInfo().getQueryParameters().entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(value -> message.contains("\"" + value + "\"")))
                .map(Map.Entry::getKey)
                .findFirst()
                .map(name -> name + " is '"
                        + request.getUriInfo().getQueryParameters().getFirst(name) + "' and must be a number.");
    }

    private static String sentence(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String field = mapping.getPath().stream()
                    .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                    .collect(Collectors.joining("."));
            return "The body's " + field + " is not of the kind that it must be" + where + ".";
        }
        return e instanceof MismatchedInputException
                ? "The body is JSON, and not of the kind that is asked for" + where + "."
                : "The body is no JSON that can be read" + where + ".";
    }
}
