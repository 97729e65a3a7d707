package org.afterimage.dicom.net;

import java.net.InetAddress;

/**
 * Hears of the associations of a listener (PS3.8 7.1 to 7.4), for the log and for metrics. Its methods are called by the association
 * threads and must not block.
 */
public interface AssociationObserver {

    /** Hears nothing. */
    AssociationObserver NONE = new AssociationObserver() {};

    /** An association was accepted. */
    default void opened(long associationId, String callingAeTitle, String calledAeTitle, InetAddress peer) {}

    /** An association was rejected; both AE titles are empty when it was rejected before its request was read. */
    default void rejected(
            long associationId, String callingAeTitle, String calledAeTitle, InetAddress peer, Rejection rejection) {}

    /**
     * A TLS handshake failed, so that no association was asked for (PS3.15 B.12).
     *
     * @param reason what the peer did, one sentence
     */
    default void handshakeFailed(long associationId, InetAddress peer, String reason) {}

    /**
     * A connection ended, accepted or not.
     *
     * @param reason how it ended, one sentence without patient data
     */
    default void closed(
            long associationId, String callingAeTitle, String calledAeTitle, InetAddress peer, String reason) {}
}
