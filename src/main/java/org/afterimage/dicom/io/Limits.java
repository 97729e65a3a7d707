package org.afterimage.dicom.io;

/**
 * How much of an input is taken in before it is refused. Nothing is allocated for a length that is merely announced.
 *
 * @param maxElementLength bytes of the longest value held in memory
 * @param maxDepth how deep sequences may be nested
 * @param maxItems items and fragments in one data set, all sequences together
 * @param maxElements elements in one data set, all sequences together
 * @param maxHeldBytes bytes of all values held in memory, with an allowance for the objects that hold them
 * @param maxInflatedBytes bytes a deflated data set may inflate to
 * @param maxInflateRatio how many times its deflated length a data set may inflate to
 * @param bulkThreshold binary values longer than this many bytes stay in the file when one is read
 */
public record Limits(
        long maxElementLength,
        int maxDepth,
        int maxItems,
        int maxElements,
        long maxHeldBytes,
        long maxInflatedBytes,
        int maxInflateRatio,
        long bulkThreshold) {

    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;

    /** Limits that every clinical object meets: a deflated one may hold 256 MiB, one that is not is limited by the disk alone. */
    public static Limits defaults() {
        return new Limits(256 * MIB, 32, 200_000, 1_000_000, 256 * MIB, 256 * MIB, 500, 64 * KIB);
    }

    /** Limits of a command set, which comes before anything is known of the peer's good will (PS3.7 6.3.1). */
    public static Limits commandSet() {
        return new Limits(64 * KIB, 1, 1, 100, 128 * KIB, 0, 1, 64 * KIB);
    }

    /** The same limits with another {@link #maxElementLength}. */
    public Limits withMaxElementLength(long bytes) {
        return new Limits(
                bytes, maxDepth, maxItems, maxElements, maxHeldBytes, maxInflatedBytes, maxInflateRatio, bulkThreshold);
    }

    /** The same limits with another {@link #bulkThreshold}. */
    public Limits withBulkThreshold(long bytes) {
        return new Limits(
                maxElementLength,
                maxDepth,
                maxItems,
                maxElements,
                maxHeldBytes,
                maxInflatedBytes,
                maxInflateRatio,
                bytes);
    }
}
