package org.afterimage.deliver;

import org.afterimage.dicom.net.SopReference;

/**
 * An instance that a destination has stored.
 *
 * @param studyInstanceUid its study
 * @param seriesInstanceUid its series
 * @param reference its SOP class and instance
 */
public record SentInstance(String studyInstanceUid, String seriesInstanceUid, SopReference reference) {}
