package org.afterimage.bench.dependencies;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.artifact.versioning.ComparableVersion;

/**
 * Versions of one package that an advisory is about, in Maven's order; npm's versions have the same order for all that is released.
 *
 * @param ecosystem such as Maven; without the release of a distribution after a colon
 * @param name of the package
 * @param versions that it names one by one
 * @param ranges each a list of events
 */
record Affected(String ecosystem, String name, Set<String> versions, List<List<Event>> ranges) {

    /** Where a range begins or ends, in the order that counts where several happen at one version. */
    enum Kind {
        /** No longer from this version on. */
        FIXED,
        /** From this version on. */
        INTRODUCED,
        /** Up to this version. */
        LAST_AFFECTED
    }

    /**
     * An event of a range.
     *
     * @param kind of it
     * @param version at which it happens
     */
    record Event(Kind kind, ComparableVersion version) {}

    static Affected of(JsonNode json) {
        Set<String> versions = new HashSet<>();
        json.path("versions").forEach(version -> versions.add(version.asText()));
        List<List<Event>> ranges = new ArrayList<>();
        for (JsonNode range : json.path("ranges")) {
            if (!range.path("type").asText().equals("GIT")) {
                ranges.add(events(range.path("events")));
            }
        }
        return new Affected(
                json.path("package").path("ecosystem").asText().replaceFirst(":.*", ""),
                json.path("package").path("name").asText(),
                Set.copyOf(versions),
                List.copyOf(ranges));
    }

    private static List<Event> events(JsonNode json) {
        List<Event> events = new ArrayList<>();
        for (JsonNode event : json) {
            event(event, "introduced", Kind.INTRODUCED).ifPresent(events::add);
            event(event, "fixed", Kind.FIXED).ifPresent(events::add);
            event(event, "last_affected", Kind.LAST_AFFECTED).ifPresent(events::add);
        }
        events.sort(Comparator.comparing(Event::version).thenComparing(Event::kind));
        return List.copyOf(events);
    }

    private static Optional<Event> event(JsonNode json, String field, Kind kind) {
        return json.hasNonNull(field)
                ? Optional.of(
                        new Event(kind, new ComparableVersion(json.path(field).asText())))
                : Optional.empty();
    }

    /** Whether a library is one of them. */
    boolean concerns(Component component) {
        return ecosystem.equals(component.ecosystem())
                && name.equals(component.name())
                && (versions.contains(component.version())
                        || ranges.stream().anyMatch(range -> holds(range, component.version())));
    }

    /** As the OSV schema evaluates a range: the last event at or before the version says. */
    private static boolean holds(List<Event> range, String version) {
        ComparableVersion asked = new ComparableVersion(version);
        boolean affected = false;
        for (Event event : range) {
            int order = asked.compareTo(event.version());
            switch (event.kind()) {
                case INTRODUCED -> affected = order >= 0 || affected;
                case FIXED -> affected = order < 0 && affected;
                case LAST_AFFECTED -> affected = order <= 0 && affected;
            }
        }
        return affected;
    }

    /** The first version after this one in which it is fixed; empty where there is none. */
    Optional<String> fixedAfter(String version) {
        ComparableVersion asked = new ComparableVersion(version);
        return ranges.stream()
                .flatMap(List::stream)
                .filter(event -> event.kind() == Kind.FIXED && event.version().compareTo(asked) > 0)
                .map(Event::version)
                .min(Comparator.naturalOrder())
                .map(ComparableVersion::toString);
    }
}
