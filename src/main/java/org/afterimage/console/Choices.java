package org.afterimage.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.afterimage.configuration.ActiveRoutes;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.RemoteSettings.Remote;
import org.afterimage.provenance.JobEntity;
import org.afterimage.route.RouteSettings.Route;

/** What a list can be narrowed to, and what a job can be done again with. */
@ApplicationScoped
public class Choices {
    private final ActiveRoutes routes;
    private final ModelCatalogue catalogue;
    private final NodeConfiguration configuration;

    /** For the container. */
    public Choices(ActiveRoutes routes, ModelCatalogue catalogue, NodeConfiguration configuration) {
        this.routes = routes;
        this.catalogue = catalogue;
        this.configuration = configuration;
    }

    /**
     * The names.
     *
     * @param states of jobs
     * @param routes in force
     * @param models that routes name
     * @param destinations of the configuration
     */
    public record Names(List<String> states, List<String> routes, List<String> models, List<String> destinations) {}

    /** As of now. */
    public Names names() {
        List<Route> inForce = routes.table().routes();
        return new Names(
                Stream.concat(
                                Stream.of("OPEN", "DELIVERED"),
                                Arrays.stream(JobEntity.State.values()).map(Enum::name))
                        .toList(),
                inForce.stream().map(Route::name).distinct().toList(),
                inForce.stream().map(Route::model).distinct().toList(),
                configuration.remotes().remotes().stream().map(Remote::aeTitle).toList());
    }

    /** Packages with their versions, {@code id@version}. */
    public List<String> packages() {
        return catalogue.packages().stream()
                .map(model -> model.manifest().id() + "@" + model.manifest().version())
                .sorted()
                .toList();
    }
}
