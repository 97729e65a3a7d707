package org.afterimage.dicom.net;

/**
 * A port of a listener. TLS and plain DICOM never share one (PS3.15 B.12); the registered ones are 2762 for DICOM over TLS, and 104 and
 * 11112 for plain DICOM (PS3.8 9.1.1).
 *
 * @param port TCP port, 0 for a free one
 * @param transport plain or TLS
 */
public record ListenerPort(int port, Transport transport) {

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    public ListenerPort {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("The port is " + port + "; it must be 0 to 65535.");
        }
    }
}
