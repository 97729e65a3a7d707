package org.afterimage.console.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.afterimage.console.ModelList;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The model packages. */
@Path("/api/models")
@Tag(name = "Models")
public class ModelsResource {
    private final ModelList models;

    /** For the container. */
    public ModelsResource(ModelList models) {
        this.models = models;
    }

    /**
     * A package.
     *
     * @param name as routes.yaml names it: id@version
     * @param title for people
     * @param task what it does
     * @param sha256 of its network
     * @param checkerSha256 of the network that checks its results; empty for none
     * @param accepts its declared domain in words
     * @param bounds what is measured of its results, and where they are held
     * @param routes that name it
     * @param card its model card, as Markdown; empty for none
     * @param off whether its jobs are skipped
     * @param shadow whether what it makes is recorded and not sent
     */
    public record Model(
            String name,
            String title,
            String task,
            String sha256,
            String checkerSha256,
            String accepts,
            List<ModelList.GateBound> bounds,
            List<String> routes,
            String card,
            boolean off,
            boolean shadow) {
        static Model of(ModelList.Shown shown) {
            return new Model(
                    shown.name(),
                    shown.model().manifest().title(),
                    shown.model().manifest().task(),
                    shown.model().sha256(),
                    shown.checker(),
                    shown.accepts(),
                    shown.bounds(),
                    shown.routes(),
                    shown.card(),
                    shown.off(),
                    shown.shadow());
        }
    }

    /** All of them; one is switched by an edit of MODEL, at /api/configuration/edits. */
    @GET
    @Operation(
            summary = "All model packages that can be used",
            description = "One is switched off, on or into shadow mode by an edit of MODEL at POST"
                    + " /api/configuration/edits. What is wrong with packages that can't be used is in the log and in"
                    + " GET /api/overview.")
    @NeedsRight(Right.VIEW)
    public List<Model> list() {
        return models.all().stream().map(Model::of).toList();
    }
}
