package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.afterimage.dicom.io.DataSetStream;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.tls.KeyFiles;
import org.afterimage.dicom.tls.RequiredCertificate;
import org.afterimage.dicom.tls.TlsSettings;
import org.afterimage.dicom.tls.TlsVersion;
import org.afterimage.testing.OrthancPeer;
import org.afterimage.testing.ProcessPeer;
import org.afterimage.testing.TestAuthority;
import org.afterimage.testing.TestAuthority.Wanted;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mutual TLS by real handshakes with dcmtk, Orthanc and openssl, in both directions, and what each of them is refused for. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsInteroperationTest {

    private static final Path FIXTURE = Path.of("test-fixtures/chest-cr");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path keys;

    private static TlsFiles files;
    private static KeyFiles.PemKey rsa;
    private static KeyFiles.PemKey ec;

    @TempDir
    private Path folder;

    private final DicomNetwork network = new UpperLayerNetwork();
    private Path instance;

    @BeforeAll
    static void issue() {
        files = new TlsFiles(keys);
        rsa = files.issue(new Wanted("rsa"));
        ec = files.issue(new Wanted("ec").ec());
    }

    @BeforeEach
    void findTheFixture() throws IOException {
        try (Stream<Path> found = Files.walk(FIXTURE)) {
            instance = found.filter(path -> path.toString().endsWith(".dcm"))
                    .sorted()
                    .findFirst()
                    .orElseThrow()
                    .toAbsolutePath();
        }
    }

    @ParameterizedTest
    @CsvSource({"RSA, EC", "EC, RSA"})
    void whatStorescuSendsArrivesByteForByte(String ours, String theirs) throws Exception {
        try (TestNode node = TestNode.secured(TestNode.PATIENT, 4, files.server(key(ours)))) {
            ProcessPeer.Result echo = dcmtk("echoscu", node, key(theirs), files.trust());
            assertThat(echo.exitStatus()).as(echo.output()).isZero();
            ProcessPeer.Result store = dcmtk("storescu", node, key(theirs), files.trust(), instance);
            assertThat(store.exitStatus()).as(store.output()).isZero();
            assertThat(node.received().get(0).dataSet()).isEqualTo(dataSet(instance));
            assertThat(node.callers())
                    .hasSize(2)
                    .allSatisfy(caller -> assertThat(caller.certificates().get(0))
                            .isEqualTo(TlsFiles.certificate(key(theirs).certificates())));
        }
    }

    @Test
    void dcmtkWithAnExpiredOrUnknownCertificateIsRefused() throws Exception {
        KeyFiles.PemKey expired = files.issue(new Wanted("old").expired());
        KeyFiles.PemKey unknown =
                files.write("unknown", TestAuthority.named("Other Authority").issue(new Wanted("unknown")));
        try (TestNode node = TestNode.secured(TestNode.PATIENT, 4, files.server(rsa))) {
            assertThat(dcmtk("echoscu", node, expired, files.trust()).exitStatus())
                    .isNotZero();
            Waiting.until(() -> node.failedHandshakes().size() == 1);
            assertThat(node.failedHandshakes().get(0)).contains("CN=old", "which expired on ");
            assertThat(dcmtk("echoscu", node, unknown, files.trust()).exitStatus())
                    .isNotZero();
            Waiting.until(() -> node.failedHandshakes().size() == 2);
            assertThat(node.failedHandshakes().get(1)).contains("CN=unknown", "no trusted certificate has signed");
            assertThat(node.callers()).isEmpty();
        }
    }

    @Test
    void dcmtkThatDoesNotTrustThisNodeSaysSo() throws Exception {
        Path other = TestAuthority.named("Other Authority").writeTo(folder.resolve("other.pem"));
        try (TestNode node = TestNode.secured(TestNode.PATIENT, 4, files.server(rsa))) {
            assertThat(dcmtk("echoscu", node, rsa, other).exitStatus()).isNotZero();
            Waiting.until(() -> !node.failedHandshakes().isEmpty());
            assertThat(node.failedHandshakes().get(0)).contains("does not take this side's certificate");
        }
    }

    @Test
    void dcmtkWithoutACertificateOrWithoutEncryptionIsRefused() throws Exception {
        try (TestNode node = TestNode.secured(TestNode.PATIENT, 4, files.server(rsa))) {
            ProcessPeer.Result anonymous = run("echoscu", node, "+tla", "-ic");
            assertThat(anonymous.exitStatus()).as(anonymous.output()).isNotZero();
            Waiting.until(
                    () -> node.failedHandshakes().contains("127.0.0.1 shows no certificate, and one is required."));
            ProcessPeer.Result weak =
                    run("echoscu", node, "+tls", rsa.key(), rsa.certificates(), "+cf", files.trust(), "+pn");
            assertThat(weak.exitStatus()).as(weak.output()).isNotZero();
            assertThat(node.callers()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void whatWeSendLiesInStorescpsFolder(String theirs) throws Exception {
        int port = ProcessPeer.freePort();
        Path stored = Files.createDirectory(folder.resolve("stored"));
        KeyFiles.PemKey own = key(theirs);
        try (ProcessPeer storescp = ProcessPeer.start(
                        folder,
                        "storescp",
                        "-d",
                        "+tls",
                        own.key(),
                        own.certificates(),
                        "+cf",
                        files.trust(),
                        "+xa",
                        "+B",
                        "-od",
                        stored,
                        "-aet",
                        "STORESCP",
                        port)
                .awaitPort(port)) {
            RemoteAe remote = remote("STORESCP", port, files.settings(ec));
            assertThat(network.echo("TESTER", remote, TestNode.PATIENT).status())
                    .isEqualTo(Status.SUCCESS);
            assertThat(store(remote)).as(storescp.output()).isEqualTo(Status.SUCCESS);
            try (Stream<Path> all = Files.list(stored)) {
                assertThat(dataSet(all.findFirst().orElseThrow())).isEqualTo(dataSet(instance));
            }
            TlsSettings pinned =
                    files.settings(ec).withServerCertificate(true, new RequiredCertificate.OfFile(ec.certificates()));
            if (own == rsa) {
                assertThatThrownBy(() -> network.echo("TESTER", remote("STORESCP", port, pinned), TestNode.PATIENT))
                        .hasMessageContaining("shows the certificate CN=rsa")
                        .hasMessageContaining("but required is that of cert.pem");
            } else {
                assertThat(network.echo("TESTER", remote("STORESCP", port, pinned), TestNode.PATIENT)
                                .status())
                        .isEqualTo(Status.SUCCESS);
            }
        }
    }

    @Test
    void storescpThatDoesNotTrustThisNodeIsReportedSo() throws Exception {
        int port = ProcessPeer.freePort();
        Path other = TestAuthority.named("Other Authority").writeTo(folder.resolve("other.pem"));
        try (ProcessPeer storescp = ProcessPeer.start(
                        folder, "storescp", "+tls", rsa.key(), rsa.certificates(), "+cf", other, "-od", folder, port)
                .awaitPort(port)) {
            assertThatThrownBy(() ->
                            network.echo("TESTER", remote("STORESCP", port, files.settings(ec)), TestNode.PATIENT))
                    .isInstanceOf(AssociationAbortedException.class)
                    .hasMessageContaining("this side's certificate");
            assertThat(storescp.pid()).isPositive();
        }
    }

    @Test
    void aPlainStorescpIsNamed() throws Exception {
        int port = ProcessPeer.freePort();
        try (ProcessPeer storescp =
                ProcessPeer.start(folder, "storescp", "-od", folder, port).awaitPort(port)) {
            RemoteAe remote = remote("STORESCP", port, files.settings(ec));
            assertThatThrownBy(() -> network.echo("TESTER", remote, TestNode.PATIENT))
                    .isInstanceOf(AssociationAbortedException.class)
                    .satisfies(e -> assertThat(e.getMessage())
                            .matches(".* (answers in plain DICOM; its port does not take TLS"
                                    + "|closed the connection in the TLS handshake)\\."));
            assertThat(storescp.pid()).isPositive();
        }
    }

    @Test
    void orthancAndThisNodeExchangeAnInstanceOverMutualTls() throws Exception {
        int orthancPort = ProcessPeer.freePort();
        try (TestNode node = TestNode.secured(TestNode.PATIENT, 4, files.server(ec));
                OrthancPeer orthanc = OrthancPeer.start(
                        folder.resolve("orthanc"), orthancPort, node.tlsPort(), orthancTls(node.tlsPort(), rsa))) {
            RemoteAe remote = remote("ORTHANC", orthancPort, files.settings(ec));
            assertThat(network.echo("AFTERIMAGE", remote, TestNode.PATIENT).status())
                    .isEqualTo(Status.SUCCESS);
            assertThat(store(remote)).isEqualTo(Status.SUCCESS);
            JsonNode studies = orthanc.get("/studies");
            assertThat(studies).hasSize(1);
            orthanc.sendStudy(studies.get(0).asText());
            assertThat(node.received()).hasSize(1);
            assertThat(node.callers().get(0).certificates().get(0)).isEqualTo(TlsFiles.certificate(rsa.certificates()));
            Path kept = orthanc.download(orthanc.get("/instances").get(0).asText(), folder.resolve("kept.dcm"));
            assertThat(node.received().get(0).dataSet()).isEqualTo(dataSet(kept));

            // Without a certificate, with one of another authority, and plainly.
            KeyFiles.PemKey unknown = files.write(
                    "unknown", TestAuthority.named("Other Authority").issue(new Wanted("unknown").ec()));
            for (KeyFiles wrong : List.of(KeyFiles.NONE, unknown)) {
                RemoteAe refusing = remote("ORTHANC", orthancPort, files.settings(wrong));
                assertThatThrownBy(() -> network.echo("AFTERIMAGE", refusing, TestNode.PATIENT))
                        .isInstanceOf(AssociationAbortedException.class)
                        .hasMessageContaining("certificate");
            }
            RemoteAe plain = new RemoteAe("ORTHANC", "127.0.0.1", orthancPort);
            assertThatThrownBy(() -> network.echo("AFTERIMAGE", plain, TestNode.PATIENT))
                    .isInstanceOf(AssociationAbortedException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void opensslAgreesOnTheVersionThatItIsAllowed(TlsVersion version) throws Exception {
        String option = version == TlsVersion.TLS_1_2 ? "-tls1_2" : "-tls1_3";
        // Its input stays open, so that the node's timer ends it.
        Timeouts artim = TestNode.timeouts(Duration.ofSeconds(3));
        try (TestNode node = TestNode.secured(artim, 4, files.server(rsa))) {
            String output =
                    openssl(node, option, "-CAfile", files.trust(), "-cert", ec.certificates(), "-key", ec.key());
            assertThat(output)
                    .contains("Verify return code: 0 (ok)")
                    .contains("TLSv" + version.number() + ", Cipher is ")
                    .containsPattern("Cipher is (TLS_AES_256_GCM_SHA384|ECDHE-RSA-AES256-GCM-SHA384)");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-tls1, DEFAULT@SECLEVEL=0, protocol version",
        "-tls1_1, DEFAULT@SECLEVEL=0, protocol version",
        "-tls1_2, AES128-SHA@SECLEVEL=0, handshake failure",
        "-tls1_2, AES256-GCM-SHA384, handshake failure",
        "-tls1_2, DHE-RSA-AES256-GCM-SHA384, handshake failure",
        "-tls1_2, ECDHE-RSA-AES128-SHA256, handshake failure",
        "-tls1_2, NULL-SHA256@SECLEVEL=0, handshake failure"
    })
    void opensslIsRefusedADowngrade(String option, String suites, String alert) throws Exception {
        try (TestNode node = TestNode.secured(TestNode.PATIENT, 4, files.server(rsa))) {
            assertThat(openssl(node, option, "-cipher", suites)).contains("alert " + alert);
            assertThat(network.echo("TESTER", node.remote(files.client(ec)), TestNode.PATIENT)
                            .status())
                    .isEqualTo(Status.SUCCESS);
        }
    }

    private static KeyFiles.PemKey key(String kind) {
        return kind.equals("RSA") ? rsa : ec;
    }

    private static Map<String, Object> orthancTls(int nodePort, KeyFiles.PemKey own) {
        return Map.of(
                "DicomTlsEnabled",
                true,
                "DicomTlsCertificate",
                own.certificates().toString(),
                "DicomTlsPrivateKey",
                own.key().toString(),
                "DicomTlsTrustedCertificates",
                files.trust().toString(),
                "DicomModalities",
                Map.of(
                        "node",
                        Map.of("AET", "AFTERIMAGE", "Host", "127.0.0.1", "Port", nodePort, "UseDicomTls", true)));
    }

    private static RemoteAe remote(String aeTitle, int port, TlsSettings settings) throws IOException {
        return new RemoteAe(aeTitle, "127.0.0.1", port, new Transport.Tls(TlsFiles.client(settings)));
    }

    private Status store(RemoteAe remote) throws IOException {
        try (DataSetStream stream = Part10.openDataSet(instance)) {
            List<ProposedContext> contexts =
                    List.of(new ProposedContext(stream.sopClassUid(), List.of(stream.transferSyntax())));
            try (StoreSession session = network.openStore("AFTERIMAGE", remote, contexts, TestNode.PATIENT)) {
                return session.store(
                        stream.sopClassUid(), stream.sopInstanceUid(), stream.transferSyntax(), stream.bytes());
            }
        }
    }

    private static byte[] dataSet(Path file) throws IOException {
        try (DataSetStream stream = Part10.openDataSet(file)) {
            return stream.bytes().readAllBytes();
        }
    }

    private ProcessPeer.Result dcmtk(String program, TestNode node, KeyFiles.PemKey own, Path trust, Object... files) {
        List<Object> options = new ArrayList<>(List.of("+tls", own.key(), own.certificates(), "+cf", trust));
        if (program.equals("storescu")) {
            // The fixture is RLE.
            options.addAll(List.of("-R", "-xr"));
        }
        return run(program, node, options, files);
    }

    private ProcessPeer.Result run(String program, TestNode node, Object... options) {
        return run(program, node, List.of(options), new Object[0]);
    }

    private ProcessPeer.Result run(String program, TestNode node, List<Object> options, Object[] arguments) {
        List<Object> all = new ArrayList<>(List.of("-v", "-aec", TestNode.AE_TITLE));
        all.addAll(options);
        all.addAll(List.of("127.0.0.1", node.tlsPort()));
        all.addAll(List.of(arguments));
        return ProcessPeer.run(folder, PATIENCE, program, all.toArray());
    }

    /** Runs openssl's client, whose input ends at once. */
    private String openssl(TestNode node, Object... options) {
        List<Object> all = new ArrayList<>(List.of("s_client", "-connect", "127.0.0.1:" + node.tlsPort()));
        all.addAll(List.of(options));
        return ProcessPeer.run(folder, PATIENCE, "openssl", all.toArray()).output();
    }
}
