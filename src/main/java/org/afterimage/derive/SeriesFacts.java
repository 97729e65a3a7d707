package org.afterimage.derive;

import java.util.List;
import org.afterimage.synthesize.SourceSeries;

/**
 * What all objects of a derived series have in common.
 *
 * @param seriesInstanceUid its UID
 * @param number its Series Number
 * @param role what it is among the series made from its sources
 * @param sources the series that it was made from; the first is the one whose geometry is kept
 * @param words what this run in particular did and what a reader should know of it; ASCII sentences, perhaps none
 * @param verdict of the checks
 */
record SeriesFacts(
        String seriesInstanceUid,
        int number,
        SeriesRole role,
        List<SourceSeries> sources,
        List<String> words,
        String verdict) {}
