package org.afterimage.retract;

import java.time.Instant;
import java.util.List;

/**
 * A derived series that is withdrawn, or would be.
 *
 * @param seriesInstanceUid the derived series
 * @param studyInstanceUid its study
 * @param description its Series Description (0008,103E)
 * @param jobId the job that made it
 * @param state of that job
 * @param route that asked for it
 * @param model that made it, id@version
 * @param modelSha256 of the weights
 * @param instances how many it has
 * @param destinations AE titles of those that have stored one of them
 * @param madeAt when the first of them was made
 */
public record Output(
        String seriesInstanceUid,
        String studyInstanceUid,
        String description,
        long jobId,
        String state,
        String route,
        String model,
        String modelSha256,
        long instances,
        List<String> destinations,
        Instant madeAt) {}
