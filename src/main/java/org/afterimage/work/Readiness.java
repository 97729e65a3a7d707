package org.afterimage.work;

import java.time.Instant;
import org.afterimage.route.Completeness;

/** Whether a route can go to work on a study. */
sealed interface Readiness {
    /** Nothing is waited for. */
    record Complete() implements Readiness {}

    /**
     * More is waited for.
     *
     * @param reason for what, without a full stop
     * @param until when it is looked at again
     */
    record Waits(String reason, Instant until) implements Readiness {}

    /**
     * More was waited for in vain.
     *
     * @param reason for what, without a full stop
     * @param action what is done now
     */
    record TimedOut(String reason, Completeness.AtCap action) implements Readiness {}
}
