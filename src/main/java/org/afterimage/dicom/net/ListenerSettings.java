package org.afterimage.dicom.net;

import java.net.InetAddress;
import java.util.List;

/**
 * How a listener listens.
 *
 * @param bindAddress the address to listen on
 * @param ports the ports, at least one; all share one policy and the places for associations
 * @param maxAssociations how many associations may be open at once; further ones are rejected as transient, local limit
 *     exceeded
 * @param maxAssociationsPerHost how many of them from one address, so that one host cannot take the places of all
 *     others
 * @param maxPduLength the longest P-DATA-TF that peers may send, in bytes, 4,096 to 16 MiB (PS3.8 D.1); each
 *     association buffers one
 * @param timeouts the deadlines
 */
public record ListenerSettings(
        InetAddress bindAddress,
        List<ListenerPort> ports,
        int maxAssociations,
        int maxAssociationsPerHost,
        int maxPduLength,
        Timeouts timeouts) {

    private static final int SMALLEST_MAX_PDU_LENGTH = 4096;
    private static final int LARGEST_MAX_PDU_LENGTH = 16 << 20;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException with a sentence that says which is wrong
     */
    public ListenerSettings {
        ports = List.copyOf(ports);
        if (ports.isEmpty()) {
            throw new IllegalArgumentException("At least one port must be listened on.");
        }
        if (maxAssociations < 1) {
            throw new IllegalArgumentException(
                    "At least one association must be allowed, not " + maxAssociations + ".");
        }
        if (maxAssociationsPerHost < 1) {
            throw new IllegalArgumentException(
                    "At least one association of a host must be allowed, not " + maxAssociationsPerHost + ".");
        }
        requireMaxPduLength(maxPduLength);
    }

    /** Refuses a maximum PDU length that peers cannot live with or that takes too much memory. */
    static void requireMaxPduLength(int maxPduLength) {
        if (maxPduLength < SMALLEST_MAX_PDU_LENGTH || maxPduLength > LARGEST_MAX_PDU_LENGTH) {
            throw new IllegalArgumentException("The maximum PDU length is " + maxPduLength + " bytes; it must be "
                    + SMALLEST_MAX_PDU_LENGTH + " to " + LARGEST_MAX_PDU_LENGTH + ".");
        }
    }

    /** Settings that let one host have three quarters of all associations. */
    public ListenerSettings(
            InetAddress bindAddress,
            List<ListenerPort> ports,
            int maxAssociations,
            int maxPduLength,
            Timeouts timeouts) {
        this(bindAddress, ports, maxAssociations, shareOfOneHost(maxAssociations), maxPduLength, timeouts);
    }

    /**
     * Listens on one plain port, and lets one host have three quarters of all associations.
     *
     * @param port TCP port, 0 for a free one
     */
    public ListenerSettings(
            InetAddress bindAddress, int port, int maxAssociations, int maxPduLength, Timeouts timeouts) {
        this(bindAddress, List.of(new ListenerPort(port, Transport.PLAIN)), maxAssociations, maxPduLength, timeouts);
    }

    /** Returns how many associations one host may have unless something else is set: three quarters of all. */
    public static int shareOfOneHost(int maxAssociations) {
        return Math.max(1, maxAssociations * 3 / 4);
    }
}
