package org.afterimage.route;

import java.util.List;

/**
 * What one route decided on one series.
 *
 * @param route its name
 * @param taken whether every clause holds
 * @param clauses all of them, in the order of the file
 */
public record RouteTrace(String route, boolean taken, List<ClauseTrace> clauses) {
    /** A trace of a route. */
    static RouteTrace of(String route, List<ClauseTrace> clauses) {
        return new RouteTrace(route, clauses.stream().allMatch(ClauseTrace::held), List.copyOf(clauses));
    }

    /** {@code taken}, or what stands first against it. */
    public String sentence() {
        return clauses.stream()
                .filter(clause -> !clause.held())
                .findFirst()
                .map(ClauseTrace::sentence)
                .orElse("taken");
    }
}
