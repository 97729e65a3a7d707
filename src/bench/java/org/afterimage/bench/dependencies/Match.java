package org.afterimage.bench.dependencies;

import java.util.List;
import java.util.Optional;

/**
 * An advisory that concerns a library that is shipped.
 *
 * @param advisory which
 * @param component the library
 * @param fixed the version in which it is fixed; empty where there is none
 * @param way by which the library came in
 */
record Match(Advisory advisory, Component component, Optional<String> fixed, List<String> way) {

    /** Whether nobody may ship it: known to be critical, and there is a version without it. */
    boolean isForbidden() {
        return advisory.severity() == Severity.CRITICAL && fixed.isPresent();
    }

    /** A line and what explains it. */
    String told() {
        return String.format(
                "%-8s  %s %s  fixed in %s%n          %s: %s%n          %s%n",
                advisory.severity(),
                component.name(),
                component.version(),
                fixed.orElse("no version"),
                advisory.id(),
                advisory.summary(),
                String.join(" > ", way));
    }
}
