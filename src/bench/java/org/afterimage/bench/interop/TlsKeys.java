package org.afterimage.bench.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.afterimage.dicom.net.Transport;
import org.afterimage.dicom.tls.KeyFiles;
import org.afterimage.dicom.tls.PasswordSource;
import org.afterimage.dicom.tls.TlsContext;
import org.afterimage.dicom.tls.TlsSettings;
import org.afterimage.dicom.tls.TlsVersion;
import org.afterimage.testing.TestAuthority;

/** A certificate for the node and one for its peer, both of one authority, as each of them wants its files. */
final class TlsKeys {
    private final Path authority;
    private final KeyFiles.PemKey node;
    private final KeyFiles.PemKey peer;

    TlsKeys(Path folder) throws IOException {
        TestAuthority issuer = TestAuthority.named("Interop Authority");
        this.authority = issuer.writeTo(folder.resolve("authority.pem"));
        this.node = issue(issuer, folder, "node");
        this.peer = issue(issuer, folder, "peer");
    }

    /** How the node listens: it asks callers for a certificate. */
    Transport server(TlsVersion version) throws IOException {
        return new Transport.Tls(TlsContext.ofServer("The interop node", settings(version)));
    }

    /** How the node calls. */
    Transport client(TlsVersion version) throws IOException {
        return new Transport.Tls(TlsContext.ofClient("The interop node", settings(version)));
    }

    /** The options of storescu and storescp. */
    List<Object> dcmtk() {
        return List.of("+tls", peer.key(), peer.certificates(), "+cf", authority, "-rc");
    }

    /** The settings of Orthanc. */
    Map<String, Object> orthanc() {
        return Map.of(
                "DicomTlsEnabled", true,
                "DicomTlsCertificate", peer.certificates().toString(),
                "DicomTlsPrivateKey", peer.key().toString(),
                "DicomTlsTrustedCertificates", authority.toString(),
                "DicomTlsRemoteCertificateRequired", true);
    }

    private TlsSettings settings(TlsVersion version) {
        return TlsSettings.mutual(node, List.of(authority)).withVersions(Set.of(version));
    }

    private static KeyFiles.PemKey issue(TestAuthority issuer, Path folder, String name) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        TestAuthority.Holder holder = issuer.issue(new TestAuthority.Wanted(name));
        return new KeyFiles.PemKey(
                holder.writeKey(own.resolve("key.pem")),
                holder.writeCertificates(own.resolve("cert.pem")),
                PasswordSource.NONE);
    }
}
