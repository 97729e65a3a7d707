package org.afterimage.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.afterimage.configuration.ConfigurationFiles;
import org.afterimage.configuration.ExportedConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a configuration into one file. */
@Command(
        name = "export",
        description = {
            "Writes what is in force on the running node, or an earlier version, into one file that 'conf import' takes.",
            "Without a running node it is what the folder holds. Secrets are named by it, and not in it."
        },
        mixinStandardHelpOptions = true)
final class ConfExport implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "The file that is written; - for standard output.")
    private String file;

    @Option(
            names = "--number",
            paramLabel = "N",
            description = "That version of 'conf history' (default: what is in force).")
    private Long number;

    @Mixin
    private NodeAddress node;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String text = exported();
        PrintWriter out = spec.commandLine().getOut();
        if (file.equals("-")) {
            out.print(text);
        } else {
            Files.writeString(Path.of(file), text);
            out.println(file + ": " + text.substring(2, text.indexOf('\n')));
        }
        out.flush();
        return 0;
    }

    private String exported() throws IOException, InterruptedException {
        try {
            String path = number == null ? "/api/configuration" : "/api/configuration/versions/" + number;
            JsonNode answer = node.client().ask(path);
            JsonNode version = answer.path("version");
            return ExportedConfiguration.write(
                    files(answer.path("files")),
                    "Afterimage configuration, version " + version.path("id").asLong() + " of "
                            + version.path("node").asText() + ", in force since "
                            + version.path("takenAt").asText() + ", by "
                            + version.path("person").asText());
        } catch (ConnectException e) {
            if (number != null) {
                throw e;
            }
            ConfigurationFiles files = ConfigurationFiles.read(node.folder());
            files.check(node.folder());
            return ExportedConfiguration.write(files, "Afterimage configuration of " + node.folder());
        }
    }

    private static ConfigurationFiles files(JsonNode texts) {
        Map<String, String> files = new LinkedHashMap<>();
        texts.properties()
                .forEach(text -> files.put(text.getKey(), text.getValue().asText()));
        return new ConfigurationFiles(files);
    }
}
