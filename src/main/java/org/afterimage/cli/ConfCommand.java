package org.afterimage.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.node.ConfigurationException;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.route.RouteSettings.Route;
import org.afterimage.route.RouteTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What an administrator does with the configuration without a running node. */
@Command(
        name = "conf",
        description = "Works on the configuration, without a running node.",
        mixinStandardHelpOptions = true,
        subcommands = ConfCommand.Check.class)
final class ConfCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which of: check?");
    }

    /** Tries whether a node would start with a configuration. */
    @Command(
            name = "check",
            description = {
                "Reads node.yaml, remotes.yaml and routes.yaml as the node does, and says file, line and reason of what is wrong.",
                "Ends with 0 when a node can start with them, with 1 when it can't."
            },
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "DIR",
                description = "The folder of the three files (default: dicom-conf/ of the installation).")
        private Path folder;

        @Mixin
        private NodeOptions options;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            try {
                Path conf = folder == null ? ConfigurationOption.standard() : folder;
                NodeConfiguration configuration = NodeConfiguration.read(conf);
                RouteTable routes = RouteTable.read(configuration);
                warnOfModels(routes, out);
                out.println(conf + ": right. " + routes.routes().size() + " routes, "
                        + configuration.remotes().remotes().size() + " remotes.");
                return 0;
            } catch (ConfigurationException e) {
                out.println(e.getMessage());
                return 1;
            } finally {
                out.flush();
            }
        }

        /** A node starts without them, and their jobs fail. */
        private void warnOfModels(RouteTable routes, PrintWriter out) {
            ModelCatalogue catalogue = ModelCatalogue.load(options.models());
            for (Route route : routes.routes()) {
                if (catalogue.named(route.model()).isEmpty()) {
                    out.println("Warning: route " + route.name() + " names the model " + route.model() + ", and "
                            + options.models() + " has no usable package of it.");
                }
            }
        }
    }
}
