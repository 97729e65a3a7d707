package org.afterimage.web;

import java.util.List;

/**
 * A series as {@code /api/studies/{uid}/series} lists it. What is not known is null.
 *
 * @param instances how many there are
 * @param purgedInstances how many of them have no file any more
 * @param job that made it; null for a received one, as are its state and model
 * @param model id and version
 * @param sources the series that it was made from
 */
public record ImageSeriesView(
        String seriesInstanceUid,
        Integer seriesNumber,
        String modality,
        String description,
        Origin origin,
        int instances,
        int purgedInstances,
        Long job,
        String jobState,
        String model,
        List<String> sources) {
    /** Where a series comes from. */
    public enum Origin {
        /** It was sent to this node. */
        RECEIVED,
        /** A model made it here. */
        DERIVED,
        /** It shows what a derived series adds to its source and takes away. */
        CHANGE_MAP
    }
}
