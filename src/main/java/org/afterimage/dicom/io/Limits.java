package org.afterimage.dicom.io;

/**
 * How much of an input is taken in before it is refused. Nothing is allocated for a length that is merely announced:
 * values may say that they have 4 GB (PS3.5 7.1.1), and sequences nest without an end (PS3.5 7.5).
 *
 * @param maxElementLength bytes of the longest value held in memory
 * @param maxDepth how deep sequences may be nested
 * @param maxItems items and fragments in one data set, all sequences together
 * @param maxElements elements in one data set, all sequences together
 * @param maxHeldBytes bytes of all values held in memory, with an allowance for the objects that hold them
 * @param maxInflatedBytes bytes a deflated data set may inflate to
 * @param maxInflateRatio how many times its deflated length a data set may inflate to, once it has inflated to 32 MiB
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

    /** As much as is inflated in some ten seconds, so that one object cannot keep a processor busy for long. */
    private static final long MOST_INFLATED = 2048 * MIB;

    /**
     * Limits for the objects of hospitals. What one of them may hold in memory is 256 MiB or a quarter of the heap, if that is
     * less. Pixel data in a file is limited by the disk alone, unless it is deflated:
     * then by what it may inflate to.
     */
    public static Limits defaults() {
        long held = Math.min(256 * MIB, Runtime.getRuntime().maxMemory() / 4);
        return new Limits(held, 32, 200_000, 1_000_000, held, MOST_INFLATED, 500, 64 * KIB);
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
