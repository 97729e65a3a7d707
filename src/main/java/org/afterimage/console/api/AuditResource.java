package org.afterimage.console.api;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.List;
import org.afterimage.console.people.AuditEntry;
import org.afterimage.console.people.AuditLog;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What was changed, and by whom. */
@Path("/api/audit")
@Tag(name = "People")
public class AuditResource {
    private static final int MOST = 500;

    private final AuditLog log;

    /** For the container. */
    public AuditResource(AuditLog log) {
        this.log = log;
    }

    /** Entries, newest first, of one person where named; the next page begins before the last entry's number. */
    @GET
    @Operation(
            summary = "Entries, newest first, of one person where named",
            description = "The next page begins before the last entry's number.")
    @NeedsRight(Right.ADMINISTER)
    public List<AuditEntry> list(
            @QueryParam("person") @DefaultValue("") String person,
            @QueryParam("before") @DefaultValue("0") long before,
            @QueryParam("size") @DefaultValue("50") int size)
            throws SQLException {
        if (size < 1 || size > MOST || before < 0) {
            throw new BadRequestException("size must be from 1 to " + MOST + ", and before a number of an entry.");
        }
        return log.list(person, before, size);
    }
}
