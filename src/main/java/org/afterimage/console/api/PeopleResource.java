package org.afterimage.console.api;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import org.afterimage.console.people.Account;
import org.afterimage.console.people.Accounts;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.People;
import org.afterimage.console.people.RefusedException;
import org.afterimage.console.people.Right;
import org.afterimage.console.people.Role;
import org.afterimage.web.Caller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The people who may sign in at the console. */
@Path("/api/people")
@Tag(name = "People")
public class PeopleResource {
    private final Accounts accounts;
    private final People people;
    private final Caller caller;

    /** For the container. */
    public PeopleResource(Accounts accounts, People people, Caller caller) {
        this.accounts = accounts;
        this.people = people;
        this.caller = caller;
    }

    /**
     * The body for a new account.
     *
     * @param name with which the person signs in
     * @param role VIEWER, REVIEWER, OPERATOR or ADMINISTRATOR
     */
    public record NewPerson(String name, String role) {}

    /**
     * The body of a change; what is left out stays.
     *
     * @param role VIEWER, REVIEWER, OPERATOR or ADMINISTRATOR
     * @param disabled whether the person may sign in no more
     */
    public record Change(String role, Boolean disabled) {}

    /** All of them, by name. */
    @GET
    @Operation(summary = "All of them, by name")
    @NeedsRight(Right.ADMINISTER)
    public List<Account> list() throws SQLException {
        return accounts.list();
    }

    /** Makes an account; its password is in this answer alone, and must be changed at the first sign-in. */
    @POST
    @Operation(
            summary = "Makes an account",
            description = "Its password is in this answer alone, and must be changed at the first sign-in.")
    @NeedsRight(value = Right.ADMINISTER, logsItself = true)
    @APIResponseSchema(value = Accounts.New.class, responseCode = "201")
    public Response create(NewPerson wanted) throws SQLException {
        if (wanted == null) {
            throw new BadRequestException("The body must be JSON with name and role.");
        }
        try {
            return Response.status(Response.Status.CREATED)
                    .entity(people.create(caller.who(), wanted.name(), Refusals.role(wanted.role())))
                    .build();
        } catch (RefusedException e) {
            throw Refusals.of(e);
        }
    }

    /** Gives a person another role, or shuts or opens the account; who is signed in with it is signed out. */
    @PATCH
    @Operation(
            summary = "Gives a person another role, or shuts or opens the account",
            description = "Who is signed in with it is signed out.")
    @Path("{id}")
    @NeedsRight(value = Right.ADMINISTER, logsItself = true)
    public Account change(@PathParam("id") long id, Change wanted) throws SQLException {
        if (wanted == null) {
            throw new BadRequestException("The body must be JSON with role or disabled.");
        }
        try {
            Role role = wanted.role() == null ? null : Refusals.role(wanted.role());
            if (people.change(caller.who(), id, role, wanted.disabled()).isEmpty()) {
                throw nobody(id);
            }
        } catch (RefusedException e) {
            throw Refusals.of(e);
        }
        return person(id);
    }

    /** Makes another password, which is in this answer alone and must be changed; who is signed in with the account is signed out. */
    @POST
    @Operation(
            summary = "Makes another password, which is in this answer alone and must be changed",
            description = "Who is signed in with the account is signed out.")
    @Path("{id}/password")
    @NeedsRight(value = Right.ADMINISTER, logsItself = true)
    public Accounts.New reset(@PathParam("id") long id) throws SQLException {
        try {
            return people.reset(caller.who(), id).orElseThrow(() -> nobody(id));
        } catch (RefusedException e) {
            throw Refusals.of(e);
        }
    }

    private Account person(long id) throws SQLException {
        return accounts.find(id).orElseThrow(() -> nobody(id));
    }

    private static NotFoundException nobody(long id) {
        return new NotFoundException("There is no account " + id + ".");
    }
}
