package org.afterimage.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.RefusedPackage;
import org.afterimage.work.LoadedModels;

/** The model packages: what each takes and makes, where its gates are, and its card. */
@Path("/models")
@Needs
public class ModelsPage {
    private static final int PAGE = 20;

    private final Pages pages;
    private final ModelList models;
    private final ModelCatalogue catalogue;
    private final LoadedModels loaded;

    /** For the container. */
    public ModelsPage(Pages pages, ModelList models, ModelCatalogue catalogue, LoadedModels loaded) {
        this.pages = pages;
        this.models = models;
        this.catalogue = catalogue;
        this.loaded = loaded;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance models(
                Frame frame, Part<ModelList.Shown> models, List<RefusedPackage> refused, String engine);
    }

    /** A part of them, as the catalogue has them. */
    @GET
    public Response page(@QueryParam("page") @DefaultValue("0") int page) {
        Part<ModelList.Shown> shown = Part.of(models.all(), page, PAGE);
        return pages.show("models", frame -> Templates.models(frame, shown, catalogue.refused(), loaded.engines()));
    }
}
