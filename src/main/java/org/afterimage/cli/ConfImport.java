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
import org.afterimage.node.ConfigurationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a configuration of one file into force. */
@Command(
        name = "import",
        description = {
            "Puts an exported configuration into force on the running node, whole or not at all, and writes it to its folder.",
            "Without a running node it is checked and written, and in force at the next start.",
            "Ends with 1 and says file, line and reason when something in it is wrong; then everything stays as it was."
        },
        mixinStandardHelpOptions = true)
final class ConfImport implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "What 'conf export' has written.")
    private Path file;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who changes it, for the history (default: the user of this command).")
    private String person;

    @Mixin
    private NodeAddress node;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            take(ExportedConfiguration.read(Files.readString(file)), out);
        } catch (ConfigurationException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        } finally {
            out.flush();
        }
        return 0;
    }

    private void take(ConfigurationFiles files, PrintWriter out) throws IOException, InterruptedException {
        try {
            Map<String, Object> wanted = Map.of(
                    "person",
                    person == null ? System.getProperty("user.name") : person,
                    "origin",
                    "CLI",
                    "files",
                    files.texts());
            JsonNode answer = NodeClient.read(node.client().post("/api/configuration", wanted), JsonNode.class);
            out.println("Version " + answer.path("version").path("id").asLong() + " is in force.");
            out.print(answer.path("version").path("difference").asText());
            answer.path("needsRestart").forEach(change -> out.println(ConfCommand.waiting(change)));
        } catch (ConnectException e) {
            files.check(node.folder());
            files.write(node.folder());
            out.println("No node runs here; " + node.folder() + " is written, and in force at the next start.");
        }
    }
}
