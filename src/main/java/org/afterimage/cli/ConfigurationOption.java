package org.afterimage.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says which configuration a command works with. */
final class ConfigurationOption {
    @Option(
            names = "--conf",
            paramLabel = "DIR",
            description =
                    "Folder of node.yaml, remotes.yaml and routes.yaml (default: dicom-conf/ of the installation).")
    private Path given;

    /** The folder that was named, or the installation's. */
    Path folder() {
        return given == null ? standard() : given;
    }

    /** The installation's folder. */
    static Path standard() {
        return NodeOptions.home().resolve("dicom-conf");
    }
}
