package org.afterimage.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Bounds of what is measured of each result against its source, whatever the task.
 *
 * @param bounds by the name of the measure; what a manifest does not bound is not asked
 */
public record ComparisonBounds(Map<String, Bound> bounds) {

    /** No measure is bounded. */
    public static final ComparisonBounds NONE = new ComparisonBounds(Map.of());

    /** How much the checking network doubts a result. */
    public static final String SUSPICION = "suspicion";

    /** The measures that there are. */
    public static final List<String> MEASURES = List.of(
            "histogramDrift",
            "lowestValue",
            "highestValue",
            "edgeCorrelation",
            "ringCorrelation",
            "shift",
            "lattice",
            "leastGrain",
            "mostGrain",
            "inventedSpot",
            "lostSpot",
            "inventedMass",
            "lostMass",
            "brightened",
            SUSPICION);

    /** Those of them that are suspect when they are small; the others are when they are large. */
    public static final Set<String> SUSPECT_BELOW =
            Set.of("lowestValue", "edgeCorrelation", "ringCorrelation", "leastGrain");

    private static final double LARGEST = 100_000;

    /**
     * The bounds of one measure; which side is suspect is the measure's own.
     *
     * @param warn beyond it the result is sent with a warning
     * @param hold beyond it the result waits for a person
     */
    public record Bound(double warn, double hold) {}

    public ComparisonBounds {
        bounds = Collections.unmodifiableMap(new LinkedHashMap<>(bounds));
    }

    /** Reads the section {@code comparison}, which may be absent. */
    static ComparisonBounds read(ManifestFields root) throws InvalidManifestException {
        if (!root.has("comparison")) {
            return NONE;
        }
        ManifestFields section = root.mapping("comparison");
        Map<String, Bound> bounds = new LinkedHashMap<>();
        for (String measure : MEASURES) {
            if (section.has(measure)) {
                bounds.put(measure, bound(section.mapping(measure), SUSPECT_BELOW.contains(measure)));
            }
        }
        section.end();
        return new ComparisonBounds(bounds);
    }

    /** A bound; what is held lies at least as far out as what is warned of. */
    private static Bound bound(ManifestFields fields, boolean below) throws InvalidManifestException {
        double warn = fields.number("warn", -LARGEST, LARGEST);
        double hold = fields.number("hold", below ? -LARGEST : warn, below ? warn : LARGEST);
        fields.end();
        return new Bound(warn, hold);
    }
}
