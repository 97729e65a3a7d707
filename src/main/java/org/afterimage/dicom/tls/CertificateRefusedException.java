package org.afterimage.dicom.tls;

import java.security.cert.CertificateException;

/**
 * A certificate of a peer that is not taken (PS3.15 B.12, RFC 5280 6). The message is a clause whose subject is the peer, without a full
 * stop, such as "shows a certificate that expired on 2026-01-31".
 */
public final class CertificateRefusedException extends CertificateException {
    private static final long serialVersionUID = 1L;

    CertificateRefusedException(String clause, Throwable cause) {
        super(clause, cause);
    }
}
