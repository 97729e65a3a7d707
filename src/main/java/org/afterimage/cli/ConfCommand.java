package org.afterimage.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.afterimage.configuration.ConfigurationFiles;
import org.afterimage.configuration.ExportedConfiguration;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.node.ConfigurationException;
import org.afterimage.route.RouteSettings.Route;
import org.afterimage.route.RouteTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What an administrator does with the configuration: of files, and of the node that runs on this machine. */
@Command(
        name = "conf",
        description = "Checks, exports and imports the configuration, and shows its history.",
        mixinStandardHelpOptions = true,
        subcommands = {ConfCommand.Check.class, ConfExport.class, ConfImport.class, ConfHistory.class, ConfDiff.class})
final class ConfCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which of: check, export, import, history, diff?");
    }

    /** What a field of node.yaml waits for, as the node answers it. */
    static String waiting(JsonNode change) {
        return "Needs a restart: " + change.path("field").asText() + " "
                + change.path("before").asText() + " -> " + change.path("after").asText();
    }

    /** Tries whether a node would start with a configuration. */
    @Command(
            name = "check",
            description = {
                "Reads node.yaml, remotes.yaml and routes.yaml as the node does, and says file, line and reason of what is wrong.",
                "Names the changes that the running node takes over after a restart only.",
                "Ends with 0 when a node can start with them, with 1 when it can't."
            },
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "DIR|FILE",
                description = "Another folder of the three files, or a file of 'conf export'.")
        private Path checked;

        @Mixin
        private NodeAddress node;

        @Mixin
        private NodeOptions options;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException, InterruptedException {
            PrintWriter out = spec.commandLine().getOut();
            try {
                Path given = checked == null ? node.folder() : checked;
                boolean exported = Files.isRegularFile(given);
                ConfigurationFiles files =
                        exported ? ExportedConfiguration.read(Files.readString(given)) : ConfigurationFiles.read(given);
                ConfigurationFiles.Checked right = files.check(exported ? node.folder() : given);
                warnOfModels(right.routes(), out);
                out.println(given + ": right. " + right.routes().routes().size() + " routes, "
                        + right.node().remotes().remotes().size() + " remotes.");
                tellWhatNeedsARestart(right.node().node().http().port(), files, out);
                return 0;
            } catch (ConfigurationException e) {
                out.println(e.getMessage());
                return 1;
            } finally {
                out.flush();
            }
        }

        /** The node that runs knows what it would take over at once; without one all of it holds at the start. */
        private void tellWhatNeedsARestart(int port, ConfigurationFiles files, PrintWriter out)
                throws InterruptedException {
            try {
                JsonNode changes = NodeClient.read(
                        node.client(port).post("/api/configuration/check", Map.of("files", files.texts())),
                        JsonNode.class);
                for (JsonNode change : changes) {
                    if (!change.path("live").asBoolean()) {
                        out.println(waiting(change));
                    }
                }
            } catch (ConnectException e) {
                out.println("No node runs here to compare it with.");
            } catch (IOException e) {
                out.println("It can't be compared with the node that runs here: " + e.getMessage());
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
