package org.afterimage.dicom.tls;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How one side speaks TLS (PS3.15 B.12).
 *
 * @param own the key and certificates that this side shows
 * @param trust PEM files with the certificates of the authorities, or of the peers themselves, that are trusted
 * @param versions the versions that are spoken, at least one
 * @param clientAuthentication whether a caller must show a certificate; means nothing to a client
 * @param checkHostName whether a server's certificate must name the host that was called (RFC 9325 6.1); means nothing to a server
 * @param required which certificate a server must show; means nothing to a server
 */
public record TlsSettings(
        KeyFiles own,
        List<Path> trust,
        Set<TlsVersion> versions,
        ClientAuthentication clientAuthentication,
        boolean checkHostName,
        RequiredCertificate required) {

    /** Both versions, as PS3.15 B.12 asks of a node that knows both. */
    public static final Set<TlsVersion> ALL_VERSIONS = Set.of(TlsVersion.values());

    /**
     * Checks that something is spoken.
     *
     * @throws IllegalArgumentException when there is no version
     */
    public TlsSettings {
        trust = List.copyOf(trust);
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("At least one TLS version is needed.");
        }
        versions = Set.copyOf(EnumSet.copyOf(versions));
    }

    /** Returns the settings of a side that asks for and shows certificates, checks host names and speaks both versions. */
    public static TlsSettings mutual(KeyFiles own, List<Path> trust) {
        return new TlsSettings(own, trust, ALL_VERSIONS, ClientAuthentication.REQUIRED, true, RequiredCertificate.ANY);
    }

    /** Returns these settings with other versions. */
    public TlsSettings withVersions(Set<TlsVersion> others) {
        return new TlsSettings(own, trust, others, clientAuthentication, checkHostName, required);
    }

    /** Returns these settings with another demand on callers. */
    public TlsSettings withClientAuthentication(ClientAuthentication other) {
        return new TlsSettings(own, trust, versions, other, checkHostName, required);
    }

    /** Returns these settings with another demand on the certificate of a server. */
    public TlsSettings withServerCertificate(boolean hostNameIsChecked, RequiredCertificate other) {
        return new TlsSettings(own, trust, versions, clientAuthentication, hostNameIsChecked, other);
    }

    /** Returns all files that these settings depend on. */
    List<Path> files() {
        List<Path> files = new ArrayList<>(own.files());
        files.addAll(trust);
        return files;
    }
}
