package org.afterimage.work;

/** How long to wait before the next attempt: doubled each time, with a cap. */
final class RetryDelay {
    private RetryDelay() {}

    /**
     * Seconds to wait.
     *
     * @param attempt that failed, from 1
     * @param first wait after the first attempt
     * @param longest cap
     */
    static long seconds(int attempt, int first, int longest) {
        int doublings = Math.min(attempt - 1, 30);
        return Math.min((long) first << doublings, longest);
    }
}
