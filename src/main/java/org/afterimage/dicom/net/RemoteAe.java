package org.afterimage.dicom.net;

/**
 * A remote application entity: who it is and where it listens.
 *
 * @param aeTitle its AE title, 1 to 16 characters (PS3.5 6.2, VR AE)
 * @param host host name or address
 * @param port TCP port, 1 to 65535
 * @param transport whether connections to it are plain or secured
 */
public record RemoteAe(String aeTitle, String host, int port, Transport transport) {

    /**
     * Checks the three parts.
     *
     * @throws IllegalArgumentException with a sentence that says which part is wrong
     */
    public RemoteAe {
        aeTitle = AeTitle.require(aeTitle);
        if (host.isBlank()) {
            throw new IllegalArgumentException("The host of " + aeTitle + " is empty.");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("The port of " + aeTitle + " is " + port + "; it must be 1 to 65535.");
        }
    }

    /** A remote application entity that is called over plain TCP. */
    public RemoteAe(String aeTitle, String host, int port) {
        this(aeTitle, host, port, Transport.PLAIN);
    }

    /** Returns {@code AETITLE at host:port}, as it stands in messages to administrators. */
    @Override
    public String toString() {
        return aeTitle + " at " + host + ":" + port;
    }
}
