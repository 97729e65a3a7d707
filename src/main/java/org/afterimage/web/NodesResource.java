package org.afterimage.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import java.util.List;
import org.afterimage.cluster.NodeRegister;
import org.afterimage.cluster.NodeRow;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The nodes that work on the database, and those that ended without a word and whose journal nobody has filed yet. */
@Path("/api/nodes")
@Tag(name = "Node")
public class NodesResource {
    private final NodeRegister register;

    /** For the container. */
    public NodesResource(NodeRegister register) {
        this.register = register;
    }

    /** All of them, by name. */
    @GET
    @Operation(summary = "All of them, by name")
    @NeedsRight(Right.VIEW)
    public List<NodeRow> list() throws SQLException {
        return register.all();
    }
}
