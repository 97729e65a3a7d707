package org.afterimage.provenance.story;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * How a derived instance came to be. Nothing in it says who the patient is.
 *
 * @param sopInstanceUid of the derived instance
 * @param sopClassUid of the derived instance
 * @param seriesInstanceUid of the derived series
 * @param seriesNumber of the derived series
 * @param role what the series is among those made from its sources; null where that was not recorded yet
 * @param algorithm name and revision of the code around the network; null where that was not recorded yet
 * @param parameterDigest SHA-256 of the settings that the pixels depend on; null where that was not recorded yet
 * @param sha256 of its file
 * @param pixelSha256 digest of its stored values; null where that was not recorded yet
 * @param sourcePixelSha256 the same of the source whose place it has; null where that was not recorded yet
 * @param madeAt when
 * @param job what made it
 * @param model with what
 * @param sources from what
 * @param gates what the checks measured on the images of the job that concern it
 * @param deliveries where it was sent
 * @param reviews what a person decided on it
 * @param retraction that a person withdrew it afterwards; null where nobody did
 */
public record DerivedStory(
        String sopInstanceUid,
        String sopClassUid,
        String seriesInstanceUid,
        int seriesNumber,
        String role,
        String algorithm,
        String parameterDigest,
        String sha256,
        String pixelSha256,
        String sourcePixelSha256,
        OffsetDateTime madeAt,
        Job job,
        Model model,
        List<Source> sources,
        List<Gate> gates,
        List<Delivery> deliveries,
        List<Review> reviews,
        Retraction retraction) {
    /**
     * The job, with the node that worked on it where that was recorded; its engine is null before it had one, its configuration where
     * versions were not kept yet.
     */
    public record Job(
            long id,
            String node,
            String route,
            String destination,
            String engine,
            String state,
            String reason,
            OffsetDateTime createdAt,
            OffsetDateTime endedAt,
            Configuration configuration) {}

    /** The configuration under which its route decided: its number, SHA-256 over its files, and who brought it into force, how and when. */
    public record Configuration(
            long version, String node, String digest, String origin, String person, OffsetDateTime takenAt) {}

    /** The model version. */
    public record Model(String id, String version, String sha256, String title) {}

    /** A received instance, its digest over the data set as it came, and from where it came. */
    public record Source(
            String sopInstanceUid,
            String seriesInstanceUid,
            String sha256,
            String callingAeTitle,
            String calledAeTitle,
            String peer,
            OffsetDateTime receivedAt) {}

    /** What a gate measured. */
    public record Gate(String gate, double measured, String bound, String verdict, String sentence) {}

    /** An attempt to deliver it; status is null when there was no answer. */
    public record Delivery(
            long id, String destination, OffsetDateTime attemptedAt, Integer status, String outcome, String message) {}

    /** A person's decision. */
    public record Review(String decision, String person, String reason, OffsetDateTime decidedAt) {}

    /** That a person withdrew it, with the notes by which destinations were told; its selection says what else was meant. */
    public record Retraction(
            long id, String person, String reason, String selection, OffsetDateTime decidedAt, List<Note> notes) {}

    /** A rejection note that lists it, and the job that brings it to a destination. */
    public record Note(String sopInstanceUid, String destination, long jobId, String state, String stateReason) {}
}
