package org.afterimage.start;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.afterimage.configuration.ActiveRoutes;
import org.afterimage.model.AcceptedInput;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelManifest;
import org.afterimage.model.ModelPackage;
import org.afterimage.node.RemoteSettings.Remote;
import org.afterimage.route.RouteSettings.Route;

/** The model packages as choices, and the test studies that the routes can take. */
@ApplicationScoped
public class ModelChoices {
    private final ModelCatalogue catalogue;
    private final ActiveRoutes routes;
    private final TestSender sender;

    /** For the container. */
    public ModelChoices(ModelCatalogue catalogue, ActiveRoutes routes, TestSender sender) {
        this.catalogue = catalogue;
        this.routes = routes;
        this.sender = sender;
    }

    /**
     * A package.
     *
     * @param manifest what it says of itself
     * @param accepts its declared domain in words
     * @param routes that use it
     * @param routed whether one of them leads to the destination
     */
    public record Choice(ModelManifest manifest, String accepts, List<Route> routes, boolean routed) {}

    /** A test study that can be sent, for a model. */
    public record Test(String model, String title) {}

    /**
     * The test studies.
     *
     * @param choices that can be sent
     * @param withoutFiles whether there would be some if the installation had the simulated studies
     */
    public record Tests(List<Test> choices, boolean withoutFiles) {}

    /** All packages, one a model, in its newest version. */
    public List<Choice> all(Remote destination) {
        List<Choice> found = new ArrayList<>();
        for (ModelPackage one : catalogue.packages()) {
            ModelManifest manifest = one.manifest();
            if (newest(manifest.id()).filter(one::equals).isEmpty()) {
                continue;
            }
            List<Route> using = routes.table().routes().stream()
                    .filter(route -> idOf(route).equals(manifest.id()))
                    .toList();
            boolean routed = destination != null
                    && using.stream().anyMatch(route -> route.destination().equals(destination.aeTitle()));
            found.add(new Choice(manifest, AcceptedInput.of(manifest), using, routed));
        }
        return found;
    }

    /** The newest package of a model that can be used. */
    public Optional<ModelPackage> newest(String id) {
        return catalogue.find(id, Optional.empty());
    }

    /** What can be sent so that one of the routes takes it. */
    public Tests tests(List<Route> working) {
        List<Test> tests = new ArrayList<>();
        boolean withoutFiles = false;
        for (String model : working.stream().map(ModelChoices::idOf).distinct().toList()) {
            Optional<SimulatedStudy> study = SimulatedStudy.forModel(model);
            if (study.isPresent() && sender.has(study.get())) {
                String title =
                        newest(model).map(found -> found.manifest().title()).orElse(model);
                tests.add(new Test(model, title));
            } else if (study.isPresent()) {
                withoutFiles = true;
            }
        }
        return new Tests(tests, withoutFiles && tests.isEmpty());
    }

    private static String idOf(Route route) {
        return route.model().split("@", 2)[0];
    }
}
