package org.afterimage.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.afterimage.configuration.ActiveRoutes;
import org.afterimage.model.AcceptedInput;
import org.afterimage.model.ComparisonBounds;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelManifest;
import org.afterimage.model.ModelPackage;
import org.afterimage.route.RouteSettings.Route;
import org.jboss.logging.Logger;

/** The model packages as people see them, with the routes that name them and how they are switched. */
@ApplicationScoped
public class ModelList {
    private static final Logger LOG = Logger.getLogger(ModelList.class);
    private static final String CARD = "MODEL_CARD.md";
    private static final long LONGEST_CARD = 200_000;

    private final ModelCatalogue catalogue;
    private final ActiveRoutes routes;

    /** For the container. */
    public ModelList(ModelCatalogue catalogue, ActiveRoutes routes) {
        this.catalogue = catalogue;
        this.routes = routes;
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

        /** SHA-256 of the network that checks its results; empty for none. */
        public String checker() {
            return model.manifest().checker().map(ModelManifest.Network::sha256).orElse("");
        }
    }

    /** A measure, and where it warns and holds. */
    public record GateBound(String measure, double warn, double hold) {}

    /** All of them. */
    public List<Shown> all() {
        return catalogue.packages().stream().map(this::shown).toList();
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
        Path card = model.folder().resolve(CARD);
        try {
            return Files.isRegularFile(card) && Files.size(card) <= LONGEST_CARD ? Files.readString(card) : "";
        } catch (IOException e) {
            LOG.warnf("%s can't be read: %s", card, e.getMessage());
            return "";
        }
    }
}
