package org.afterimage.work;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.afterimage.derive.SeriesNumbers;

/**
 * What a slot needs to work on a job, read in one transaction.
 *
 * @param jobId the job's number
 * @param attempt from 1
 * @param claim which of all that ever took it up this is: an older one has lost the job
 * @param createdAt when the route decided on the job
 * @param studyInstanceUid of the source
 * @param series the source series, in the order of the task
 * @param modelId the model package's id
 * @param modelVersion the model package's version
 * @param modelSha256 of the weights that the route chose
 * @param destination AE title
 * @param interruptions how often the node ended while it worked on the job
 * @param changeMap whether the route wants a series that shows what changed
 * @param engine on which the network runs in this attempt, as provenance records it
 * @param seriesNumbers the Series Number of each series of the study that has one, acquired or derived, by Series Instance UID
 */
public record JobInput(
        long jobId,
        int attempt,
        int claim,
        Instant createdAt,
        String studyInstanceUid,
        List<Series> series,
        String modelId,
        String modelVersion,
        String modelSha256,
        String destination,
        int interruptions,
        boolean changeMap,
        String engine,
        Map<String, Integer> seriesNumbers) {
    /** Which numbers a derived series must not take. */
    SeriesNumbers takenNumbers() {
        return (number, uid) -> seriesNumbers.entrySet().stream()
                .anyMatch(other -> other.getValue() == number && !other.getKey().equals(uid));
    }

    /** The stored source instances of all series. */
    List<Source> sources() {
        return series.stream().flatMap(one -> one.sources().stream()).toList();
    }

    /** A source series with its stored instances. */
    public record Series(String seriesInstanceUid, List<Source> sources) {}

    /** A stored source instance. */
    public record Source(long instanceId, String sopInstanceUid, Path file) {}
}
