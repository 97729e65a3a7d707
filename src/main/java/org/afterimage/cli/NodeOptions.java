package org.afterimage.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the configuration and the models are, for every command that needs them. */
final class NodeOptions {
    @Option(
            names = "--models",
            paramLabel = "DIR",
            description = "Folder of the model packages (default: models/ of the installation).")
    private Path models;

    /** The models folder. */
    Path models() {
        return models == null ? home().resolve("models") : models;
    }

    /** The installation's folder: the launcher names it, and the working folder is the fallback. */
    static Path home() {
        return Path.of(System.getProperty("afterimage.home", "")).toAbsolutePath();
    }
}
