package org.afterimage.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.afterimage.dicom.net.ListenerPort;
import org.afterimage.dicom.net.PeerIdentity;
import org.afterimage.dicom.net.Rejection;
import org.afterimage.dicom.net.Transport;
import org.afterimage.dicom.tls.CertificateText;
import org.afterimage.dicom.tls.ClientAuthentication;
import org.afterimage.dicom.tls.KeyFiles;
import org.afterimage.dicom.tls.PasswordSource;
import org.afterimage.dicom.tls.TlsSettings;
import org.afterimage.dicom.tls.TlsVersion;
import org.afterimage.testing.TestAuthority;
import org.afterimage.testing.TestAuthority.Holder;
import org.afterimage.testing.TestAuthority.Wanted;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS as an administrator writes it. */
class NodeTlsTest {
    private static final TestAuthority AUTHORITY = TestAuthority.named("Hospital Authority");
    private static final Holder NODE = AUTHORITY.issue(new Wanted("node").ec());
    private static final Holder CT = AUTHORITY.issue(new Wanted("ct1").ec());
    private static final Holder OTHER = AUTHORITY.issue(new Wanted("ct2").ec());
    private static final String TLS = "tls: { key: key.pem, certificates: cert.pem, trust: [authority.pem] }";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        NODE.writeKey(folder.resolve("key.pem"));
        NODE.writeCertificates(folder.resolve("cert.pem"));
        CT.writeCertificates(folder.resolve("ct1.pem"));
        AUTHORITY.writeTo(folder.resolve("authority.pem"));
        remotes("remotes: []");
    }

    @Test
    void withoutTlsThereIsOnePlainPort() throws IOException {
        node("dicom: { port: 104 }");
        assertThat(read().listenerPorts()).containsExactly(new ListenerPort(104, Transport.PLAIN));
    }

    @Test
    void theTlsPortStandsBesideThePlainOneWithTheRegisteredNumberAndRequiresCertificates() throws IOException {
        node("dicom: { port: 104, " + TLS + " }");
        List<ListenerPort> ports = read().listenerPorts();
        assertThat(ports).extracting(ListenerPort::port).containsExactly(104, 2762);
        assertThat(ports.get(0).transport()).isEqualTo(Transport.PLAIN);
        TlsSettings settings = settings(ports.get(1).transport());
        assertThat(settings.clientAuthentication()).isEqualTo(ClientAuthentication.REQUIRED);
        assertThat(settings.versions()).isEqualTo(TlsSettings.ALL_VERSIONS);
        assertThat(settings.trust()).containsExactly(folder.resolve("authority.pem"));
    }

    @Test
    void thePlainPortCanStayClosed() throws IOException {
        node("dicom: { port: 104, tls: { port: 2763, only: true, versions: [1.3], clientAuthentication: optional,"
                + " key: key.pem, certificates: cert.pem, trust: [authority.pem] } }");
        List<ListenerPort> ports = read().listenerPorts();
        assertThat(ports).extracting(ListenerPort::port).containsExactly(2763);
        assertThat(settings(ports.get(0).transport()).versions()).isEqualTo(Set.of(TlsVersion.TLS_1_3));
        assertThat(settings(ports.get(0).transport()).clientAuthentication()).isEqualTo(ClientAuthentication.OPTIONAL);
    }

    @Test
    void aPkcs12FileWithAPasswordFileNeedsNoCertificates() throws IOException {
        NODE.writePkcs12(folder.resolve("node.p12"), "a secret");
        Files.writeString(folder.resolve("password"), "a secret\n");
        node("dicom: { tls: { key: node.p12, passwordFile: password, trust: [authority.pem] } }");
        assertThat(settings(read().listenerPorts().get(1).transport()).own())
                .isEqualTo(new KeyFiles.Pkcs12Key(
                        folder.resolve("node.p12"), new PasswordSource.PasswordFile(folder.resolve("password"))));
    }

    @Test
    void whatCannotWorkIsRefusedInOneSentence() throws IOException {
        refuses(
                "tls: { key: absent.pem, certificates: cert.pem, trust: [authority.pem] }",
                "absent.pem does not exist");
        refuses(
                "tls: { key: key.pem, certificates: ct1.pem, trust: [authority.pem] }",
                "is not that of the private key");
        refuses("tls: { key: key.pem, certificates: cert.pem }", "trusts no certificate, so that nobody could call");
        refuses("tls: { trust: [authority.pem] }", "dicom.tls has no key");
        refuses(
                "tls: { key: key.pem, trust: [authority.pem] }",
                "is no PKCS#12 file; if it is PEM, name its certificates");
        refuses("tls: { key: key.pem, versions: [1.1] }", "dicom.tls.versions is [1.1]; BCP 195 allows 1.2 and 1.3");
        refuses("tls: { key: key.pem, clientAuthentication: perhaps }", "it is required, optional or none");
        refuses("tls: { key: k, passwordFile: a, passwordVariable: B }", "both a passwordFile and a passwordVariable");
        refuses("tls: { key: key.pem, certificates: cert.pem, trust: [key.pem] }", "key.pem holds no certificate");
    }

    @Test
    void aRemoteWithTlsIsCalledOverItWithThisNodesKeyAndTrust() throws IOException {
        node("dicom: { " + TLS + " }");
        remotes(
                "remotes: [ { aeTitle: PACS, host: pacs, port: 2762, tls: {} }, { aeTitle: OLD, host: old, port: 104 } ]");
        NodeConfiguration configuration = read();
        TlsSettings settings = settings(transport(configuration, "PACS"));
        assertThat(settings.own())
                .isEqualTo(new KeyFiles.PemKey(
                        folder.resolve("key.pem"), folder.resolve("cert.pem"), PasswordSource.NONE));
        assertThat(settings.trust()).containsExactly(folder.resolve("authority.pem"));
        assertThat(settings.checkHostName()).isTrue();
        assertThat(transport(configuration, "OLD")).isEqualTo(Transport.PLAIN);
    }

    @Test
    void aRemoteMayHaveItsOwnKeyTrustAndRules() throws IOException {
        CT.writeKey(folder.resolve("other-key.pem"));
        node("");
        remotes("remotes: [ { aeTitle: PACS, host: pacs, port: 2762, tls: { key: other-key.pem, certificates: ct1.pem,"
                + " trust: [authority.pem], versions: [1.2], checkHostName: false } } ]");
        TlsSettings settings = settings(transport(read(), "PACS"));
        assertThat(settings.checkHostName()).isFalse();
        assertThat(settings.versions()).isEqualTo(Set.of(TlsVersion.TLS_1_2));
        remotes("remotes: [ { aeTitle: PACS, host: pacs, port: 2762, tls: {} } ]");
        assertThatThrownBy(this::read).hasMessageContaining("TLS to PACS trusts no certificate");
    }

    @Test
    void aRemoteThatOnlyCallsOverTlsIsCalledPlainly() throws IOException {
        node("dicom: { " + TLS + " }");
        remotes(
                "remotes: [ { aeTitle: CT1, host: ct1, port: 104, tls: { enabled: false, certificate: { file: ct1.pem } } } ]");
        assertThat(transport(read(), "CT1")).isEqualTo(Transport.PLAIN);
        assertRequiresItsCertificate();
    }

    @Test
    void aCallerMustShowTheCertificateThatItsAeTitleRequires() throws IOException {
        node("dicom: { " + TLS + " }");
        for (String certificate : List.of(
                "{ file: ct1.pem }",
                "{ sha256: \"" + CertificateText.fingerprint(CT.certificate()) + "\" }",
                "{ subject: \"CN=ct1, O=Afterimage Test\" }",
                "{ subject: \"CN=ct1,O=Afterimage Test\", issuer: \"CN=Hospital Authority, O=Afterimage Test\" }")) {
            remotes("remotes: [ { aeTitle: CT1, host: ct1, port: 104, tls: { certificate: " + certificate + " } } ]");
            assertRequiresItsCertificate();
        }
    }

    private void assertRequiresItsCertificate() {
        CallerPolicy policy = new CallerPolicy(read());
        assertThat(policy.check("A", "CT1", peer(CT.certificate(), AUTHORITY.certificate())))
                .isEmpty();
        assertThat(policy.check("A", "CT1", peer(OTHER.certificate(), CT.certificate())))
                .contains(Rejection.CALLING_AE_TITLE_NOT_RECOGNIZED);
        assertThat(policy.check("A", "CT1", peer())).contains(Rejection.CALLING_AE_TITLE_NOT_RECOGNIZED);
        assertThat(policy.check("A", "CT9", peer())).isEmpty();
        assertThat(policy.check("B", "CT1", peer(CT.certificate()))).contains(Rejection.CALLED_AE_TITLE_NOT_RECOGNIZED);
    }

    @Test
    void anIssuerAloneTakesAllItsCertificatesAndNoOthers() throws IOException {
        node("dicom: { " + TLS + " }");
        remotes(
                "remotes: [ { aeTitle: CT1, host: ct1, port: 104, tls: { certificate: { issuer: \"CN=Hospital Authority,"
                        + " O=Afterimage Test\" } } } ]");
        CallerPolicy policy = new CallerPolicy(read());
        Holder stranger = TestAuthority.named("Other Authority").issue(new Wanted("ct1").ec());
        assertThat(policy.check("A", "CT1", peer(OTHER.certificate()))).isEmpty();
        assertThat(policy.check("A", "CT1", peer(stranger.certificate())))
                .contains(Rejection.CALLING_AE_TITLE_NOT_RECOGNIZED);
    }

    @Test
    void aRequiredCertificateIsNamedInOneWay() throws IOException {
        node("dicom: { " + TLS + " }");
        remotes("remotes: [ { aeTitle: CT1, host: h, port: 1, tls: { certificate: { file: a, subject: b } } } ]");
        assertThatThrownBy(this::read).hasMessageContaining("takes one of file, sha256, or the names");
        remotes("remotes: [ { aeTitle: CT1, host: h, port: 1, tls: { certificate: { sha256: \"12\" } } } ]");
        assertThatThrownBy(this::read).hasMessageContaining("is no SHA-256 fingerprint");
        remotes("remotes: [ { aeTitle: CT1, host: h, port: 1, tls: { certificate: { subject: nobody } } } ]");
        assertThatThrownBy(this::read).hasMessageContaining("remotes.yaml, tls.certificate");
    }

    private void refuses(String tls, String sentence) throws IOException {
        node("dicom: { " + tls + " }");
        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(sentence);
    }

    private static TlsSettings settings(Transport transport) {
        return ((Transport.Tls) transport).context().settings();
    }

    private static Transport transport(NodeConfiguration configuration, String aeTitle) {
        return configuration.ae(configuration.remote(aeTitle).orElseThrow()).transport();
    }

    private static PeerIdentity peer(X509Certificate... certificates) {
        return new PeerIdentity(InetAddress.getLoopbackAddress(), List.of(certificates));
    }

    private NodeConfiguration read() {
        return NodeConfiguration.read(folder);
    }

    private void node(String more) throws IOException {
        Files.writeString(folder.resolve("node.yaml"), "aeTitles: [A]\n" + more + "\n");
    }

    private void remotes(String yaml) throws IOException {
        Files.writeString(folder.resolve("remotes.yaml"), yaml);
    }
}
