package org.afterimage.route;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.afterimage.dicom.data.Dictionary;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.YamlLines;
import org.afterimage.route.RouteSettings.Route;

/** Checks the routes of a file against the dictionary, the remotes and the language, and collects all that is wrong with them. */
final class RouteCompiler {
    private final Path file;
    private final NodeConfiguration configuration;
    private final YamlLines lines;
    private final List<String> problems = new ArrayList<>();

    RouteCompiler(Path file, NodeConfiguration configuration, YamlLines lines) {
        this.file = file;
        this.configuration = configuration;
        this.lines = lines;
    }

    /** Sentences, each with the line that it is about. */
    List<String> problems() {
        return problems;
    }

    /**
     * The route, as far as it is right.
     *
     * @param number of the route in the file, from 0
     */
    CompiledRoute compile(int number, Route route) {
        if (configuration.remote(route.destination()).isEmpty()) {
            wrong(
                    lines.of("routes", number, "destination"),
                    route,
                    "sends to " + route.destination() + ", which remotes.yaml does not list.");
        }
        route.complete()
                .source()
                .filter(source -> configuration.remote(source).isEmpty())
                .ifPresent(source -> wrong(
                        lines.of("routes", number, "complete", "expectedFrom"),
                        route,
                        "asks " + source + " for its counts, which remotes.yaml does not list."));
        route.complete()
                .source()
                .filter(source -> configuration
                        .remote(source)
                        .filter(remote -> !remote.hasDicomPort())
                        .isPresent())
                .ifPresent(source -> wrong(
                        lines.of("routes", number, "complete", "expectedFrom"),
                        route,
                        "asks " + source + " for its counts by C-FIND, and remotes.yaml gives it no host and port."));
        List<Clause> clauses = new ArrayList<>();
        route.match()
                .forEach((keyword, values) ->
                        match(number, route, keyword, values).ifPresent(clauses::add));
        for (int i = 0; i < route.when().size(); i++) {
            clauses.addAll(when(route, route.when().get(i), lines.of("routes", number, "when", i)));
        }
        Map<String, List<Clause>> requirements = new LinkedHashMap<>();
        route.requires()
                .forEach((name, text) ->
                        requirements.put(name, when(route, text, lines.of("routes", number, "requires", name))));
        return new CompiledRoute(route, clauses, requirements);
    }

    private Optional<Clause> match(int number, Route route, String keyword, List<String> values) {
        int line = lines.of("routes", number, "match", keyword);
        Optional<Integer> tag = Dictionary.tagOf(keyword);
        if (tag.isEmpty()) {
            String meant = Spelling.nearest(keyword)
                    .map(near -> "; is " + near + " meant?")
                    .orElse(".");
            wrong(line, route, "matches on " + keyword + ", which is not a keyword of the DICOM dictionary" + meant);
            return Optional.empty();
        }
        if (values == null || values.isEmpty()) {
            wrong(line, route, "matches on " + keyword + " and gives no value.");
            return Optional.empty();
        }
        return Optional.of(new MatchClause(keyword, tag.get(), List.copyOf(values)));
    }

    private List<Clause> when(Route route, String text, int line) {
        if (text == null || text.isBlank()) {
            wrong(line, route, "has an empty expression; one that begins with ! must stand in quotes.");
            return List.of();
        }
        try {
            return WhenClause.of(text);
        } catch (ExpressionException e) {
            String end = e.getMessage().endsWith("?") ? "" : ".";
            wrong(line + e.line() - 1, route, "asks for '" + WhenClause.oneLine(text) + "': " + e.getMessage() + end);
            return List.of();
        }
    }

    private void wrong(int line, Route route, String sentence) {
        problems.add(file + " line " + line + ": route " + route.name() + " " + sentence);
    }
}
