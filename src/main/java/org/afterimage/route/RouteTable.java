package org.afterimage.route;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.afterimage.node.ConfigurationException;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.YamlFile;
import org.afterimage.node.YamlLines;
import org.afterimage.route.RouteSettings.Route;

/** The routes of a configuration, ready to be asked. */
public final class RouteTable {
    private final List<CompiledRoute> routes;
    private final ModelSwitches models;

    private RouteTable(List<CompiledRoute> routes, ModelSwitches models) {
        this.models = models;
        this.routes = routes;
    }

    /**
     * Reads {@code routes.yaml} and checks it against the dictionary, the remotes and the language of its expressions.
     *
     * @throws ConfigurationException with a line for each thing that can't work, which says where it stands; then no route is taken over
     */
    public static RouteTable read(NodeConfiguration configuration) {
        return read(configuration, configuration.folder().resolve("routes.yaml"));
    }

    /**
     * Reads the routes of a file that is not, or not yet, in the folder of the configuration.
     *
     * @throws ConfigurationException as {@link #read(NodeConfiguration)} does
     */
    public static RouteTable read(NodeConfiguration configuration, Path file) {
        RouteSettings settings = YamlFile.read(file, RouteSettings.class);
        List<Route> written = settings.routes();
        RouteCompiler compiler = new RouteCompiler(file, configuration, YamlLines.of(file));
        List<CompiledRoute> compiled = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            compiled.add(compiler.compile(i, written.get(i)));
        }
        if (!compiler.problems().isEmpty()) {
            throw new ConfigurationException(String.join("\n", compiler.problems()));
        }
        return new RouteTable(List.copyOf(compiled), settings.models());
    }

    /** The routes, in their order. */
    public List<Route> routes() {
        return routes.stream().map(CompiledRoute::settings).toList();
    }

    /** The models that a person has switched. */
    public ModelSwitches models() {
        return models;
    }

    /** Decides on a series. */
    public Decision decide(Candidate series) {
        Facts facts = new Facts(series);
        List<Route> taken = new ArrayList<>();
        List<RouteTrace> traces = new ArrayList<>();
        for (CompiledRoute route : routes) {
            RouteTrace trace = route.judge(facts);
            traces.add(trace);
            if (trace.taken()) {
                taken.add(route.settings());
            }
        }
        return new Decision(List.copyOf(taken), List.copyOf(traces));
    }

    /**
     * What a study lacks of what a route requires.
     *
     * @param route one of {@link #routes()}
     * @param study all its series
     * @return sentences without a full stop; none when it has all
     */
    public List<String> missing(Route route, List<Candidate> study) {
        Optional<CompiledRoute> compiled =
                routes.stream().filter(one -> one.settings().equals(route)).findFirst();
        List<Facts> facts = study.stream().map(Facts::new).toList();
        return compiled.map(one -> one.missing(facts)).orElse(List.of());
    }

    /**
     * What was decided on a series.
     *
     * @param routes those that it takes
     * @param traces what each route made of it, in their order
     */
    public record Decision(List<Route> routes, List<RouteTrace> traces) {
        /** Each route with what stood against it, in one sentence. */
        public String sentence() {
            return traces.isEmpty()
                    ? "no routes are configured"
                    : traces.stream()
                            .map(trace -> "route " + trace.route() + ": " + trace.sentence())
                            .collect(Collectors.joining("; "));
        }
    }
}
