package org.afterimage.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
import org.afterimage.infer.EngineChoice;
import org.afterimage.work.LoadedModels;

/** On which engine each model runs in this node, and why not on the others. */
@Path("/api/engines")
public class EnginesResource {
    private final LoadedModels models;

    /** For the container. */
    public EnginesResource(LoadedModels models) {
        this.models = models;
    }

    /** All models, by name. */
    @GET
    @NeedsRight(Right.VIEW)
    public List<EngineChoice> list() {
        return models.choices();
    }
}
