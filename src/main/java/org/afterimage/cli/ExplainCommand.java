package org.afterimage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.route.RouteTable;
import org.afterimage.route.Sender;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.work.ExplainedSeries;
import org.afterimage.work.RouteExplainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what the routes make of files, without a running node. */
@Command(
        name = "explain",
        description = {
            "Says what the routes and models make of a DICOM file or a folder of them, and why: one line a series and route. Nothing is"
                    + " sent, stored or synthesised, and no node has to run.",
            "Ends with 0 when all files could be read, with 1 when one could not."
        },
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    @Parameters(paramLabel = "INPUT", description = "A DICOM file, or a folder that is searched for them.")
    private Path input;

    @Mixin
    private ConfigurationOption conf;

    @Option(names = "--route", paramLabel = "NAME", description = "This route alone.")
    private String route;

    @Option(
            names = "--calling",
            paramLabel = "AET",
            description = "As if that AE title had sent the files; unless set, rules that ask for it do not take them.")
    private String calling;

    @Option(names = "--called", paramLabel = "AET", description = "As if that AE title of the node had been called.")
    private String called;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "As if they had come from that address.")
    private String host;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "As if it were decided then, such as 2026-01-31T22:30 (default: now).")
    private String at;

    @Option(names = "--verbose", description = "Print every clause of every route with what it looked at.")
    private boolean verbose;

    @Option(names = "--json", description = "Print one line of JSON a series and route instead, with all clauses.")
    private boolean json;

    @Mixin
    private NodeOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        NodeConfiguration configuration = NodeConfiguration.read(conf.folder());
        RouteTable routes = RouteTable.read(configuration);
        requireRoute(routes);
        SeriesFiles files = SeriesFiles.find(input);
        Sender sender =
                new Sender(Optional.ofNullable(calling), Optional.ofNullable(called), Optional.ofNullable(host));
        ZonedDateTime time = time();
        List<ExplainedSeries> series = files.series().stream()
                .map((SourceSeries one) -> new ExplainedSeries(one, sender, time))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        ExplanationReport report = new ExplanationReport(out, verbose, json);
        new RouteExplainer(routes, ModelCatalogue.load(options.models()))
                .explain(series).stream()
                        .filter(one -> route == null || one.route().equals(route))
                        .forEach(report::print);
        files.unreadable().forEach(file -> report.unreadable(file.file(), file.reason()));
        out.flush();
        return files.unreadable().isEmpty() ? 0 : 1;
    }

    private void requireRoute(RouteTable routes) {
        if (route != null
                && routes.routes().stream().noneMatch(one -> one.name().equals(route))) {
            throw new ParameterException(spec.commandLine(), "There is no route " + route + " in routes.yaml.");
        }
    }

    private ZonedDateTime time() {
        if (at == null) {
            return ZonedDateTime.now(ZoneId.systemDefault());
        }
        try {
            return LocalDateTime.parse(at).atZone(ZoneId.systemDefault());
        } catch (DateTimeException e) {
            throw new ParameterException(
                    spec.commandLine(), "--at is '" + at + "' and must be a local time such as 2026-01-31T22:30.", e);
        }
    }
}
