package org.afterimage.work;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import org.afterimage.configuration.ActiveRoutes;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.StudyTimes;
import org.afterimage.route.RouteSettings.Route;

/** The shortest times of the routes in force. */
@Singleton
public class RoutedStudyTimes implements StudyTimes {
    private final ActiveRoutes routes;
    private final NodeConfiguration configuration;

    /** For the container. */
    public RoutedStudyTimes(ActiveRoutes routes, NodeConfiguration configuration) {
        this.routes = routes;
        this.configuration = configuration;
    }

    @Override
    public Duration quiet() {
        Duration usual = Duration.ofSeconds(configuration.node().study().quietSeconds());
        return routes.table().routes().stream()
                .map(route -> route.complete().quiet(usual))
                .min(Comparator.naturalOrder())
                .orElse(usual);
    }

    @Override
    public Optional<Duration> cap() {
        return routes.table().routes().stream()
                .flatMap((Route route) -> route.cap().stream())
                .min(Comparator.naturalOrder());
    }
}
