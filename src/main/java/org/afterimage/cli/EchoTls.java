package org.afterimage.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.afterimage.dicom.net.Transport;
import org.afterimage.dicom.tls.ClientAuthentication;
import org.afterimage.dicom.tls.KeyFiles;
import org.afterimage.dicom.tls.PasswordSource;
import org.afterimage.dicom.tls.RequiredCertificate;
import org.afterimage.dicom.tls.TlsContext;
import org.afterimage.dicom.tls.TlsFilesException;
import org.afterimage.dicom.tls.TlsSettings;
import org.afterimage.dicom.tls.TlsVersion;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of a connection over TLS (PS3.15 B.12). */
final class EchoTls {
    @Option(names = "--tls", description = "Call over TLS. Needs --tls-trust.")
    private boolean tls;

    @Option(
            names = "--tls-trust",
            paramLabel = "FILE",
            description = "PEM file with certificates that are trusted; may be given again.")
    private List<Path> trust = new ArrayList<>();

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "Private key to show oneself with: PEM (PKCS#8), or PKCS#12 with its certificates.")
    private Path key;

    @Option(
            names = "--tls-certificates",
            paramLabel = "FILE",
            description = "PEM file with the certificates of the key.")
    private Path certificates;

    @Option(
            names = "--tls-password-file",
            paramLabel = "FILE",
            description = "File whose first line is the password of the key.")
    private Path passwordFile;

    @Option(
            names = "--tls-password-variable",
            paramLabel = "NAME",
            description = "Environment variable that holds the password of the key.")
    private String passwordVariable;

    @Option(
            names = "--tls-version",
            paramLabel = "1.2|1.3",
            description = "Offer only this version; may be given again (default: both).")
    private List<String> versions = new ArrayList<>();

    @Option(
            names = "--tls-any-host-name",
            description = "Take a certificate that does not name the host; name it by --tls-sha256 then.")
    private boolean anyHostName;

    @Option(
            names = "--tls-sha256",
            paramLabel = "DIGITS",
            description = "SHA-256 fingerprint of the certificate that the remote must show.")
    private String sha256;

    /**
     * Makes the transport that the options describe.
     *
     * @throws ParameterException when they contradict one another
     * @throws TlsFilesException when a file can't be used
     */
    Transport transport(CommandSpec spec) throws TlsFilesException {
        boolean anyOther = key != null || !trust.isEmpty() || sha256 != null || !versions.isEmpty() || anyHostName;
        if (!tls && anyOther) {
            throw new ParameterException(spec.commandLine(), "the options --tls-... need --tls");
        }
        return tls ? new Transport.Tls(TlsContext.ofClient("--tls", settings(spec))) : Transport.PLAIN;
    }

    private TlsSettings settings(CommandSpec spec) {
        try {
            RequiredCertificate required =
                    sha256 == null ? RequiredCertificate.ANY : new RequiredCertificate.Fingerprint(sha256);
            return new TlsSettings(ownKey(), trust, versions(), ClientAuthentication.REQUIRED, !anyHostName, required);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Set<TlsVersion> versions() {
        Set<TlsVersion> chosen =
                versions.stream().map(TlsVersion::of).flatMap(Optional::stream).collect(Collectors.toSet());
        if (chosen.size() < Set.copyOf(versions).size()) {
            throw new IllegalArgumentException("--tls-version takes 1.2 or 1.3");
        }
        return chosen.isEmpty() ? TlsSettings.ALL_VERSIONS : chosen;
    }

    private KeyFiles ownKey() {
        PasswordSource password = PasswordSource.NONE;
        if (passwordFile != null) {
            password = new PasswordSource.PasswordFile(passwordFile);
        } else if (passwordVariable != null) {
            password = new PasswordSource.PasswordVariable(passwordVariable);
        }
        if (key == null) {
            return KeyFiles.NONE;
        }
        return certificates == null
                ? new KeyFiles.Pkcs12Key(key, password)
                : new KeyFiles.PemKey(key, certificates, password);
    }
}
