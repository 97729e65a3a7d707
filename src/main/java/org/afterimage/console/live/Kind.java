package org.afterimage.console.live;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can change on a page. Parts of pages name, in lower case, those of which they are made. */
public enum Kind {
    /** Images came, or a study was complete and routed. */
    ARRIVALS,
    /** A job began, went a step on, ended, or says something else of itself. */
    JOBS,
    /** An output waits for a person, or does so no more. */
    HELD,
    /** A destination took an instance, or did not. */
    DELIVERIES,
    /** A destination is down, or up again. */
    DESTINATIONS,
    /** A step of the first start was done. */
    START,
    /** Somebody called the DICOM port of this node. */
    CALLS,
    /** The configuration has a new version, or a route was paused or resumed. */
    CONFIGURATION,
    /** A node came or is gone. */
    NODES,
    /** Half a minute is over: what says how long ago something was, and how full a disk is, is old. */
    CLOCK;

    /** What is shown of a table whose rows provenance records. */
    static List<Kind> of(String relation) {
        return switch (relation) {
            case "study", "series", "instance", "other_content", "expected_count" -> List.of(ARRIVALS);
            case "route_decision", "study_route" -> List.of(ARRIVALS, JOBS);
            case "delivery_attempt" -> List.of(DELIVERIES, JOBS);
            case "review" -> List.of(HELD, JOBS);
            case "purge" -> List.of(ARRIVALS, JOBS, HELD);
            case "configuration_version", "route_switch" -> List.of(CONFIGURATION);
            case "audit_entry" -> List.of();
            // A job, its sources, steps, gates and what it made; and whatever will be recorded of it later.
            default -> List.of(JOBS);
        };
    }

    /** Their names as pages know them, separated by blanks. */
    static String names(Collection<Kind> kinds) {
        return kinds.stream().map(kind -> kind.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(" "));
    }

    /** All names as pages know them. */
    public static List<String> names() {
        return Arrays.stream(values())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
