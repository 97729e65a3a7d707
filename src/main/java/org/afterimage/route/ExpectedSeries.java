package org.afterimage.route;

/**
 * What the source of a study says of one of its series.
 *
 * @param seriesInstanceUid which series
 * @param modality of it; empty when the source does not say
 * @param instances how many it has
 */
public record ExpectedSeries(String seriesInstanceUid, String modality, int instances) {}
