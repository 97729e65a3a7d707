package org.afterimage.check;

import java.util.List;
import java.util.Map;
import org.afterimage.synthesize.SourceSeries;

/**
 * Which instances of a series a model may be used on. A series of radiographs often holds a frontal and a lateral view.
 *
 * @param accepted the series with the instances inside the model's domain; without instances when none is
 * @param skipped the others' SOP Instance UIDs, each with its reasons
 */
public record DomainDecision(SourceSeries accepted, Map<String, List<DomainViolation>> skipped) {

    public DomainDecision {
        skipped = Map.copyOf(skipped);
    }

    /** Whether there is anything to do. */
    public boolean acceptsAny() {
        return !accepted.instances().isEmpty();
    }

    /** Every reason once, in no particular order of instances. */
    public List<DomainViolation> reasons() {
        return skipped.values().stream().flatMap(List::stream).distinct().toList();
    }
}
