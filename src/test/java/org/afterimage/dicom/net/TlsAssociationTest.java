package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.tls.CertificateText;
import org.afterimage.dicom.tls.ClientAuthentication;
import org.afterimage.dicom.tls.KeyFiles;
import org.afterimage.dicom.tls.RequiredCertificate;
import org.afterimage.dicom.tls.TlsContext;
import org.afterimage.dicom.tls.TlsSettings;
import org.afterimage.dicom.tls.TlsVersion;
import org.afterimage.testing.TestAuthority;
import org.afterimage.testing.TestAuthority.Wanted;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Both ends of this project over TLS: what is agreed on, what is refused, and what each side then says. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsAssociationTest {

    @TempDir
    private static Path folder;

    private static TlsFiles files;
    private static KeyFiles.PemKey node;
    private static KeyFiles.PemKey modality;

    private final DicomNetwork network = new UpperLayerNetwork();

    @BeforeAll
    static void issue() {
        files = new TlsFiles(folder);
        node = files.issue(new Wanted("node").ec());
        modality = files.issue(new Wanted("modality").ec());
    }

    @ParameterizedTest
    @CsvSource({"RSA, RSA, TLS_1_2", "EC, RSA, TLS_1_2", "RSA, EC, TLS_1_3", "EC, EC, TLS_1_3", "EC, EC, TLS_1_2"})
    void instancesAreStoredByteForByte(String serverKey, String clientKey, TlsVersion version) throws Exception {
        TlsContext server = files.server(serverKey.equals("RSA") ? node : modality);
        TlsSettings client =
                files.settings(clientKey.equals("RSA") ? node : modality).withVersions(Set.of(version));
        TestInstance instance = TestInstance.of(1, 512, 512, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        try (TestNode scp = TestNode.secured(TestNode.PATIENT, 4, server)) {
            assertThat(store(scp.remote(TlsFiles.client(client)), instance)).isEqualTo(Status.SUCCESS);
            assertThat(scp.received().get(0).dataSet()).isEqualTo(instance.dataSet());
            Waiting.until(() -> scp.endings().contains("It was released."));
        }
    }

    @Test
    void theCallersCertificateIsKnownToThePolicyAlsoWhenTheSessionIsResumed() throws Exception {
        TlsContext client = files.client(modality);
        try (TestNode scp = TestNode.secured(TestNode.PATIENT, 4, files.server(node))) {
            for (int i = 0; i < 3; i++) {
                assertThat(network.echo(TestNode.SECURED_AE_TITLE, scp.remote(client), TestNode.PATIENT)
                                .status())
                        .isEqualTo(Status.SUCCESS);
            }
            assertThat(scp.callers())
                    .hasSize(3)
                    .allSatisfy(caller -> assertThat(caller.certificates()
                                    .get(0)
                                    .getSubjectX500Principal()
                                    .getName())
                            .contains("CN=modality"));
            assertThatThrownBy(() -> network.echo(TestNode.SECURED_AE_TITLE, scp.remote(), TestNode.PATIENT))
                    .isInstanceOf(AssociationRejectedException.class);
        }
    }

    @Test
    void plainAndTlsPortsShareThePlaces() throws Exception {
        try (TestNode scp = TestNode.secured(TestNode.PATIENT, 1, files.server(node));
                RawPeer plain = RawPeer.associate(scp)) {
            assertThatThrownBy(() -> network.echo("TESTER", scp.remote(files.client(modality)), TestNode.PATIENT))
                    .isInstanceOfSatisfying(
                            AssociationRejectedException.class,
                            rejected -> assertThat(rejected.rejection()).isEqualTo(Rejection.LOCAL_LIMIT_EXCEEDED));
            plain.close();
            Waiting.until(() -> scp.listener().associations() == 0);
            assertThat(network.echo("TESTER", scp.remote(files.client(modality)), TestNode.PATIENT)
                            .status())
                    .isEqualTo(Status.SUCCESS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallerWithoutACertificateIsTakenUnlessOneIsRequired(ClientAuthentication authentication) throws Exception {
        TlsContext server = TlsFiles.server(files.settings(node).withClientAuthentication(authentication));
        try (TestNode scp = TestNode.secured(TestNode.PATIENT, 4, server)) {
            RemoteAe remote = scp.remote(files.client(KeyFiles.NONE));
            if (authentication == ClientAuthentication.REQUIRED) {
                assertThatThrownBy(() -> network.echo("TESTER", remote, TestNode.PATIENT))
                        .isInstanceOf(AssociationAbortedException.class)
                        .hasMessageContaining("certificate");
                Waiting.until(
                        () -> scp.failedHandshakes().contains("127.0.0.1 shows no certificate, and one is required."));
            } else {
                assertThat(network.echo("TESTER", remote, TestNode.PATIENT).status())
                        .isEqualTo(Status.SUCCESS);
                assertThat(scp.callers().get(0).certificates()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallerOfAnotherAuthorityIsRefused(TlsVersion version) throws Exception {
        TestAuthority other = TestAuthority.named("Other Authority");
        KeyFiles stranger = files.write("stranger", other.issue(new Wanted("stranger").ec()));
        refusesCaller(stranger, version, "which no trusted certificate has signed", "CN=stranger");
    }

    @ParameterizedTest
    @EnumSource
    void aCallerWhoseCertificateExpiredIsRefused(TlsVersion version) throws Exception {
        refusesCaller(files.issue(new Wanted("old").ec().expired()), version, "CN=old", "which expired on ");
    }

    @Test
    void aCallerWhoseCertificateIsWeakIsRefused() throws Exception {
        KeyFiles sha1 = files.issue(new Wanted("sha1").ec().digest("SHA1"));
        refusesCaller(sha1, TlsVersion.TLS_1_3, "CN=sha1", "too weak");
    }

    private void refusesCaller(KeyFiles caller, TlsVersion version, String... words) throws Exception {
        TlsSettings client = files.settings(caller).withVersions(Set.of(version));
        try (TestNode scp = TestNode.secured(TestNode.PATIENT, 4, files.server(node))) {
            assertThatThrownBy(() -> network.echo("TESTER", scp.remote(TlsFiles.client(client)), TestNode.PATIENT))
                    .isInstanceOf(AssociationAbortedException.class)
                    .hasMessageContaining("certificate");
            Waiting.until(() -> !scp.failedHandshakes().isEmpty());
            assertThat(scp.failedHandshakes().get(0)).startsWith("127.0.0.1 ").contains(words);
            assertThat(scp.callers()).isEmpty();
            assertThat(scp.echo()).isEqualTo(Status.SUCCESS);
        }
    }

    @Test
    void aServerOfAnotherAuthorityIsRefused() throws Exception {
        TestAuthority other = TestAuthority.named("Other Authority");
        refusesServer(
                files.write("stranger-server", other.issue(new Wanted("stranger-server").ec())),
                "shows the certificate",
                "CN=stranger-server",
                "which no trusted certificate has signed; add its authority to the trusted certificates");
    }

    @Test
    void aServerWhoseCertificateExpiredOrBeginsLaterIsRefused() throws Exception {
        refusesServer(
                files.issue(new Wanted("old-server").ec().expired()), "CN=old-server", "which expired on ", "renew it");
        refusesServer(
                files.issue(new Wanted("new-server").ec().notYetValid()), "which is valid from ", "check the clocks");
    }

    @Test
    void aServerWhoseCertificateIsOfAnotherHostIsRefused() throws Exception {
        refusesServer(
                files.issue(new Wanted("elsewhere").ec().hosts("pacs.hospital.example")),
                "not for this host",
                "127.0.0.1");
    }

    private void refusesServer(KeyFiles server, String... words) throws Exception {
        try (TestNode scp = TestNode.secured(TestNode.PATIENT, 4, files.server(server))) {
            RemoteAe remote = scp.remote(files.client(modality));
            assertThatThrownBy(() -> network.echo("TESTER", remote, TestNode.PATIENT))
                    .isInstanceOf(AssociationAbortedException.class)
                    .satisfies(e -> assertThat(e.getMessage())
                            .startsWith(remote + " ")
                            .endsWith(".")
                            .contains(words));
            Waiting.until(() -> !scp.failedHandshakes().isEmpty());
            assertThat(scp.failedHandshakes().get(0)).contains("does not take this side's certificate");
        }
    }

    @Test
    void aCertificateThatIsTrustedByItselfExpiresLikeAnyOther() throws Exception {
        TestAuthority.Holder expired =
                TestAuthority.selfSigned(new Wanted("alone").ec().expired());
        TestAuthority.Holder valid = TestAuthority.selfSigned(new Wanted("alone").ec());
        for (TestAuthority.Holder holder : List.of(expired, valid)) {
            KeyFiles.PemKey own = files.write("alone", holder);
            TlsContext client = TlsFiles.client(TlsSettings.mutual(modality, List.of(own.certificates())));
            try (TestNode scp = TestNode.secured(TestNode.PATIENT, 4, files.server(own))) {
                if (holder == expired) {
                    assertThatThrownBy(() -> network.echo("TESTER", scp.remote(client), TestNode.PATIENT))
                            .hasMessageContaining("CN=alone,O=Afterimage Test, self-signed, which expired on ");
                } else {
                    assertThat(network.echo("TESTER", scp.remote(client), TestNode.PATIENT)
                                    .status())
                            .isEqualTo(Status.SUCCESS);
                }
            }
        }
    }

    @Test
    void aServerMustShowTheCertificateThatIsRequiredOfIt() throws Exception {
        String right = CertificateText.fingerprint(TlsFiles.certificate(node.certificates()));
        String wrong = CertificateText.fingerprint(TlsFiles.certificate(modality.certificates()));
        try (TestNode scp = TestNode.secured(TestNode.PATIENT, 4, files.server(node))) {
            assertThat(network.echo("TESTER", requiring(scp, right), TestNode.PATIENT)
                            .status())
                    .isEqualTo(Status.SUCCESS);
            assertThatThrownBy(() -> network.echo("TESTER", requiring(scp, wrong), TestNode.PATIENT))
                    .hasMessageContaining("shows the certificate CN=node")
                    .hasMessageContaining(", but required is the one with SHA-256 " + wrong);
        }
    }

    @Test
    void aCertificateOfAnotherHostIsTakenWhenTheHostNameIsNotChecked() throws Exception {
        KeyFiles elsewhere = files.issue(new Wanted("elsewhere").ec().hosts("pacs.hospital.example"));
        TlsSettings client = files.settings(modality)
                .withServerCertificate(false, new RequiredCertificate.Names("CN=elsewhere, O=Afterimage Test", ""));
        try (TestNode scp = TestNode.secured(TestNode.PATIENT, 4, files.server(elsewhere))) {
            assertThat(network.echo("TESTER", scp.remote(TlsFiles.client(client)), TestNode.PATIENT)
                            .status())
                    .isEqualTo(Status.SUCCESS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void peersWithoutACommonVersionSaySo(TlsVersion clients) throws Exception {
        TlsVersion servers = clients == TlsVersion.TLS_1_2 ? TlsVersion.TLS_1_3 : TlsVersion.TLS_1_2;
        TlsContext server = TlsFiles.server(files.settings(node).withVersions(Set.of(servers)));
        TlsSettings client = files.settings(modality).withVersions(Set.of(clients));
        try (TestNode scp = TestNode.secured(TestNode.PATIENT, 4, server)) {
            assertThatThrownBy(() -> network.echo("TESTER", scp.remote(TlsFiles.client(client)), TestNode.PATIENT))
                    .hasMessageContaining("speaks none of the TLS versions that are allowed here");
            Waiting.until(() -> !scp.failedHandshakes().isEmpty());
            assertThat(scp.failedHandshakes().get(0)).contains("offers only TLS versions that are not allowed here");
        }
    }

    @Test
    void aPlainCallerOnTheTlsPortIsNamed() throws Exception {
        try (TestNode scp = TestNode.secured(TestNode.PATIENT, 4, files.server(node))) {
            RemoteAe plain = new RemoteAe(TestNode.AE_TITLE, "127.0.0.1", scp.tlsPort());
            assertThatThrownBy(() -> network.echo("TESTER", plain, TestNode.PATIENT))
                    .isInstanceOf(AssociationAbortedException.class);
            Waiting.until(() -> scp.failedHandshakes()
                    .equals(List.of("127.0.0.1 speaks plain DICOM on a port that takes TLS only.")));
        }
    }

    @Test
    void aTlsCallerOnThePlainPortIsNamedByBothSides() throws Exception {
        try (TestNode scp = TestNode.start()) {
            RemoteAe secured = new RemoteAe(
                    TestNode.AE_TITLE, "127.0.0.1", scp.listener().port(), new Transport.Tls(files.client(modality)));
            assertThatThrownBy(() -> network.echo("TESTER", secured, TestNode.PATIENT))
                    .hasMessage(secured + " answers in plain DICOM; its port does not take TLS.");
            Waiting.until(() -> scp.endings()
                    .contains("127.0.0.1 speaks TLS on a connection that is plain; one side is to be configured"
                            + " otherwise."));
        }
    }

    private RemoteAe requiring(TestNode scp, String fingerprint) throws IOException {
        return scp.remote(TlsFiles.client(files.settings(modality)
                .withServerCertificate(true, new RequiredCertificate.Fingerprint(fingerprint))));
    }

    private Status store(RemoteAe remote, TestInstance instance) throws IOException {
        List<ProposedContext> contexts =
                List.of(new ProposedContext(SopClass.CR_IMAGE, List.of(instance.transferSyntax())));
        try (StoreSession session = network.openStore("TESTER", remote, contexts, TestNode.PATIENT)) {
            return session.store(
                    TestInstance.SOP_CLASS, instance.sopInstanceUid(), instance.transferSyntax(), instance.stream());
        }
    }
}
