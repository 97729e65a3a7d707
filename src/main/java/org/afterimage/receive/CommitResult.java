package org.afterimage.receive;

/** What became of an instance in its group. */
sealed interface CommitResult {
    /** The index has it. */
    record Indexed(InstanceIndex.Outcome outcome) implements CommitResult {}

    /** It has no row and will get none. */
    record Refused(Exception reason) implements CommitResult {}

    /** The connection broke during the commit, or nobody answered in time: whether there is a row is not known. */
    record Undecided(Exception reason) implements CommitResult {}
}
