package org.afterimage.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;

/** Finds the model package that a command line names. */
final class ModelChoice {
    private ModelChoice() {}

    /**
     * The package.
     *
     * @param name id of a package, of which the newest version is taken, or id@version
     * @param models folder of the packages
     * @throws IOException with a sentence that says which there are, if there is no such package
     */
    static ModelPackage of(String name, Path models) throws IOException {
        ModelCatalogue catalogue = ModelCatalogue.load(models);
        return catalogue.named(name).orElseThrow(() -> new IOException(unknown(name, models, catalogue)));
    }

    private static String unknown(String name, Path models, ModelCatalogue catalogue) {
        String known =
                catalogue.packages().stream().map(ModelPackage::displayName).collect(Collectors.joining(", "));
        String refused = catalogue.refused().stream()
                .map(package_ -> " " + package_.folder() + " was refused: " + package_.reason())
                .collect(Collectors.joining());
        return "There is no model " + name + " in " + models + "; it has " + (known.isEmpty() ? "none" : known) + "."
                + refused;
    }
}
