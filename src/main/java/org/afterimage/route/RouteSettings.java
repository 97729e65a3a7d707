package org.afterimage.route;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.afterimage.dicom.net.AeTitle;

/**
 * {@code routes.yaml}: which series go to which model, and where the result goes.
 *
 * @param routes in order; a series takes every route that it matches
 * @param models that a person has switched
 */
public record RouteSettings(List<Route> routes, ModelSwitches models) {
    /** Refuses a name that is used twice. */
    public RouteSettings {
        models = Objects.requireNonNullElseGet(models, () -> new ModelSwitches(null, null));
        routes = List.copyOf(Objects.requireNonNullElse(routes, List.of()));
        if (routes.stream().map(Route::name).distinct().count() != routes.size()) {
            throw new IllegalArgumentException("two routes have the same name");
        }
    }

    /**
     * One route.
     *
     * @param name for people and for the trace
     * @param match keyword of an attribute (Modality, BodyPartExamined ...) to the values of which one must be there; several keywords must
     *     all match
     * @param when expressions that must all hold, in the language that the README of {@code dicom-conf} describes
     * @param requires what the study must have before the route takes any of its series: an expression that one of them fulfils, by the name
     *     that people give it
     * @param complete when a study is complete for the route; when it is quiet unless set
     * @param model id of a model package, or id@version; without a version the newest is taken
     * @param destination AE title of a remote
     * @param priority how soon the work is done, normal unless set
     * @param changeMap whether a series goes with the result that shows what it adds to its source and takes away; true unless set
     * @param fourEyes whether the release of a held output needs two people; null where node.yaml says it
     */
    public record Route(
            String name,
            Map<String, List<String>> match,

            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            List<String> when,

            Map<String, String> requires,
            Completeness complete,
            String model,
            String destination,
            Priority priority,
            Boolean changeMap,
            Boolean fourEyes) {
        /** Refuses what is missing. */
        public Route {
            if (name == null || name.isBlank()) {
                throw new IllegalArgumentException("a route has no name");
            }
            if (model == null || model.isBlank()) {
                throw new IllegalArgumentException("route " + name + " names no model");
            }
            AeTitle.require(destination);
            match = inOrder(match);
            when = List.copyOf(Objects.requireNonNullElse(when, List.of()));
            requires = inOrder(requires);
            complete = Objects.requireNonNullElse(complete, Completeness.QUIET);
            priority = Objects.requireNonNullElse(priority, Priority.NORMAL);
            changeMap = Objects.requireNonNullElse(changeMap, Boolean.TRUE);
        }

        /** Whether a change map goes with the result. */
        public boolean withChangeMap() {
            return changeMap;
        }

        /** Whether the release of a held output needs two people; empty where node.yaml says it. */
        public Optional<Boolean> twoPeople() {
            return Optional.ofNullable(fourEyes);
        }

        /** How long a study is waited for at most; empty when nothing but quiet is waited for and no cap is set. */
        public Optional<Duration> cap() {
            return complete.cap(!requires.isEmpty());
        }

        /** Clauses are judged, and told, in the order in which they were written. */
        private static <T> Map<String, T> inOrder(Map<String, T> map) {
            return Collections.unmodifiableMap(new LinkedHashMap<>(Objects.requireNonNullElse(map, Map.of())));
        }
    }
}
