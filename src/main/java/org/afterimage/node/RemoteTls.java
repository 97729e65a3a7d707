package org.afterimage.node;

import java.util.List;
import java.util.Objects;

/**
 * {@code tls} of a remote in {@code remotes.yaml}: associations to it go over TLS. Files are named relative to the folder of
 * remotes.yaml; the key and the trusted certificates are those of {@code dicom.tls} in node.yaml unless named here.
 *
 * @param enabled whether associations to it go over TLS; true unless set to false, for a remote that only calls over TLS
 * @param key private key that this node shows to the remote; empty for that of node.yaml
 * @param certificates certificates of that key; empty for PKCS#12
 * @param passwordFile file with the password of the key; empty for none
 * @param passwordVariable environment variable with the password of the key; empty for none
 * @param trust PEM files with the certificates of the authorities of this remote; empty for those of node.yaml
 * @param versions TLS versions, 1.2 and 1.3
 * @param checkHostName whether the remote's certificate must name its host
 * @param certificate the certificate that the remote must show, also when it calls this node
 */
public record RemoteTls(
        @Setting("whether associations to it go over TLS") Boolean enabled,

        @Setting("private key that this node shows to it; unless set that of node.yaml")
        String key,

        @Setting("certificates of that key") String certificates,
        @Setting("file with the password of the key") String passwordFile,

        @Setting("environment variable with the password of the key")
        String passwordVariable,

        @Setting("PEM files with the certificates of its authorities; unless set those of node.yaml")
        List<String> trust,

        @Setting("TLS versions that are spoken") List<String> versions,

        @Setting("whether its certificate must name its host")
        Boolean checkHostName,

        Certificate certificate) {
    /** No TLS. */
    static final RemoteTls NONE = new RemoteTls(false, null, null, null, null, null, null, null, null);

    /** Fills in defaults and refuses values that can't work. */
    public RemoteTls {
        enabled = Objects.requireNonNullElse(enabled, true);
        key = Objects.requireNonNullElse(key, "");
        certificates = Objects.requireNonNullElse(certificates, "");
        passwordFile = Objects.requireNonNullElse(passwordFile, "");
        passwordVariable = Objects.requireNonNullElse(passwordVariable, "");
        trust = List.copyOf(Objects.requireNonNullElse(trust, List.of()));
        versions = TlsFields.versions("tls", versions);
        checkHostName = Objects.requireNonNullElse(checkHostName, true);
        certificate = Objects.requireNonNullElseGet(certificate, () -> new Certificate(null, null, null, null));
        TlsFields.requireOnePassword("tls", passwordFile, passwordVariable);
        if (key.isEmpty() && !certificates.isEmpty()) {
            throw new IllegalArgumentException("tls names certificates without their key");
        }
    }

    /**
     * The certificate that a remote must show. With nothing set any trusted one will do.
     *
     * @param file PEM file whose first certificate it is; empty for none
     * @param sha256 its SHA-256 fingerprint; empty for none
     * @param subject its subject, such as {@code CN=ct1, O=Hospital}; empty for any
     * @param issuer its issuer; empty for any
     */
    public record Certificate(
            @Setting("PEM file with the certificate that it must show")
            String file,

            @Setting("SHA-256 fingerprint of the certificate that it must show")
            String sha256,

            @Setting("subject of the certificate that it must show")
            String subject,

            @Setting("issuer of the certificate that it must show")
            String issuer) {
        /** Refuses more than one way to say it. */
        public Certificate {
            file = Objects.requireNonNullElse(file, "");
            sha256 = Objects.requireNonNullElse(sha256, "");
            subject = Objects.requireNonNullElse(subject, "");
            issuer = Objects.requireNonNullElse(issuer, "");
            boolean named = !subject.isEmpty() || !issuer.isEmpty();
            int ways = (file.isEmpty() ? 0 : 1) + (sha256.isEmpty() ? 0 : 1) + (named ? 1 : 0);
            if (ways > 1) {
                throw new IllegalArgumentException(
                        "tls.certificate takes one of file, sha256, or the names subject and issuer");
            }
        }

        /** Whether a certain certificate is asked for. */
        public boolean isConfigured() {
            return !(file + sha256 + subject + issuer).isEmpty();
        }
    }
}
