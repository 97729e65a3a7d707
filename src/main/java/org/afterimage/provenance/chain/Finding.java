package org.afterimage.provenance.chain;

/**
 * Something that is not as it was recorded.
 *
 * @param kind what was found
 * @param subject what it concerns, such as {@code gate_result 12} or a file
 * @param sentence the same with all that is known, in words
 */
public record Finding(Kind kind, String subject, String sentence) {
    /** What was found. */
    public enum Kind {
        /** An event's bytes do not give its hash. */
        EVENT_CHANGED,
        /** An event's place in the chain is empty. */
        EVENT_MISSING,
        /** A checkpoint is gone, is not signed by a known key, or says something else than the chain. */
        CHECKPOINT,
        /** A row is not what the chain says. */
        ROW_CHANGED,
        /** A row that the chain has is gone. */
        ROW_REMOVED,
        /** A row that the chain has not. */
        ROW_ADDED,
        /** A file is not what was written. */
        FILE_CHANGED,
        /** A file is gone. */
        FILE_MISSING,
        /** A file that a purge removed is there. */
        FILE_LEFT
    }
}
