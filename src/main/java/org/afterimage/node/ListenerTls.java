package org.afterimage.node;

import java.util.List;
import java.util.Objects;

/**
 * {@code dicom.tls} of {@code node.yaml}: the port on which this node takes associations over TLS. Files are named relative to the
 * folder of node.yaml.
 *
 * @param port TCP port, 2762 unless set
 * @param only whether the plain port stays closed
 * @param key private key as PEM (PKCS#8), or a PKCS#12 file that holds the certificates, too; empty when there is no TLS
 * @param certificates this node's certificate as PEM, followed by those that lead to its authority; empty for PKCS#12
 * @param passwordFile file with the password of the key; empty for none
 * @param passwordVariable environment variable with the password of the key; empty for none
 * @param trust PEM files with the certificates of the authorities whose callers are taken
 * @param clientAuthentication whether callers must show a certificate: required, optional or none
 * @param versions TLS versions, 1.2 and 1.3
 */
public record ListenerTls(
        @Setting("TCP port for associations over TLS; 0 takes a free one")
        Integer port,

        @Setting("whether the plain port stays closed") Boolean only,

        @Setting(
                value = "private key of this node, PEM (PKCS#8) or PKCS#12; without one there is no TLS port",
                live = true)
        String key,

        @Setting(value = "certificates of this node, PEM; its own first", live = true)
        String certificates,

        @Setting(value = "file with the password of the key", live = true)
        String passwordFile,

        @Setting(value = "environment variable with the password of the key", live = true)
        String passwordVariable,

        @Setting(value = "PEM files with the certificates of trusted authorities", live = true)
        List<String> trust,

        @Setting(value = "whether callers show a certificate: `required`, `optional` or `none`", live = true)
        String clientAuthentication,

        @Setting(value = "TLS versions that are spoken", live = true)
        List<String> versions) {
    private static final int DICOM_TLS_PORT = 2762;

    /** Fills in defaults and refuses values that can't work. */
    public ListenerTls {
        port = NodeSettings.inRange("dicom.tls.port", Objects.requireNonNullElse(port, DICOM_TLS_PORT), 0, 65535);
        only = Objects.requireNonNullElse(only, false);
        key = Objects.requireNonNullElse(key, "");
        certificates = Objects.requireNonNullElse(certificates, "");
        passwordFile = Objects.requireNonNullElse(passwordFile, "");
        passwordVariable = Objects.requireNonNullElse(passwordVariable, "");
        trust = List.copyOf(Objects.requireNonNullElse(trust, List.of()));
        clientAuthentication = Objects.requireNonNullElse(clientAuthentication, "required");
        versions = TlsFields.versions("dicom.tls", versions);
        TlsFields.clientAuthentication(clientAuthentication);
        boolean nothingElse = certificates.isEmpty() && trust.isEmpty() && !only;
        if (key.isEmpty() && !nothingElse) {
            throw new IllegalArgumentException("dicom.tls has no key; a port that takes TLS needs one");
        }
        TlsFields.requireOnePassword("dicom.tls", passwordFile, passwordVariable);
    }

    /** Whether there is a TLS port at all. */
    public boolean isConfigured() {
        return !key.isEmpty();
    }
}
