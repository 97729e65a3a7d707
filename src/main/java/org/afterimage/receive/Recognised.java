package org.afterimage.receive;

/**
 * What the index made of an instance.
 *
 * @param outcome whether it was known
 * @param file the name in the spool that its bytes have, or are to get
 */
record Recognised(InstanceIndex.Outcome outcome, String file) {
    /** Whether its bytes have to become a file. */
    boolean needsFile() {
        return outcome == InstanceIndex.Outcome.NEW || isRestored() || outcome == InstanceIndex.Outcome.REPLACED;
    }

    /** Whether the file existed before and was purged. */
    boolean isRestored() {
        return outcome == InstanceIndex.Outcome.RESTORED;
    }
}
