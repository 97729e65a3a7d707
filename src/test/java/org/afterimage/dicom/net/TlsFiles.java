package org.afterimage.dicom.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.afterimage.dicom.tls.KeyFiles;
import org.afterimage.dicom.tls.PasswordSource;
import org.afterimage.dicom.tls.TlsContext;
import org.afterimage.dicom.tls.TlsFilesException;
import org.afterimage.dicom.tls.TlsSettings;
import org.afterimage.dicom.tls.TlsVersion;
import org.afterimage.testing.TestAuthority;
import org.afterimage.testing.TestAuthority.Holder;
import org.afterimage.testing.TestAuthority.Wanted;

/** Keys and certificates in a folder: those of an authority, and of a node and a modality that it has certified. */
final class TlsFiles {
    static final Set<TlsVersion> ONLY_1_2 = Set.of(TlsVersion.TLS_1_2);
    static final Set<TlsVersion> ONLY_1_3 = Set.of(TlsVersion.TLS_1_3);

    private final Path folder;
    private final TestAuthority authority = TestAuthority.named("Hospital Authority");
    private final Path trust;

    TlsFiles(Path folder) {
        this.folder = folder;
        this.trust = authority.writeTo(folder.resolve("authority.pem"));
    }

    /** The authority's certificate as PEM. */
    Path trust() {
        return trust;
    }

    TestAuthority authority() {
        return authority;
    }

    /** Has a certificate issued and writes it under its name. */
    KeyFiles.PemKey issue(Wanted wanted) {
        return write(wanted.commonName(), authority.issue(wanted));
    }

    /** Writes a key and its certificate under a name. */
    KeyFiles.PemKey write(String name, Holder holder) {
        try {
            Path own = Files.createDirectories(folder.resolve(name));
            return new KeyFiles.PemKey(
                    holder.writeKey(own.resolve("key.pem")),
                    holder.writeCertificates(own.resolve("cert.pem")),
                    PasswordSource.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settings of one side that trusts the authority. */
    TlsSettings settings(KeyFiles own) {
        return TlsSettings.mutual(own, List.of(trust));
    }

    TlsContext server(KeyFiles own) throws TlsFilesException {
        return TlsContext.ofServer("The test's server", settings(own));
    }

    TlsContext client(KeyFiles own) throws TlsFilesException {
        return TlsContext.ofClient("The test's client", settings(own));
    }

    static TlsContext server(TlsSettings settings) throws TlsFilesException {
        return TlsContext.ofServer("The test's server", settings);
    }

    static TlsContext client(TlsSettings settings) throws TlsFilesException {
        return TlsContext.ofClient("The test's client", settings);
    }

    /** Reads the one certificate of a PEM file. */
    static X509Certificate certificate(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (IOException | CertificateException e) {
            throw new AssertionError(e);
        }
    }
}
