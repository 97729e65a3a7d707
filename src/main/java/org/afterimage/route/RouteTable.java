package org.afterimage.route;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Dictionary;
import org.afterimage.node.ConfigurationException;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.YamlFile;

/** The routes of a configuration, ready to be asked. */
public final class RouteTable {
    private final List<CompiledRoute> routes;

    private RouteTable(List<CompiledRoute> routes) {
        this.routes = routes;
    }

    /**
     * Reads {@code routes.yaml} and checks it against the dictionary and the remotes.
     *
     * @throws ConfigurationException with one sentence if a route can't work
     */
    public static RouteTable read(NodeConfiguration configuration) {
        Path file = configuration.folder().resolve("routes.yaml");
        List<CompiledRoute> compiled = new ArrayList<>();
        for (RouteSettings.Route route :
                YamlFile.read(file, RouteSettings.class).routes()) {
            if (configuration.remote(route.destination()).isEmpty()) {
                throw new ConfigurationException(file + ": route " + route.name() + " sends to " + route.destination()
                        + ", which remotes.yaml does not list.");
            }
            compiled.add(CompiledRoute.of(file, route));
        }
        return new RouteTable(List.copyOf(compiled));
    }

    /** The routes, in their order. */
    public List<RouteSettings.Route> routes() {
        return routes.stream().map(CompiledRoute::settings).toList();
    }

    /**
     * Decides on a series.
     *
     * @param header of one of its instances
     */
    public Decision decide(DataSet header) {
        List<RouteSettings.Route> taken = new ArrayList<>();
        List<String> trace = new ArrayList<>();
        for (CompiledRoute route : routes) {
            Optional<String> obstacle = route.obstacle(header);
            if (obstacle.isEmpty()) {
                taken.add(route.settings());
            }
            trace.add("route " + route.settings().name() + ": " + obstacle.orElse("taken"));
        }
        return new Decision(
                List.copyOf(taken), trace.isEmpty() ? "no routes are configured" : String.join("; ", trace));
    }

    /**
     * What was decided on a series.
     *
     * @param routes those that it takes
     * @param trace each route with what stood against it, in words
     */
    public record Decision(List<RouteSettings.Route> routes, String trace) {}

    private record CompiledRoute(RouteSettings.Route settings, Map<Integer, Clause> clauses) {
        static CompiledRoute of(Path file, RouteSettings.Route route) {
            Map<Integer, Clause> clauses = new TreeMap<>(Integer::compareUnsigned);
            route.match().forEach((keyword, values) -> {
                int tag = Dictionary.tagOf(keyword)
                        .orElseThrow(() -> new ConfigurationException(file + ": route " + route.name() + " matches on "
                                + keyword + ", which is not a keyword of the DICOM dictionary."));
                clauses.put(tag, new Clause(keyword, List.copyOf(values)));
            });
            return new CompiledRoute(route, clauses);
        }

        Optional<String> obstacle(DataSet header) {
            return clauses.entrySet().stream()
                    .map(clause -> clause.getValue().obstacle(header.strings(clause.getKey())))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
    }

    private record Clause(String keyword, List<String> wanted) {
        Optional<String> obstacle(List<String> found) {
            if (found.stream().anyMatch(wanted::contains)) {
                return Optional.empty();
            }
            String is = found.isEmpty() ? "absent" : String.join("\\", found);
            return Optional.of(keyword + " is " + is + ", not " + String.join(" or ", wanted));
        }
    }
}
