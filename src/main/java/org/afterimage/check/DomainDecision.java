package org.afterimage.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;

/**
 * Which images a model may be used on. A series of radiographs often holds a frontal and a lateral view, a study several series.
 *
 * @param accepted the series with the instances inside the model's domain, in the order that the task's synthesis takes them; none when
 *     there is nothing to do
 * @param skipped the other instances' SOP Instance UIDs, each with its reasons
 */
public record DomainDecision(List<SourceSeries> accepted, Map<String, List<DomainViolation>> skipped) {

    public DomainDecision {
        accepted = List.copyOf(accepted);
        skipped = Map.copyOf(skipped);
    }

    /** A decision on one series: nothing is accepted when none of its instances is. */
    static DomainDecision ofOne(SourceSeries accepted, Map<String, List<DomainViolation>> skipped) {
        return new DomainDecision(accepted.instances().isEmpty() ? List.of() : List.of(accepted), skipped);
    }

    /** Nothing can be done with any of the series, for one reason that concerns all of them besides those of single instances. */
    static DomainDecision refused(
            List<SourceSeries> series, Map<String, List<DomainViolation>> skipped, DomainViolation reason) {
        Map<String, List<DomainViolation>> all = new LinkedHashMap<>(skipped);
        for (SourceSeries one : series) {
            for (SourceInstance instance : one.instances()) {
                all.putIfAbsent(instance.sopInstanceUid(), List.of(reason));
            }
        }
        // When every instance has reasons of its own, the first of them still tells what is wrong with all.
        boolean told = all.values().stream().anyMatch(reasons -> reasons.contains(reason));
        if (!told && !all.isEmpty()) {
            all.computeIfPresent(all.keySet().iterator().next(), (uid, reasons) -> List.of(reason));
        }
        return new DomainDecision(List.of(), all);
    }

    /** Whether there is anything to do. */
    public boolean acceptsAny() {
        return !accepted.isEmpty();
    }

    /** Every reason once, in no particular order of instances. */
    public List<DomainViolation> reasons() {
        return skipped.values().stream().flatMap(List::stream).distinct().toList();
    }
}
