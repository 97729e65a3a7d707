package org.afterimage.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
import org.afterimage.node.NodeFolders;
import org.afterimage.provenance.chain.ProvenanceVerifier;
import org.afterimage.provenance.chain.Verification;
import org.afterimage.provenance.story.DerivedStory;
import org.afterimage.provenance.story.ModelOutput;
import org.afterimage.provenance.story.NoteStory;
import org.afterimage.provenance.story.ProvJson;
import org.afterimage.provenance.story.StoryReader;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How images came to be, and whether what was recorded of it still stands. */
@Path("/api/provenance")
@Tag(name = "Provenance")
public class ProvenanceResource {
    private final DataSource database;
    private final NodeFolders folders;

    /** For the container. */
    public ProvenanceResource(DataSource database, NodeFolders folders) {
        this.database = database;
        this.folders = folders;
    }

    /** The stories of a derived instance, newest first. */
    @GET
    @Operation(summary = "The stories of a derived instance, newest first")
    @NeedsRight(Right.VIEW)
    @Path("instances/{sopInstanceUid}")
    public List<DerivedStory> instance(@PathParam("sopInstanceUid") String sopInstanceUid) throws SQLException {
        try (Connection connection = database.getConnection()) {
            List<DerivedStory> stories = new StoryReader(connection).of(sopInstanceUid);
            if (stories.isEmpty()) {
                throw new NotFoundException("This node did not make instance " + sopInstanceUid + ".");
            }
            return stories;
        }
    }

    /** The stories of a rejection note, newest first: several destinations may get the same one. */
    @GET
    @Operation(summary = "The stories of a rejection note, newest first: several destinations may get the same one")
    @NeedsRight(Right.VIEW)
    @Path("notes/{sopInstanceUid}")
    public List<NoteStory> note(@PathParam("sopInstanceUid") String sopInstanceUid) throws SQLException {
        try (Connection connection = database.getConnection()) {
            List<NoteStory> stories = new StoryReader(connection).notes(sopInstanceUid);
            if (stories.isEmpty()) {
                throw new NotFoundException("This node made no rejection note " + sopInstanceUid + ".");
            }
            return stories;
        }
    }

    /** The story of an instance as W3C PROV-JSON. */
    @GET
    @Operation(summary = "The story of an instance as W3C PROV-JSON")
    @NeedsRight(Right.VIEW)
    @Path("instances/{sopInstanceUid}/prov")
    @Produces(MediaType.APPLICATION_JSON)
    public String prov(@PathParam("sopInstanceUid") String sopInstanceUid) throws SQLException {
        return ProvJson.of(instance(sopInstanceUid));
    }

    /** All that a model version made, oldest first. */
    @GET
    @Operation(summary = "All that a model version made, oldest first")
    @NeedsRight(Right.VIEW)
    @Path("models/{id}/{version}")
    public List<ModelOutput> outputs(@PathParam("id") String modelId, @PathParam("version") String version)
            throws SQLException {
        try (Connection connection = database.getConnection()) {
            return new StoryReader(connection).outputs(modelId, version);
        }
    }

    /** Checks chain, rows and files. Takes seconds to minutes. */
    @GET
    @Operation(summary = "Checks chain, rows and files", description = "Takes seconds to minutes.")
    @NeedsRight(Right.VIEW)
    @Path("verify")
    public Verification verify() throws SQLException, IOException {
        try (Connection connection = database.getConnection()) {
            return new ProvenanceVerifier(folders).verify(connection);
        }
    }
}
