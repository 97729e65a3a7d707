package org.afterimage.work;

import java.util.Optional;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;
import org.afterimage.route.RouteSettings.Route;

/** Which model package a route means. */
final class RoutedModels {
    private RoutedModels() {}

    /** The package that a route names, in the version that it asks for; empty when it is not there. */
    static Optional<ModelPackage> find(ModelCatalogue catalogue, Route route) {
        Optional<String> version = Optional.of(route.modelVersion()).filter(text -> !text.isEmpty());
        return catalogue.find(route.modelId(), version);
    }
}
