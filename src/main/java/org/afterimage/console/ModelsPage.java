package org.afterimage.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.afterimage.configuration.ActiveRoutes;
import org.afterimage.model.AcceptedInput;
import org.afterimage.model.ComparisonBounds;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.RefusedPackage;
import org.afterimage.route.RouteSettings.Route;
import org.afterimage.work.LoadedModels;
import org.jboss.logging.Logger;

/** The model packages: what each takes and makes, where its gates are, and its card. */
@Path("/models")
@Needs
public class ModelsPage {
    private static final Logger LOG = Logger.getLogger(ModelsPage.class);
    private static final String CARD = "MODEL_CARD.md";
    private static final int PAGE = 20;
    private static final long LONGEST_CARD = 200_000;

    private final Pages pages;
    private final ModelCatalogue catalogue;
    private final ActiveRoutes routes;
    private final LoadedModels loaded;

    /** For the container. */
    public ModelsPage(Pages pages, ModelCatalogue catalogue, ActiveRoutes routes, LoadedModels loaded) {
        this.pages = pages;
        this.catalogue = catalogue;
        this.routes = routes;
        this.loaded = loaded;
    }

    /**
     * A package.
     *
     * @param model the package
     * @param accepts its declared domain in words
     * @param bounds what is measured of its results, and where they are held
     * @param routes that name it
     * @param card its model card; empty for none
     * @param off whether its jobs are skipped
     * @param shadow whether what it makes is recorded and not sent
     */
    public record Shown(
            ModelPackage model,
            String accepts,
            List<GateBound> bounds,
            List<String> routes,
            String card,
            boolean off,
            boolean shadow) {
        /** As routes.yaml names it. */
        public String name() {
            return model.manifest().id() + "@" + model.manifest().version();
        }
    }

    /** A measure, and where it warns and holds. */
    public record GateBound(String measure, double warn, double hold) {}

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance models(
                Frame frame, Part<Shown> models, List<RefusedPackage> refused, String engine);
    }

    /** A part of them, as the catalogue has them. */
    @GET
    public Response page(@QueryParam("page") @DefaultValue("0") int page) {
        Part<Shown> shown = Part.of(catalogue.packages(), page, PAGE).map(this::shown);
        return pages.show("models", frame -> Templates.models(frame, shown, catalogue.refused(), loaded.engines()));
    }

    private Shown shown(ModelPackage model) {
        Map<String, ComparisonBounds.Bound> bounds =
                model.manifest().comparison().bounds();
        String id = model.manifest().id();
        return new Shown(
                model,
                AcceptedInput.of(model.manifest()),
                bounds.entrySet().stream()
                        .map(entry -> new GateBound(
                                entry.getKey(),
                                entry.getValue().warn(),
                                entry.getValue().hold()))
                        .toList(),
                routes.table().routes().stream()
                        .filter(route -> route.model().equals(id)
                                || route.model()
                                        .equals(id + "@" + model.manifest().version()))
                        .map(Route::name)
                        .toList(),
                card(model),
                routes.table().models().isOff(id, model.manifest().version()),
                routes.table().models().isInShadow(id, model.manifest().version()));
    }

    private static String card(ModelPackage model) {
        java.nio.file.Path card = model.folder().resolve(CARD);
        try {
            return Files.isRegularFile(card) && Files.size(card) <= LONGEST_CARD ? Files.readString(card) : "";
        } catch (IOException e) {
            LOG.warnf("%s can't be read: %s", card, e.getMessage());
            return "";
        }
    }
}
