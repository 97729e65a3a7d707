package org.afterimage.console.api;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.afterimage.console.people.ApiToken;
import org.afterimage.console.people.ApiTokens;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.RefusedException;
import org.afterimage.console.people.Right;
import org.afterimage.web.Caller;
import org.afterimage.web.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The tokens with which programs use this interface. */
@Path("/api/tokens")
@Tag(name = "People")
public class TokensResource {
    private final ApiTokens tokens;
    private final Caller caller;

    /** For the container. */
    public TokensResource(ApiTokens tokens, Caller caller) {
        this.tokens = tokens;
        this.caller = caller;
    }

    /**
     * The body for a new token.
     *
     * @param name for people and the audit log
     * @param role VIEWER, REVIEWER, OPERATOR or ADMINISTRATOR
     * @param endsAt when it counts no more, as ISO 8601 with an offset; left out for never
     */
    public record NewToken(String name, String role, String endsAt) {}

    /** One page of tokens: those that were not revoked first, newest first. */
    @GET
    @Operation(summary = "One page of tokens: those that were not revoked first, newest first")
    @NeedsRight(Right.ADMINISTER)
    public List<ApiToken> list(
            @QueryParam("page") @DefaultValue("0") int page, @QueryParam("size") @DefaultValue("50") int size)
            throws SQLException {
        Page asked = new Page(page, size);
        return tokens.list(asked.first(), asked.size());
    }

    /** Makes a token; the secret is in this answer alone. */
    @POST
    @Operation(summary = "Makes a token", description = "The secret is in this answer alone.")
    @NeedsRight(value = Right.ADMINISTER, logsItself = true)
    @APIResponseSchema(value = ApiTokens.New.class, responseCode = "201")
    public Response create(NewToken wanted) throws SQLException {
        if (wanted == null) {
            throw new BadRequestException("The body must be JSON with name, role and, if wanted, endsAt.");
        }
        try {
            return Response.status(Response.Status.CREATED)
                    .entity(tokens.create(
                            caller.who(), wanted.name(), Refusals.role(wanted.role()), time(wanted.endsAt())))
                    .build();
        } catch (RefusedException e) {
            throw Refusals.of(e);
        }
    }

    /** Has a token count no more, at once and on every node. */
    @DELETE
    @Operation(summary = "Has a token count no more, at once and on every node")
    @Path("{id}")
    @NeedsRight(value = Right.ADMINISTER, logsItself = true)
    public void revoke(@PathParam("id") long id) throws SQLException {
        if (tokens.revoke(caller.who(), id).isEmpty()) {
            throw new NotFoundException("There is no token " + id + ", or it was revoked before.");
        }
    }

    private static Instant time(String text) {
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new BadRequestException(
                    "endsAt is '" + text + "' and must be a time such as 2026-12-31T22:30:00+01:00 or one with Z.");
        }
    }
}
