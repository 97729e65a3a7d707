package org.afterimage.route;

import java.util.Map;

/**
 * What one clause of a route made of a series.
 *
 * @param clause as {@code routes.yaml} has it
 * @param result whether it held
 * @param sentence why it did not, without a full stop, for an administrator; how it did when it held
 * @param values what it looked at, in the order of the clause; a value that is not there is {@code absent} or {@code not known}
 */
public record ClauseTrace(String clause, Result result, String sentence, Map<String, String> values) {
    /** How a clause came out. */
    public enum Result {
        /** It holds. */
        HELD,
        /** It does not hold. */
        FAILED,
        /** Something that it needs is not there, so that it can't be told; the series is not taken. */
        UNDECIDED
    }

    /** Whether it holds. */
    public boolean held() {
        return result == Result.HELD;
    }
}
