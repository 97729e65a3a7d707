package org.afterimage.conformance;

import java.util.Optional;
import org.afterimage.dicom.tls.TlsContext;
import org.afterimage.node.ListenerTls;
import org.afterimage.node.NodeSettings;
import org.afterimage.node.OidcSettings;

/** Who may connect, and how the transport is protected. */
final class SecurityChapter implements Section {
    private final StatementSource source;

    SecurityChapter(StatementSource source) {
        this.source = source;
    }

    @Override
    public void write(Markdown out) {
        boolean anyone = source.node().dicom().callers() == NodeSettings.Callers.ANY;
        out.chapter("Security");
        out.section("Association level");
        out.paragraph("The called AE title must be one of the node's. "
                + (anyone
                        ? "Any calling AE title is accepted now, which the node allows on a loopback address alone."
                        : "The calling AE title must be a remote, and call from that remote's host."));
        out.paragraph("User identity (PS3.7 D.3.3.7) is not asked for; one that a peer sends is ignored and not kept.");
        people(out);
        out.section("Transport level");
        transport(out);
        out.section("Application level");
        out.paragraph(
                "Digital signatures of a source are kept in the stored instance, bit for bit, and not copied into derived objects.");
    }

    private void people(Markdown out) {
        Optional<OidcSettings> provider = source.node().http().provider();
        String local = "local accounts, whose passwords are kept as bcrypt hashes";
        out.section("People");
        out.paragraph("At the console people sign in with "
                + provider.map(oidc -> (oidc.localAccounts() ? local + ", or " : "")
                                + "OpenID Connect Core 1.0 (authorization code flow with PKCE) at " + oidc.issuer())
                        .orElse(local + "; an OpenID Connect provider can be configured")
                + ". Each has one of the roles viewer, reviewer, operator and administrator.");
    }

    private void transport(Markdown out) {
        out.paragraph(
                "The BCP 195 RFC 8996, 9325 TLS secure transport connection profile (PS3.15 B.12) is supported, as acceptor and"
                        + " as requestor, with TLS 1.2 and 1.3 and these cipher suites: "
                        + String.join(", ", TlsContext.cipherSuites())
                        + ". RSA keys have at least 2048 bits, elliptic curves 224; signatures by SHA-1 and MD5 and renegotiation are refused.");
        ListenerTls tls = source.node().dicom().tls();
        out.paragraph(
                tls.isConfigured()
                        ? "Associations over TLS are taken on TCP port " + tls.port() + " in the versions "
                                + String.join(" and ", tls.versions()) + "; a certificate of the caller is "
                                + tls.clientAuthentication() + "."
                        : "No port for TLS is configured now; 2762 is the default.");
        out.paragraph(
                "Keys and certificates are PEM or PKCS#12 files, followed when they change. A remote may be bound to a certificate"
                        + " in `remotes.yaml`: one that calls under its AE title with another certificate, or without TLS, is rejected as calling"
                        + " AE title not recognised. Certificate revocation is not checked.");
    }
}
