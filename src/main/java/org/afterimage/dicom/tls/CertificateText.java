package org.afterimage.dicom.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** How certificates are named in messages to administrators (PS3.15 B.12; names as RFC 2253 writes them). */
public final class CertificateText {
    private CertificateText() {}

    /** Returns subject, issuer and SHA-256 fingerprint. */
    public static String of(X509Certificate certificate) {
        return names(certificate) + " (SHA-256 " + fingerprint(certificate) + ")";
    }

    /** Returns the SHA-256 of the whole certificate as 64 hexadecimal digits in capitals. */
    public static String fingerprint(X509Certificate certificate) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().withUpperCase().formatHex(sha256.digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256 and encodes its certificates.", e);
        }
    }

    /** Returns subject and issuer. */
    static String names(X509Certificate certificate) {
        String subject = certificate.getSubjectX500Principal().getName();
        String issuer = certificate.getIssuerX500Principal().getName();
        return subject.equals(issuer) ? subject + ", self-signed" : subject + ", issued by " + issuer;
    }
}
