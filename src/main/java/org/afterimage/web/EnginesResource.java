package org.afterimage.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
import org.afterimage.infer.EngineChoice;
import org.afterimage.work.LoadedModels;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** On which engine each model runs in this node, and why not on the others. */
@Path("/api/engines")
@Tag(name = "Node")
public class EnginesResource {
    private final LoadedModels models;

    /** For the container. */
    public EnginesResource(LoadedModels models) {
        this.models = models;
    }

    /** All models, by name. */
    @GET
    @Operation(summary = "All models, by name")
    @NeedsRight(Right.VIEW)
    public List<EngineChoice> list() {
        return models.choices();
    }
}
