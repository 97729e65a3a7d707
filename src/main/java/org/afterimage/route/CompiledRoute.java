package org.afterimage.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.afterimage.route.RouteSettings.Route;

/**
 * A route that was found to be right.
 *
 * @param settings as they were written
 * @param clauses what it asks of a series
 * @param requirements what it asks of the study: clauses that one series must fulfil, by what people call it
 */
record CompiledRoute(Route settings, List<Clause> clauses, Map<String, List<Clause>> requirements) {
    CompiledRoute {
        clauses = List.copyOf(clauses);
    }

    /** What it decides on a series. */
    RouteTrace judge(Facts series) {
        return RouteTrace.of(
                settings.name(),
                clauses.stream().map(clause -> clause.judge(series)).toList());
    }

    /** What the study lacks, each in a sentence without a full stop. */
    List<String> missing(List<Facts> study) {
        List<String> missing = new ArrayList<>();
        requirements.forEach((name, asked) -> {
            List<ClauseTrace> against = new ArrayList<>();
            for (Facts series : study) {
                Optional<ClauseTrace> obstacle = asked.stream()
                        .map(clause -> clause.judge(series))
                        .filter(trace -> !trace.held())
                        .findFirst();
                if (obstacle.isEmpty()) {
                    return;
                }
                against.add(obstacle.get());
            }
            missing.add("the study has no " + name + " series ("
                    + WhenClause.oneLine(settings.requires().get(name)) + "): " + found(against));
        });
        return missing;
    }

    /** What the study has instead: every value once. */
    private static String found(List<ClauseTrace> against) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        against.forEach(trace -> trace.values().forEach((name, value) -> {
            List<String> known = values.computeIfAbsent(name, key -> new ArrayList<>());
            if (!known.contains(value)) {
                known.add(value);
            }
        }));
        List<String> words = new ArrayList<>();
        values.forEach((name, found) -> words.add(WhenClause.title(name) + " is " + String.join(" or ", found)));
        return words.isEmpty() ? "it has no series" : String.join(", ", words);
    }
}
