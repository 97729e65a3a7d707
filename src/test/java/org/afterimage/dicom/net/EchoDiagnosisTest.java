package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.afterimage.dicom.tls.ClientAuthentication;
import org.afterimage.dicom.tls.KeyFiles;
import org.afterimage.dicom.tls.TlsSettings;
import org.afterimage.testing.DcmqrscpPeer;
import org.afterimage.testing.OrthancPeer;
import org.afterimage.testing.ProcessPeer;
import org.afterimage.testing.TestAuthority;
import org.afterimage.testing.TestAuthority.Wanted;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each thing that can be wrong between two sides is told apart from the others: by real peers, and by what hangs up or keeps silent. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EchoDiagnosisTest {

    @TempDir
    private static Path keys;

    private static TlsFiles files;
    private static KeyFiles.PemKey own;
    private static KeyFiles.PemKey theirs;

    @TempDir
    private Path folder;

    private final DicomNetwork network = new UpperLayerNetwork();
    private final EchoDiagnosis diagnosis = new EchoDiagnosis(network, TestNode.timeouts(Duration.ofMillis(1500)));

    @BeforeAll
    static void issue() {
        files = new TlsFiles(keys);
        own = files.issue(new Wanted("node").ec());
        theirs = files.issue(new Wanted("peer"));
    }

    private EchoFinding asked(RemoteAe remote) {
        return diagnosis.ask("TESTER", remote).finding();
    }

    private static RemoteAe at(int port) {
        return new RemoteAe("PEER", "127.0.0.1", port);
    }

    private static RemoteAe secured(int port, TlsSettings settings) throws Exception {
        return new RemoteAe("PEER", "127.0.0.1", port, new Transport.Tls(TlsFiles.client(settings)));
    }

    @Test
    void whoAnswersIsWell() throws Exception {
        int port = ProcessPeer.freePort();
        try (ProcessPeer storescp =
                ProcessPeer.start(folder, "storescp", "-od", folder, port).awaitPort(port)) {
            EchoDiagnosis.Answer answer = diagnosis.ask("TESTER", at(port));
            assertThat(answer.finding()).isEqualTo(EchoFinding.ANSWERED);
            assertThat(answer.finding().isWell()).isTrue();
            assertThat(answer.detail()).isEmpty();
            assertThat(answer.took()).isPositive();
            assertThat(storescp.pid()).isPositive();
        }
    }

    @Test
    void aClosedPortRefuses() {
        assertThat(asked(at(ProcessPeer.freePort()))).isEqualTo(EchoFinding.CONNECTION_REFUSED);
    }

    @Test
    void aHostThatNobodyKnowsIsUnknown() {
        EchoDiagnosis.Answer answer = diagnosis.ask("TESTER", new RemoteAe("PEER", "no-such-host.invalid", 104));
        // Where there is no name service at all, that is what has to be mended first.
        assertThat(answer.finding()).isIn(EchoFinding.HOST_UNKNOWN, EchoFinding.NAME_SERVICE_SILENT);
        assertThat(answer.detail()).contains("no-such-host.invalid");
    }

    @Test
    void aMachineThatDoesNotAnswerIsNoMachineThatRefuses() throws Exception {
        // A full backlog on loopback drops what more comes, as a firewall does.
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket first = new Socket();
                Socket second = new Socket()) {
            InetSocketAddress place = new InetSocketAddress(full.getInetAddress(), full.getLocalPort());
            first.connect(place);
            second.connect(place);
            assertThat(asked(at(full.getLocalPort()))).isEqualTo(EchoFinding.TIMED_OUT);
        }
    }

    @Test
    void aPortThatTakesConnectionsAndSaysNothingIsSilent() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertThat(asked(at(silent.getLocalPort()))).isEqualTo(EchoFinding.SILENT);
        }
    }

    @Test
    void aPortThatHangsUpIsNamed() throws Exception {
        try (ServerSocket brusque = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> {
                try {
                    while (true) {
                        brusque.accept().close();
                    }
                } catch (java.io.IOException e) {
                    // the test is over
                }
            });
            thread.setDaemon(true);
            thread.start();
            assertThat(asked(at(brusque.getLocalPort()))).isEqualTo(EchoFinding.HUNG_UP);
        }
    }

    @Test
    void aWebServerIsNoPacs() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        try {
            assertThat(asked(at(server.getAddress().getPort()))).isEqualTo(EchoFinding.HTTP);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theWebPortOfAnOrthancIsNotItsDicomPort() throws Exception {
        int port = ProcessPeer.freePort();
        try (OrthancPeer orthanc = OrthancPeer.start(folder, port, ProcessPeer.freePort(), Map.of())) {
            assertThat(asked(at(orthanc.httpPort()))).isEqualTo(EchoFinding.HTTP);
            assertThat(asked(at(port))).isEqualTo(EchoFinding.ANSWERED);
        }
    }

    @Test
    void anOrthancThatChecksTitlesSaysWhichItMisses() throws Exception {
        int port = ProcessPeer.freePort();
        Map<String, Object> strict = Map.of("DicomCheckCalledAet", true, "DicomAlwaysAllowEcho", false);
        try (OrthancPeer orthanc = OrthancPeer.start(folder, port, ProcessPeer.freePort(), strict)) {
            assertThat(diagnosis.ask("AFTERIMAGE", at(port)).finding())
                    .as(orthanc.output())
                    .isEqualTo(EchoFinding.CALLED_TITLE);
            RemoteAe rightlyCalled = new RemoteAe("ORTHANC", "127.0.0.1", port);
            assertThat(diagnosis.ask("AFTERIMAGE", rightlyCalled).finding()).isEqualTo(EchoFinding.ANSWERED);
            assertThat(diagnosis.ask("STRANGER", rightlyCalled).finding())
                    .as(orthanc.output())
                    .isIn(EchoFinding.CALLING_TITLE, EchoFinding.NO_VERIFICATION, EchoFinding.ABORTED);
        }
    }

    @Test
    void aWrongCalledTitleIsSaidByDcmqrscp() throws Exception {
        try (DcmqrscpPeer peer = new DcmqrscpPeer(folder, ProcessPeer.freePort())) {
            assertThat(asked(at(peer.port()))).as(peer.output()).isEqualTo(EchoFinding.CALLED_TITLE);
            assertThat(asked(new RemoteAe("QRSCP", "127.0.0.1", peer.port()))).isEqualTo(EchoFinding.ANSWERED);
        }
    }

    @Test
    void aCallerThatIsNotKnownIsTold() {
        try (TestNode node = TestNode.start()) {
            assertThat(diagnosis.ask(TestNode.REFUSED_AE_TITLE, node.remote()).finding())
                    .isEqualTo(EchoFinding.CALLING_TITLE);
            assertThat(diagnosis.ask("TESTER", at(node.listener().port())).finding())
                    .isEqualTo(EchoFinding.CALLED_TITLE);
        }
    }

    @Test
    void aPortForTlsThatIsCalledWithoutIsNamed() throws Exception {
        int port = ProcessPeer.freePort();
        try (TestNode node = TestNode.secured(TestNode.PATIENT, 4, files.server(theirs));
                ProcessPeer storescp = ProcessPeer.start(
                                folder,
                                "storescp",
                                "+tls",
                                theirs.key(),
                                theirs.certificates(),
                                "+cf",
                                files.trust(),
                                "-od",
                                folder,
                                port)
                        .awaitPort(port)) {
            assertThat(asked(at(node.tlsPort()))).isEqualTo(EchoFinding.TLS_EXPECTED);
            assertThat(asked(at(port))).as(storescp.output()).isEqualTo(EchoFinding.TLS_EXPECTED);
            assertThat(asked(secured(port, files.settings(own)))).isEqualTo(EchoFinding.ANSWERED);
        }
    }

    @Test
    void aPlainPortThatIsCalledOverTlsIsNamed() throws Exception {
        int port = ProcessPeer.freePort();
        try (TestNode node = TestNode.start();
                ProcessPeer storescp = ProcessPeer.start(folder, "storescp", "-od", folder, port)
                        .awaitPort(port)) {
            assertThat(asked(secured(node.listener().port(), files.settings(own))))
                    .isEqualTo(EchoFinding.TLS_NOT_EXPECTED);
            assertThat(asked(secured(port, files.settings(own))))
                    .as(storescp.output())
                    .isEqualTo(EchoFinding.TLS_NOT_EXPECTED);
        }
    }

    @Test
    void aCertificateOfAnAuthorityThatIsNotTrustedIsNamed() throws Exception {
        Path other = TestAuthority.named("Other Authority").writeTo(folder.resolve("other.pem"));
        try (TestNode node = TestNode.secured(TestNode.PATIENT, 4, files.server(theirs))) {
            TlsSettings trustsOthers = TlsSettings.mutual(own, List.of(other));
            assertThat(asked(secured(node.tlsPort(), trustsOthers))).isEqualTo(EchoFinding.CERTIFICATE_NOT_TRUSTED);
        }
    }

    @Test
    void anOwnCertificateThatIsNotTakenIsNamed() throws Exception {
        Path other = TestAuthority.named("Other Authority").writeTo(folder.resolve("other.pem"));
        TlsSettings strict = TlsSettings.mutual(theirs, List.of(other));
        assertThat(strict.clientAuthentication()).isEqualTo(ClientAuthentication.REQUIRED);
        try (TestNode node = TestNode.secured(TestNode.PATIENT, 4, TlsFiles.server(strict))) {
            assertThat(asked(secured(node.tlsPort(), files.settings(own)))).isEqualTo(EchoFinding.OWN_CERTIFICATE);
        }
    }
}
