package org.afterimage.dicom.net;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * A moment by which something must have happened.
 *
 * @param nanoTime the moment on the clock of {@link System#nanoTime}
 * @param length how long it was away when it was set
 */
record Deadline(long nanoTime, Duration length) {

    /** Returns the deadline that is this long from now. */
    static Deadline in(Duration length) {
        return new Deadline(System.nanoTime() + length.toNanos(), length);
    }

    /** Returns how many milliseconds are left, rounded up; 0 when it has passed. */
    int remainingMillis() {
        long left = nanoTime - System.nanoTime();
        return left <= 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, left / 1_000_000 + 1);
    }

    /** Returns its length as {@code 30 s} or {@code 0.25 s}. */
    String seconds() {
        return BigDecimal.valueOf(length.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }
}
