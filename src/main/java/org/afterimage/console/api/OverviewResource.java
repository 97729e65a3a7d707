package org.afterimage.console.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import org.afterimage.console.Overview;
import org.afterimage.console.OverviewReader;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How the node is at a glance. */
@Path("/api/overview")
@Tag(name = "Node")
public class OverviewResource {
    private final OverviewReader reader;

    /** For the container. */
    public OverviewResource(OverviewReader reader) {
        this.reader = reader;
    }

    /** What came in today, what waits, what failed and why, what is held, and how destinations, disks, database and engine are. */
    @GET
    @Operation(
            summary = "What came in today, what waits, what failed and why, what is held, and how destinations, "
                    + "disks, database and engine are")
    @NeedsRight(Right.VIEW)
    public Overview get() throws SQLException {
        return reader.read();
    }
}
