package org.afterimage.notify;

import java.time.Duration;

/** How long the node waits before it tries a message again. */
final class Backoff {
    private static final int FIRST_SECONDS = 10;
    private static final int LONGEST_SECONDS = 600;
    private static final int DOUBLINGS = 10;

    private Backoff() {}

    /** After so many attempts, from 1. */
    static Duration after(int attempts) {
        int doublings = Math.min(Math.max(attempts - 1, 0), DOUBLINGS);
        return Duration.ofSeconds(Math.min(LONGEST_SECONDS, (long) FIRST_SECONDS << doublings));
    }
}
