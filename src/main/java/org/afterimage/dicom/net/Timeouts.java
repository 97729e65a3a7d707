package org.afterimage.dicom.net;

import java.time.Duration;

/**
 * The deadlines of an association. No wait on the network is without one.
 *
 * @param connect for the TCP connection to be made
 * @param associate for the negotiation of the association and for its release: the ARTIM timer of PS3.8 9.1.5
 * @param idle for the next message to begin, and for the response to a request
 * @param message from one PDU to the next within a message
 * @param write for one PDU to be taken by the peer
 */
public record Timeouts(Duration connect, Duration associate, Duration idle, Duration message, Duration write) {

    private static final Duration LONGEST = Duration.ofDays(1);

    /**
     * Checks that each is longer than nothing and at most a day.
     *
     * @throws IllegalArgumentException with a sentence that says which is wrong
     */
    public Timeouts {
        require("connect", connect);
        require("associate", associate);
        require("idle", idle);
        require("message", message);
        require("write", write);
    }

    /**
     * Returns deadlines that suit a hospital network: 10 s to connect, 30 s to associate, 120 s idle, 60 s for the
     * others.
     */
    public static Timeouts defaults() {
        return new Timeouts(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(120),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60));
    }

    private static void require(String name, Duration value) {
        if (value.toMillis() < 1 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "The " + name + " time-out is " + value + "; it must be between a millisecond and a day.");
        }
    }
}
