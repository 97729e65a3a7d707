package org.afterimage.derive;

import java.util.List;

/**
 * One derived series.
 *
 * @param seriesInstanceUid the same whenever it is derived again
 * @param seriesNumber Series Number (0020,0011)
 * @param instances one for each source instance, in its order
 */
public record DerivedSeries(String seriesInstanceUid, int seriesNumber, List<DerivedInstance> instances) {

    public DerivedSeries {
        instances = List.copyOf(instances);
    }
}
