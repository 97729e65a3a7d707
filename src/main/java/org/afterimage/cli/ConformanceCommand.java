package org.afterimage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.afterimage.conformance.ConformanceStatement;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.route.RouteTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the DICOM conformance statement of a configuration (PS3.2). */
@Command(
        name = "conformance",
        description = "Prints the DICOM conformance statement of a configuration, as Markdown.",
        mixinStandardHelpOptions = true)
final class ConformanceCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOption conf;

    @Option(names = "--out", paramLabel = "FILE", description = "Writes it there instead.")
    private Path out;

    @Mixin
    private NodeOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        NodeConfiguration configuration = NodeConfiguration.read(conf.folder());
        String statement = new ConformanceStatement(
                        configuration,
                        RouteTable.read(configuration),
                        ModelCatalogue.load(options.models()),
                        Version.NUMBER)
                .markdown();
        if (out == null) {
            spec.commandLine().getOut().print(statement);
            spec.commandLine().getOut().flush();
        } else {
            Files.writeString(out, statement);
        }
        return 0;
    }
}
