package org.afterimage.synthesize;

import java.util.List;
import java.util.function.Predicate;

/**
 * One received series.
 *
 * @param studyInstanceUid Study Instance UID (0020,000D)
 * @param seriesInstanceUid Series Instance UID (0020,000E)
 * @param instances its instances, sorted as the reader of the study would see them
 */
public record SourceSeries(String studyInstanceUid, String seriesInstanceUid, List<SourceInstance> instances) {

    public SourceSeries {
        instances = List.copyOf(instances);
    }

    /** This series with only some of its instances. */
    public SourceSeries only(Predicate<SourceInstance> wanted) {
        return new SourceSeries(
                studyInstanceUid,
                seriesInstanceUid,
                instances.stream().filter(wanted).toList());
    }
}
