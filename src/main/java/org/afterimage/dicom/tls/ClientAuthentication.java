package org.afterimage.dicom.tls;

/** Whether a caller must show a certificate (PS3.15 B.12 leaves the choice to the site). */
public enum ClientAuthentication {
    /** A caller without a trusted certificate is refused in the handshake. */
    REQUIRED,
    /** A caller may show none; one that it shows must be trusted. */
    OPTIONAL,
    /** None is asked for. */
    NONE
}
