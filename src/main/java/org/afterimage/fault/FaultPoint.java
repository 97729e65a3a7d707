package org.afterimage.fault;

import java.util.Arrays;
import java.util.Optional;

/**
 * A place in the way of a study where a crash would be the most awkward. The system property {@code afterimage.fault}, or the environment
 * variable {@code AFTERIMAGE_FAULT}, names one, and the process then kills itself with SIGKILL when it gets there: {@code IN_SYNTHESIS}, or
 * {@code IN_SYNTHESIS:3} for the third time. Without them a point costs one comparison.
 */
public enum FaultPoint {
    /** An instance came in whole and is not durable. */
    RECEIVED_BEFORE_DURABLE,
    /** An instance is durable, and its sender has no answer. */
    DURABLE_BEFORE_ANSWER,
    /** Rows of received instances are written and not committed. */
    FILED_BEFORE_COMMIT,
    /** The jobs of a study are made and queued, and not committed. */
    ROUTED_BEFORE_COMMIT,
    /** The network runs. */
    IN_SYNTHESIS,
    /** Derived files are on disk, and the database does not know of them. */
    DERIVED_BEFORE_COMMIT,
    /** A destination has stored an instance, which is not recorded. */
    STORED_BEFORE_COMMIT,
    /** A destination's answer for an instance is recorded, and others are still to go. */
    BETWEEN_INSTANCES,
    /** A destination has all instances, and the job does not say so. */
    DELIVERED_BEFORE_COMMIT,
    /** The job is recorded as sent, and the destination was not asked to confirm it. */
    SENT_BEFORE_CONFIRMATION,
    /** The destination has confirmed, and that is not recorded. */
    CONFIRMED_BEFORE_COMMIT,
    /** Rows are marked as purged and not committed; their files are there. */
    PURGE_BEFORE_COMMIT,
    /** A purge is committed, and some of its files are gone. */
    IN_PURGE,
    /** The files of a purge are gone, and that is not recorded. */
    PURGED_BEFORE_COMMIT;

    /** Whether it lies on the way out of what was kept, which no study passes before its time. */
    public boolean isOfPurge() {
        return this == PURGE_BEFORE_COMMIT || this == IN_PURGE || this == PURGED_BEFORE_COMMIT;
    }

    /** The system property that names a point. */
    public static final String PROPERTY = "afterimage.fault";

    private static final Optional<ArmedFault> ARMED = ArmedFault.of(Optional.ofNullable(System.getProperty(PROPERTY))
            .or(() -> Optional.ofNullable(System.getenv("AFTERIMAGE_FAULT"))));

    /**
     * Which point is armed, for the log of a start.
     *
     * @throws IllegalArgumentException with one sentence if what is named is no point
     */
    public static Optional<String> armed() {
        return ARMED.map(ArmedFault::name);
    }

    /** The work gets here; does not return when this is where the process ends. */
    public void reach() {
        if (ARMED.isPresent()) {
            ARMED.get().pass(this);
        }
    }

    static FaultPoint named(String name) {
        return Arrays.stream(values())
                .filter(point -> point.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        name + " is not a fault point; there are " + Arrays.toString(values()) + "."));
    }
}
