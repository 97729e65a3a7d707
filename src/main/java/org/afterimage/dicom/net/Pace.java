package org.afterimage.dicom.net;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How fast a peer sends a message (PS3.7 6.3.1). A deadline for each PDU alone would let a peer hold an association for
 * days with a few bytes a minute; this one grows only with the bytes that came. Only the time is counted in which this
 * side waits for the peer, so that a slow disk here is not held against it.
 */
final class Pace {

    /** The slowest that a peer may send, in bytes a second: less than the slowest modem. */
    static final int SLOWEST = 1024;

    private static final long NANOS_A_BYTE = TimeUnit.SECONDS.toNanos(1) / SLOWEST;

    private final Duration grace;
    private long allowedNanos;
    private long waitedNanos;

    /**
     * Begins a message.
     *
     * @param grace how long a peer may take beyond what its bytes allow
     */
    Pace(Duration grace) {
        this.grace = grace;
        this.allowedNanos = grace.toNanos();
    }

    /** Counts bytes that came. */
    void arrived(int count) {
        allowedNanos += count * NANOS_A_BYTE;
    }

    /** Counts how long this side waited for them. */
    void waited(long nanos) {
        waitedNanos += nanos;
    }

    /** Returns how long the peer may still be waited for, not longer than the grace; nothing when it is too slow. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, Math.min(grace.toNanos(), allowedNanos - waitedNanos)));
    }
}
