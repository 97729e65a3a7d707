package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.tls.KeyFiles;
import org.afterimage.dicom.tls.TlsContext;
import org.afterimage.testing.TestAuthority.Wanted;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What both sides of a TLS connection must survive: peers that say nothing, stop, send other things, or ask for less security. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsHostileTest {

    private static final Duration SHORT = Duration.ofMillis(400);
    private static final int ALERT = 0x15;
    private static final int HANDSHAKE = 0x16;
    private static final int HANDSHAKE_FAILURE = 40;
    private static final int PROTOCOL_VERSION = 70;
    private static final TransferSyntax IMPLICIT = TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
    private static final List<ProposedContext> CR = List.of(new ProposedContext(SopClass.CR_IMAGE, List.of(IMPLICIT)));

    @TempDir
    private static Path folder;

    private static TlsContext server;
    private static TlsContext client;
    private static TlsContext client12;

    private final DicomNetwork network = new UpperLayerNetwork();

    @BeforeAll
    static void issue() throws IOException {
        TlsFiles files = new TlsFiles(folder);
        KeyFiles.PemKey modality = files.issue(new Wanted("modality").ec());
        server = files.server(files.issue(new Wanted("node")));
        client = files.client(modality);
        client12 = TlsFiles.client(files.settings(modality).withVersions(TlsFiles.ONLY_1_2));
    }

    @Test
    @Tag("long")
    void aSilentConnectionBlocksNobodyAndIsCutByTheArtimTimer() throws Exception {
        try (TestNode node = TestNode.secured(associateWithin(SHORT), 1, server);
                Socket silent = connect(node)) {
            assertServes(node);
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
            Waiting.until(() -> node.endings().contains("127.0.0.1 kept silent for 0.4 s."));
            assertThat(node.failedHandshakes()).isEmpty();
            assertServes(node);
        }
    }

    @Test
    @Tag("long")
    void fiveHundredSilentConnectionsBlockNobody() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try (TestNode node = TestNode.secured(TestNode.PATIENT, 20, server)) {
            for (int i = 0; i < 500; i++) {
                silent.add(connect(node));
            }
            for (int i = 0; i < 5; i++) {
                assertAnswers(node);
            }
            assertThat(threads()).isLessThan(200);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    @Tag("long")
    void aPeerThatStopsInTheMiddleOfItsHandshakeIsCutByTheSameTimer() throws Exception {
        try (TestNode node = TestNode.secured(associateWithin(SHORT), 1, server);
                Socket stalled = connect(node)) {
            byte[] hello = clientHello();
            stalled.getOutputStream().write(hello, 0, hello.length / 2);
            assertServes(node);
            assertThat(stalled.getInputStream().read()).isEqualTo(-1);
            Waiting.until(() -> node.endings().contains("127.0.0.1 kept silent for 0.4 s."));
        }
    }

    @Test
    @Tag("long")
    void aPeerThatStopsAfterTheServersAnswerIsCutToo() throws Exception {
        try (TestNode node = TestNode.secured(associateWithin(SHORT), 1, server);
                Socket stalled = connect(node)) {
            stalled.getOutputStream().write(clientHello());
            assertThat(stalled.getInputStream().read()).isEqualTo(HANDSHAKE);
            assertServes(node);
            stalled.getInputStream().readAllBytes();
            Waiting.until(() -> node.endings().contains("127.0.0.1 kept silent for 0.4 s."));
        }
    }

    @Test
    @Tag("long")
    void aHandshakeThatTricklesHasOneDeadlineForAllOfIt() throws Exception {
        try (TestNode node = TestNode.secured(associateWithin(SHORT), 1, server);
                Socket slow = connect(node)) {
            byte[] hello = clientHello();
            long start = System.nanoTime();
            assertThatThrownBy(() -> {
                        for (byte one : hello) {
                            slow.getOutputStream().write(one);
                            Thread.sleep(50);
                        }
                    })
                    .isInstanceOf(SocketException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            Waiting.until(() -> node.endings().contains("127.0.0.1 kept silent for 0.4 s."));
        }
    }

    @Test
    void aListenerClosesThoughHandshakesAreStalled() throws Exception {
        TestNode node = TestNode.secured(TestNode.PATIENT, 1, server);
        try (Socket silent = connect(node)) {
            long start = System.nanoTime();
            node.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(hasEnded(silent)).isTrue();
        }
    }

    /** By a reset, where the listener had not come to take the connection up. */
    private static boolean hasEnded(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void aWebBrowserIsToldThatItSentNoTls() throws Exception {
        try (TestNode node = TestNode.secured(TestNode.PATIENT, 1, server);
                Socket browser = connect(node)) {
            browser.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(browser.getInputStream().read()).isEqualTo(-1);
            Waiting.until(
                    () -> node.failedHandshakes().equals(List.of("127.0.0.1 sent what is no TLS (first byte 47H).")));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0300, 0x0301, 0x0302})
    void oldVersionsAreRefused(int version) throws Exception {
        try (TestNode node = TestNode.secured(TestNode.PATIENT, 1, server)) {
            // ECDHE_RSA_WITH_AES_128_CBC_SHA exists in each of these versions.
            assertThat(answerTo(node, hello(version, 0xC013))).isEqualTo(alert(PROTOCOL_VERSION));
            Waiting.until(() -> !node.failedHandshakes().isEmpty());
            assertThat(node.failedHandshakes().get(0)).contains("offers only TLS versions that are not allowed here");
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x0001, // RSA_WITH_NULL_MD5
                0x0005, // RSA_WITH_RC4_128_SHA
                0x002F, // RSA_WITH_AES_128_CBC_SHA
                0x009C, // RSA_WITH_AES_128_GCM_SHA256: no forward secrecy
                0x009E, // DHE_RSA_WITH_AES_128_GCM_SHA256: RFC 9325 4.1 advises against it
                0xC013, // ECDHE_RSA_WITH_AES_128_CBC_SHA: no authenticated encryption
                0xC027 // ECDHE_RSA_WITH_AES_128_CBC_SHA256
            })
    void weakCipherSuitesAreRefused(int suite) throws Exception {
        try (TestNode node = TestNode.secured(TestNode.PATIENT, 1, server)) {
            assertThat(answerTo(node, hello(0x0303, suite))).isEqualTo(alert(HANDSHAKE_FAILURE));
            Waiting.until(() -> node.failedHandshakes()
                    .equals(List.of("127.0.0.1 offers no TLS cipher suite that BCP 195 allows, or none for this side's"
                            + " kind of key.")));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0xC02F, 0xC030})
    void strongCipherSuitesAreTaken(int suite) throws Exception {
        try (TestNode node = TestNode.secured(TestNode.PATIENT, 1, server);
                Socket peer = connect(node)) {
            peer.getOutputStream().write(hello(0x0303, suite));
            assertThat(peer.getInputStream().readNBytes(6))
                    .startsWith(HANDSHAKE, 3, 3)
                    .endsWith(2);
        }
    }

    @Test
    @Tag("long")
    void aTls12PeerThatBeginsAnotherHandshakeIsCut() throws Exception {
        try (TestNode node = TestNode.secured(TestNode.PATIENT, 1, server);
                Socket socket = connect(node)) {
            SSLEngine engine = client12.clientEngine("127.0.0.1", node.tlsPort());
            Wire wire =
                    new Wire(socket, Duration.ofSeconds(5), new java.util.concurrent.ScheduledThreadPoolExecutor(1));
            TlsLayer layer = new TlsLayer(wire, () -> engine);
            layer.handshake(Deadline.in(Duration.ofSeconds(20)));
            // The same call again asks for a renegotiation.
            assertThatThrownBy(() -> layer.handshake(Deadline.in(Duration.ofSeconds(20))))
                    .isInstanceOf(IOException.class);
            Waiting.until(() ->
                    node.endings().contains("127.0.0.1 asks for a TLS renegotiation, which BCP 195 does not allow."));
            assertServes(node);
        }
    }

    @Test
    @Tag("long")
    void aRecordThatWasTamperedWithEndsTheAssociation() throws Exception {
        try (TestNode node = TestNode.secured(TestNode.PATIENT, 1, server);
                RawPeer peer = RawPeer.associate(RawPeer.connect(node, client))) {
            byte[] record = new byte[5 + 64];
            System.arraycopy(new byte[] {0x17, 3, 3, 0, 64}, 0, record, 0, 5);
            peer.socket().getOutputStream().write(record);
            Waiting.until(() -> !node.endings().isEmpty());
            assertThat(node.endings().get(0)).startsWith("RAW at 127.0.0.1 broke the rules of TLS (");
            assertServes(node);
        }
    }

    @Test
    @Tag("long")
    void aPeerThatNeverReadsItsAnswersIsCutByTheWriteDeadline() throws Exception {
        try (TestNode node = TestNode.secured(writeWithin(SHORT), 4, server);
                RawPeer peer = RawPeer.associate(RawPeer.connect(node, client))) {
            byte[] command = new CEchoRq(1).toCommandSet().encode();
            assertThatThrownBy(() -> {
                        while (true) {
                            peer.sendFragment(RawPeer.ECHO_CONTEXT, true, true, command);
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(WriteTimeoutException.class);
            Waiting.until(() -> node.endings().contains("RAW at 127.0.0.1 took no data for 0.4 s."));
            assertServes(node);
        }
    }

    @Test
    @Tag("long")
    void aReceiverThatStopsReadingIsGivenUpAndClosingDoesNotWaitForIt() throws Exception {
        try (ServerSocket listening = listen()) {
            RemoteAe pacs = pacs(listening);
            Background.run(() -> {
                try (RawPeer peer = RawPeer.accept(listening, server)) {
                    peer.acceptAssociation();
                    Thread.sleep(20_000);
                }
                return null;
            });
            long start = System.nanoTime();
            assertThatThrownBy(() -> store(pacs, writeWithin(SHORT)))
                    .isInstanceOf(AssociationAbortedException.class)
                    .hasMessage(pacs + " took no data for 0.4 s.");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void aPeerThatAbortsWhileWeSendIsHeard() throws Exception {
        try (ServerSocket listening = listen()) {
            RemoteAe pacs = pacs(listening);
            Background.run(() -> {
                try (RawPeer peer = RawPeer.accept(listening, server)) {
                    peer.acceptAssociation();
                    peer.receive();
                    peer.receive();
                    peer.send(AAbort.BY_USER);
                    peer.awaitEnd();
                }
                return null;
            });
            assertThatThrownBy(() -> store(pacs, TestNode.PATIENT))
                    .hasMessage(pacs + " aborted the association (by its application).");
        }
    }

    @Test
    @Tag("long")
    void aServerThatNeverAnswersTheHandshakeIsGivenUp() throws Exception {
        try (ServerSocket listening = listen()) {
            RemoteAe pacs = pacs(listening);
            assertThatThrownBy(() -> network.echo("TESTER", pacs, associateWithin(SHORT)))
                    .isInstanceOf(AssociationAbortedException.class)
                    .hasMessage(pacs + " kept silent for 0.4 s.");
        }
    }

    @Test
    void aServerThatHangsUpInTheHandshakeIsReported() throws Exception {
        try (ServerSocket listening = listen()) {
            RemoteAe pacs = pacs(listening);
            Background.run(() -> {
                try (Socket socket = listening.accept()) {
                    socket.getInputStream().read(new byte[4096]);
                    socket.getOutputStream().write(new byte[] {HANDSHAKE, 3, 3});
                }
                return null;
            });
            assertThatThrownBy(() -> network.echo("TESTER", pacs, TestNode.PATIENT))
                    .hasMessage(pacs + " closed the connection in the TLS handshake.");
        }
    }

    /** A plain and a secured association, one after the other in the only place. */
    private void assertServes(TestNode node) throws IOException {
        assertThat(securedEcho(node)).isEqualTo(Status.SUCCESS);
        awaitPlace(node);
        assertThat(node.echo()).isEqualTo(Status.SUCCESS);
        awaitPlace(node);
    }

    /** A plain and a secured association beside others. */
    private void assertAnswers(TestNode node) throws IOException {
        assertThat(securedEcho(node)).isEqualTo(Status.SUCCESS);
        assertThat(node.echo()).isEqualTo(Status.SUCCESS);
    }

    private Status securedEcho(TestNode node) throws IOException {
        return network.echo("TESTER", node.remote(client), TestNode.PATIENT).status();
    }

    private static void awaitPlace(TestNode node) {
        try {
            Waiting.until(() -> node.listener().associations() == 0);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Status store(RemoteAe pacs, Timeouts timeouts) throws IOException {
        byte[] part = new byte[1 << 20];
        InputStream endless = new SequenceInputStream(new java.util.Enumeration<InputStream>() {
            private int left = 3000;

            @Override
            public boolean hasMoreElements() {
                return left > 0;
            }

            @Override
            public InputStream nextElement() {
                left--;
                return new ByteArrayInputStream(part);
            }
        });
        try (StoreSession session = network.openStore("TESTER", pacs, CR, timeouts)) {
            return session.store(SopClass.CR_IMAGE, "1.2.3", IMPLICIT, endless);
        }
    }

    private static ServerSocket listen() throws IOException {
        ServerSocket listening = new ServerSocket();
        listening.setReceiveBufferSize(4096);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return listening;
    }

    private static RemoteAe pacs(ServerSocket listening) {
        return new RemoteAe("PACS1", "127.0.0.1", listening.getLocalPort(), new Transport.Tls(client));
    }

    private static Socket connect(TestNode node) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.tlsPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static Timeouts associateWithin(Duration artim) {
        Timeouts patient = TestNode.PATIENT;
        return new Timeouts(patient.connect(), artim, patient.idle(), patient.message(), patient.write());
    }

    private static Timeouts writeWithin(Duration write) {
        Timeouts patient = TestNode.PATIENT;
        return new Timeouts(patient.connect(), patient.associate(), patient.idle(), patient.message(), write);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("dicom-association"))
                .count();
    }

    private static byte[] answerTo(TestNode node, byte[] hello) throws IOException {
        try (Socket peer = connect(node)) {
            peer.getOutputStream().write(hello);
            byte[] answer = peer.getInputStream().readNBytes(7);
            // The version of the record is of no meaning (RFC 8446 5.1).
            return new byte[] {answer[0], answer[5], answer[6]};
        }
    }

    private static byte[] alert(int description) {
        return new byte[] {ALERT, 2, (byte) description};
    }

    /** The first flight of a client that does everything right. */
    private static byte[] clientHello() throws IOException {
        SSLEngine engine = client.clientEngine("127.0.0.1", 1);
        engine.beginHandshake();
        assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_WRAP);
        ByteBuffer flight = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), flight);
        return Arrays.copyOf(flight.array(), flight.position());
    }

    /** A ClientHello (RFC 5246 7.4.1.2) of a version with one cipher suite. */
    private static byte[] hello(int version, int suite) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeShort(version);
        out.write(new byte[32]);
        out.writeByte(0);
        out.writeShort(2);
        out.writeShort(suite);
        out.writeShort(0x0100);
        // Extensions: the curve P-256, uncompressed points, and signatures by RSA with SHA-256, plain and PSS.
        byte[] extensions = {0, 10, 0, 4, 0, 2, 0, 23, 0, 11, 0, 2, 1, 0, 0, 13, 0, 6, 0, 4, 4, 1, 8, 4, 0, 23, 0, 0};
        out.writeShort(extensions.length);
        out.write(extensions);
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        DataOutputStream all = new DataOutputStream(record);
        all.writeByte(HANDSHAKE);
        all.writeShort(Math.min(version, 0x0301));
        all.writeShort(4 + body.size());
        all.writeByte(1);
        all.writeByte(0);
        all.writeShort(body.size());
        body.writeTo(all);
        return record.toByteArray();
    }
}
