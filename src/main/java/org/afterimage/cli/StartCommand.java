package org.afterimage.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the node until it is told to stop. */
@Command(
        name = "start",
        description = "Runs the node with the configuration of dicom-conf/ until it is told to stop (Ctrl-C, SIGTERM).",
        mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder for everything that the node writes (default: data/ of the installation).")
    private Path data;

    @Mixin
    private ConfigurationOption conf;

    @Mixin
    private NodeOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path home = NodeOptions.home();
        return new NodeBoot(conf.folder(), data == null ? home.resolve("data") : data, options.models())
                .run(UntilStopped.class);
    }

    /** Everything runs by itself; this waits. */
    public static final class UntilStopped implements QuarkusApplication {
        @Override
        public int run(String... words) {
            Quarkus.waitForExit();
            return 0;
        }
    }
}
