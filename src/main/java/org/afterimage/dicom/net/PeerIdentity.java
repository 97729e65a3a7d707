package org.afterimage.dicom.net;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What is known of a peer before it says anything (PS3.8 9.1.1, PS3.15 B.12).
 *
 * @param address where it calls from
 * @param certificates the certificate that it has proved to own in the TLS handshake, then those of its issuers as it
 *     sent them; empty over plain TCP and when it showed none
 */
public record PeerIdentity(InetAddress address, List<X509Certificate> certificates) {

    /** Takes a copy of the list. */
    public PeerIdentity {
        certificates = List.copyOf(certificates);
    }
}
