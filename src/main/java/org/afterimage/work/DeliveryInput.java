package org.afterimage.work;

import java.nio.file.Path;
import java.util.List;

/**
 * What a lane needs to deliver a job, read in one transaction.
 *
 * @param jobId the job's number
 * @param attempts deliveries that failed before
 * @param toSend the derived instances that the destination has not stored yet
 * @param all how many derived instances there are
 */
record DeliveryInput(long jobId, int attempts, List<Instance> toSend, int all) {
    /** A derived instance on disk. */
    record Instance(long derivedInstanceId, Path file) {}
}
