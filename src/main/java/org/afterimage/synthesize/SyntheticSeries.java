package org.afterimage.synthesize;

import java.util.List;

/**
 * What was synthesised from one series.
 *
 * @param source the series
 * @param algorithm name and revision of the code around the network; results of two revisions may differ, so that it goes into UIDs
 * @param instances one for every instance of the source, in its order
 */
public record SyntheticSeries(SourceSeries source, String algorithm, List<SyntheticInstance> instances) {

    public SyntheticSeries {
        instances = List.copyOf(instances);
    }
}
