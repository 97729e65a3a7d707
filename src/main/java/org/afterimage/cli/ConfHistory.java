package org.afterimage.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the versions of the configuration. */
@Command(
        name = "history",
        description =
                "Lists what was in force on the running node and others of its database: when, by whom, what changed.",
        mixinStandardHelpOptions = true)
final class ConfHistory implements Callable<Integer> {
    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "Most versions, up to 500 (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Mixin
    private NodeAddress node;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        for (JsonNode version : node.client().ask("/api/configuration/versions?size=" + limit)) {
            out.printf(
                    Locale.ROOT,
                    "%6d  %-30s  %-16s  %-4s  %-16s  %s%n",
                    version.path("id").asLong(),
                    version.path("takenAt").asText(),
                    version.path("node").asText(),
                    version.path("origin").asText(),
                    version.path("person").asText(),
                    summary(version.path("difference").asText()));
        }
        out.flush();
        return 0;
    }

    /** The files that changed, with how many lines were added and removed. */
    private static String summary(String difference) {
        String files = difference
                .lines()
                .filter(line -> line.endsWith(".yaml") && !line.startsWith("+") && !line.startsWith("-"))
                .collect(Collectors.joining(", "));
        long added = difference.lines().filter(line -> line.startsWith("+")).count();
        long removed = difference.lines().filter(line -> line.startsWith("-")).count();
        return files.isEmpty() ? "first" : files + " (+" + added + " -" + removed + ")";
    }
}
