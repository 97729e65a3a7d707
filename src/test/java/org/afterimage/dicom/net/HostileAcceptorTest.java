package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.testing.SmallHeap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a sender must survive: no wait without a deadline, and a sentence for the administrator at the end of each. */
@SmallHeap
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileAcceptorTest {

    private static final Duration SHORT = Duration.ofMillis(400);
    private static final TransferSyntax IMPLICIT = TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
    private static final List<ProposedContext> CR = List.of(new ProposedContext(SopClass.CR_IMAGE, List.of(IMPLICIT)));

    private final DicomNetwork network = new UpperLayerNetwork();
    private final AtomicLong unsent = new AtomicLong();
    private ServerSocket server;
    private RemoteAe pacs;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket();
        server.setReceiveBufferSize(4096);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        pacs = new RemoteAe("PACS1", "127.0.0.1", server.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    @Tag("long")
    void aPeerThatNeverAnswersTheRequestIsGivenUp() {
        Timeouts timeouts = TestNode.timeouts(SHORT);
        assertThatThrownBy(() -> network.echo("TESTER", pacs, timeouts))
                .isInstanceOf(AssociationAbortedException.class)
                .hasMessage(pacs + " kept silent for 0.4 s.");
    }

    @Test
    void aWebServerIsNoPacs() {
        play(peer -> peer.send("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        assertThatThrownBy(() -> network.echo("TESTER", pacs, TestNode.PATIENT))
                .isInstanceOf(AssociationAbortedException.class)
                .hasMessage(pacs + " sent what is no DICOM PDU (type 48H).");
    }

    @Test
    void aPeerThatHangsUpOrAbortsAtOnceIsReportedSo() {
        play(peer -> peer.receive());
        assertThatThrownBy(() -> network.echo("TESTER", pacs, TestNode.PATIENT))
                .hasMessage(pacs + " closed the connection.");
        play(peer -> {
            peer.receive();
            peer.send(new AAbort(2, 0));
        });
        assertThatThrownBy(() -> network.echo("TESTER", pacs, TestNode.PATIENT))
                .hasMessage(pacs + " aborted the association (no reason given).");
    }

    @Test
    void aCongestedPeerIsReportedAsOneToTryAgain() {
        play(peer -> {
            peer.receive();
            peer.send(new AAssociateRj(Rejection.TEMPORARY_CONGESTION));
        });
        assertThatThrownBy(() -> network.echo("TESTER", pacs, TestNode.PATIENT))
                .isInstanceOfSatisfying(
                        AssociationRejectedException.class,
                        e -> assertThat(e.rejection().isTransient()).isTrue())
                .hasMessageEndingWith("try again later.");
    }

    @Test
    @Tag("long")
    void aPeerThatStopsReadingIsCutByTheWriteDeadline() throws Exception {
        Timeouts patient = TestNode.PATIENT;
        Timeouts timeouts =
                new Timeouts(patient.connect(), patient.associate(), patient.idle(), patient.message(), SHORT);
        Background<Void> peer = play(raw -> {
            raw.acceptAssociation();
            Thread.sleep(3000);
        });
        long start = System.nanoTime();
        assertThatThrownBy(() -> storeMegabytes(100, timeouts))
                .isInstanceOf(AssociationAbortedException.class)
                .hasMessage(pacs + " took no data for 0.4 s.");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        peer.get();
    }

    @Test
    void aPeerThatAbortsWhileWeSendEndsTheSendingAtOnce() {
        play(peer -> {
            peer.acceptAssociation();
            peer.receive();
            peer.receive();
            peer.send(AAbort.BY_USER);
            // The connection stays open and is read, so that only the A-ABORT can end the sending.
            peer.awaitEnd();
        });
        assertThatThrownBy(() -> storeMegabytes(3000, TestNode.PATIENT))
                .isInstanceOf(AssociationAbortedException.class)
                .hasMessage(pacs + " aborted the association (by its application).");
        assertThat(unsent.get()).isGreaterThan(2000L << 20);
    }

    @Test
    @Tag("long")
    void aPeerThatAbortsAndHangsUpWithoutReadingOnIsReportedAsAborting() {
        play(peer -> {
            peer.acceptAssociation();
            peer.receive();
            peer.receive();
            // Long enough for the sender to stand in a write that only the end of the connection ends.
            Thread.sleep(500);
            peer.send(AAbort.BY_USER);
        });
        assertThatThrownBy(() -> storeMegabytes(3000, TestNode.PATIENT))
                .hasMessage(pacs + " aborted the association (by its application).");
    }

    @Test
    void aPeerThatHangsUpWhileWeSendEndsTheSending() {
        play(peer -> {
            peer.acceptAssociation();
            peer.receive();
        });
        assertThatThrownBy(() -> storeMegabytes(3000, TestNode.PATIENT))
                .isInstanceOf(AssociationAbortedException.class)
                .hasMessageStartingWith(pacs.toString());
    }

    @Test
    @Tag("long")
    void aPeerThatNeverAnswersAStoreIsGivenUp() {
        Timeouts patient = TestNode.PATIENT;
        Timeouts timeouts =
                new Timeouts(patient.connect(), patient.associate(), SHORT, patient.message(), patient.write());
        play(peer -> {
            peer.acceptAssociation();
            peer.awaitEnd();
        });
        assertThatThrownBy(() -> storeMegabytes(0, timeouts)).hasMessage(pacs + " kept silent for 0.4 s.");
    }

    @Test
    void anAnswerToAnotherMessageIsRefused() {
        play(peer -> {
            peer.acceptAssociation();
            peer.receive();
            DimseResponse wrong = new DimseResponse(0x8001, 999, "", "", Status.SUCCESS);
            peer.sendCommand(1, wrong.toCommandSet());
            peer.awaitEnd();
        });
        assertThatThrownBy(() -> storeMegabytes(0, TestNode.PATIENT))
                .hasMessage(pacs + " answered message 999 instead of 1.");
    }

    @Test
    void aPeerIntoWhosePdusNoDataFitIsRefused() {
        play(peer -> {
            AAssociateRq request = (AAssociateRq) peer.receive();
            UserInformation tiny =
                    new UserInformation(7, "1.2", "", AsynchronousOperationsWindow.NOT_NEGOTIATED, List.of());
            peer.send(new AAssociateAc(1, "A", "B", request.applicationContextName(), List.of(), tiny));
            peer.awaitEnd();
        });
        assertThatThrownBy(() -> network.echo("TESTER", pacs, TestNode.PATIENT))
                .hasMessage(pacs + " announced a maximum PDU length of 7 bytes, into which no data fit.");
    }

    @Test
    @Tag("long")
    void aPeerThatNeverAnswersTheReleaseDoesNotSpoilWhatItStored() throws Exception {
        Timeouts patient = TestNode.PATIENT;
        Timeouts timeouts = new Timeouts(
                patient.connect(), Duration.ofSeconds(2), patient.idle(), patient.message(), patient.write());
        play(peer -> {
            peer.acceptAssociation();
            peer.receiveCommand();
            peer.receive();
            peer.sendCommand(1, new DimseResponse(0x8001, 1, "", "", Status.SUCCESS).toCommandSet());
            peer.awaitEnd();
        });
        assertThat(storeMegabytes(0, timeouts)).isEqualTo(Status.SUCCESS);
    }

    /** Sends a data set of this size, which is made as it is sent. */
    private Status storeMegabytes(long megabytes, Timeouts timeouts) throws IOException {
        unsent.set(megabytes << 20);
        InputStream zeros = new InputStream() {
            @Override
            public int read() {
                return unsent.getAndDecrement() > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                int count = (int) Math.min(unsent.get(), length);
                unsent.addAndGet(-count);
                return count == 0 && length > 0 ? -1 : count;
            }
        };
        InputStream source = megabytes == 0 ? new ByteArrayInputStream(new byte[2]) : zeros;
        try (StoreSession session = network.openStore("TESTER", pacs, CR, timeouts)) {
            return session.store(SopClass.CR_IMAGE, "1.2.3", IMPLICIT, source);
        }
    }

    /** What the peer does with the next connection; at the end it hangs up. */
    private interface Script {
        void play(RawPeer peer) throws Exception;
    }

    private Background<Void> play(Script script) {
        return Background.run(() -> {
            try (RawPeer peer = RawPeer.accept(server)) {
                script.play(peer);
            }
            return null;
        });
    }
}
