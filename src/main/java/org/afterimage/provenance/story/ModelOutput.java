package org.afterimage.provenance.story;

import java.time.OffsetDateTime;

/**
 * One instance that a model version made.
 *
 * @param sopInstanceUid of the derived instance
 * @param seriesInstanceUid of the derived series
 * @param studyInstanceUid of both
 * @param modelSha256 of the weights: one version may have come with several
 * @param jobId what made it
 * @param state of the job
 * @param destination of the job
 * @param delivered whether a destination has stored it
 * @param retracted whether a person withdrew it
 * @param madeAt when
 */
public record ModelOutput(
        String sopInstanceUid,
        String seriesInstanceUid,
        String studyInstanceUid,
        String modelSha256,
        long jobId,
        String state,
        String destination,
        boolean delivered,
        boolean retracted,
        OffsetDateTime madeAt) {}
