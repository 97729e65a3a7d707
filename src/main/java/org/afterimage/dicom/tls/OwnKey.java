package org.afterimage.dicom.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key with its certificates.
 *
 * @param key the private key
 * @param chain the certificate of the key first, then each one's issuer
 */
record OwnKey(PrivateKey key, List<X509Certificate> chain) {
    /** Says whose it is and not what it is. */
    @Override
    public String toString() {
        return CertificateText.of(chain.get(0));
    }
}
