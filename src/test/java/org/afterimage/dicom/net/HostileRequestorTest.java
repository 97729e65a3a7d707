package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.testing.SmallHeap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the listener must survive. Each test ends with a normal association. */
@SmallHeap
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileRequestorTest {

    private static final Duration SHORT = Duration.ofMillis(400);

    @Test
    @org.junit.jupiter.api.Tag("long")
    void aSilentConnectionIsCutByTheArtimTimer() throws Exception {
        try (TestNode node = TestNode.start(associateWithin(SHORT), 16);
                RawPeer silent = RawPeer.connect(node)) {
            assertThat(silent.awaitEnd()).contains(AAbort.REASON_NOT_SPECIFIED);
            Waiting.until(() -> node.endings().contains("127.0.0.1 kept silent for 0.4 s."));
            assertServes(node);
        }
    }

    @Test
    @org.junit.jupiter.api.Tag("long")
    void aRequestThatTricklesIsCutByTheSameTimer() throws Exception {
        try (TestNode node = TestNode.start(associateWithin(SHORT), 16);
                RawPeer slow = RawPeer.connect(node)) {
            byte[] request = PduEncoder.encode(RawPeer.request(TestNode.AE_TITLE, "SLOW"));
            long start = System.nanoTime();
            try {
                for (byte b : request) {
                    slow.send(new byte[] {b});
                    Thread.sleep(50);
                }
            } catch (SocketException e) {
                // Cut, as it should be.
            }
            slow.awaitEnd();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(50L * request.length));
            assertThat(node.endings()).isNotEmpty();
            assertServes(node);
        }
    }

    @Test
    @org.junit.jupiter.api.Tag("long")
    void ofFiveHundredSilentConnectionsOnlyTheAllowedOnesAreHeld() throws Exception {
        List<RawPeer> peers = new ArrayList<>();
        try (TestNode node = TestNode.start(associateWithin(Duration.ofSeconds(5)), 8)) {
            for (int i = 0; i < 500; i++) {
                peers.add(RawPeer.connect(node));
            }
            // The oldest lose their places to the newer ones.
            for (RawPeer peer : peers.subList(0, 500 - AssociationPlaces.NEGOTIATING)) {
                assertThat(peer.receive()).isEqualTo(new AAssociateRj(Rejection.LOCAL_LIMIT_EXCEEDED));
            }
            Waiting.until(() -> node.listener().associations() <= AssociationPlaces.NEGOTIATING);
            assertThat(associationThreads()).isLessThanOrEqualTo(8 + 2L * AssociationPlaces.NEGOTIATING);
            assertServes(node);
            Waiting.until(() -> node.listener().associations() == 0);
        } finally {
            peers.forEach(RawPeer::close);
        }
    }

    @Test
    @org.junit.jupiter.api.Tag("long")
    void aPeerThatSendsAFewBytesNowAndThenIsCutThoughEachOfItsPdusIsQuick() throws Exception {
        AtomicReference<IOException> seen = new AtomicReference<>();
        Timeouts timeouts = with(TestNode.PATIENT, SHORT, TestNode.PATIENT.write());
        try (TestNode node = TestNode.storingWith(timeouts, remembering(seen));
                RawPeer peer = RawPeer.associate(node)) {
            peer.sendStoreRequest("1.2.3");
            long start = System.nanoTime();
            assertThatThrownBy(() -> {
                        while (System.nanoTime() - start
                                < Duration.ofSeconds(20).toNanos()) {
                            peer.sendFragment(RawPeer.STORE_CONTEXT, false, false, new byte[2]);
                            Thread.sleep(100);
                        }
                    })
                    .isInstanceOf(SocketException.class);
            assertThat(seen.get()).hasMessage("RAW at 127.0.0.1 sent less than 1024 bytes a second.");
            assertServes(node);
        }
    }

    @Test
    @org.junit.jupiter.api.Tag("long")
    void aServiceThatIsSlowIsNotHeldAgainstThePeer() throws Exception {
        Timeouts timeouts = with(TestNode.PATIENT, SHORT, TestNode.PATIENT.write());
        StoreService slow = (request, dataSet) -> {
            while (dataSet.read() >= 0) {
                sleep(100);
            }
            return Status.SUCCESS;
        };
        try (TestNode node = TestNode.storingWith(timeouts, slow);
                RawPeer peer = RawPeer.associate(node)) {
            peer.sendStoreRequest("1.2.3");
            for (int i = 0; i < 10; i++) {
                peer.sendFragment(RawPeer.STORE_CONTEXT, false, i == 9, new byte[1]);
            }
            assertThat(peer.receiveResponse().status()).isEqualTo(Status.SUCCESS);
        }
    }

    @Test
    void aRequestorOverTheLimitLearnsThatItMayTryAgain() throws Exception {
        try (TestNode node = TestNode.start(TestNode.PATIENT, 1)) {
            try (RawPeer only = RawPeer.associate(node);
                    RawPeer second = RawPeer.connect(node)) {
                second.send(RawPeer.request(TestNode.AE_TITLE, "SECOND"));
                assertThat(second.receive()).isEqualTo(new AAssociateRj(Rejection.LOCAL_LIMIT_EXCEEDED));
                assertThat(only.socket().isConnected()).isTrue();
            }
            Waiting.until(() -> node.listener().associations() == 0);
            assertServes(node);
        }
    }

    @Test
    @org.junit.jupiter.api.Tag("long")
    void aHundredAnnouncementsOfSixteenMebibytesAreRefusedAtTheirHeader() throws Exception {
        List<RawPeer> peers = new ArrayList<>();
        try (TestNode node = TestNode.start(TestNode.PATIENT, 200)) {
            for (int i = 0; i < 100; i++) {
                RawPeer peer = RawPeer.connect(node);
                peer.send(header(PduType.A_ASSOCIATE_RQ.code(), 16 << 20));
                peers.add(peer);
            }
            for (RawPeer peer : peers) {
                assertThat(peer.awaitEnd()).contains(AAbort.INVALID_PDU_PARAMETER_VALUE);
            }
            assertServes(node);
        } finally {
            peers.forEach(RawPeer::close);
        }
    }

    @Test
    void aPduLengthOfFourGigabytesIsRefused() throws Exception {
        try (TestNode node = TestNode.start()) {
            for (PduType type : PduType.values()) {
                try (RawPeer peer = RawPeer.connect(node)) {
                    peer.send(header(type.code(), -1));
                    assertThat(peer.awaitEnd()).as(type.toString()).isPresent();
                }
            }
            try (RawPeer peer = RawPeer.associate(node)) {
                peer.send(header(PduType.P_DATA_TF.code(), -1));
                assertThat(peer.awaitEnd()).contains(AAbort.INVALID_PDU_PARAMETER_VALUE);
            }
            assertServes(node);
        }
    }

    @Test
    void aPduLongerThanTheAnnouncedMaximumIsRefused() throws Exception {
        try (TestNode node = TestNode.withMaxPduLength(4096);
                RawPeer peer = RawPeer.associate(node)) {
            peer.send(header(PduType.P_DATA_TF.code(), 4097));
            assertThat(peer.awaitEnd()).contains(AAbort.INVALID_PDU_PARAMETER_VALUE);
            assertServes(node);
        }
    }

    @Test
    void aWebBrowserIsToldThatItSentNoPdu() throws Exception {
        try (TestNode node = TestNode.start();
                RawPeer browser = RawPeer.connect(node)) {
            browser.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(browser.awaitEnd()).contains(AAbort.UNRECOGNIZED_PDU);
            assertServes(node);
        }
    }

    @Test
    void dataBeforeTheAssociationAreUnexpected() throws Exception {
        try (TestNode node = TestNode.start();
                RawPeer peer = RawPeer.connect(node)) {
            peer.sendCommand(RawPeer.ECHO_CONTEXT, new CEchoRq(1).toCommandSet());
            assertThat(peer.awaitEnd()).contains(AAbort.UNEXPECTED_PDU);
            assertServes(node);
        }
    }

    @Test
    void aSecondAssociateRequestIsUnexpected() throws Exception {
        try (TestNode node = TestNode.start();
                RawPeer peer = RawPeer.associate(node)) {
            peer.send(RawPeer.request(TestNode.AE_TITLE, "RAW"));
            assertThat(peer.awaitEnd()).contains(AAbort.UNEXPECTED_PDU);
            assertServes(node);
        }
    }

    @Test
    void aWrongProtocolVersionAndApplicationContextAreRejected() throws Exception {
        AAssociateRq good = RawPeer.request(TestNode.AE_TITLE, "RAW");
        try (TestNode node = TestNode.start();
                RawPeer version = RawPeer.connect(node);
                RawPeer application = RawPeer.connect(node)) {
            version.send(new AAssociateRq(
                    2,
                    good.calledAeTitle(),
                    good.callingAeTitle(),
                    good.applicationContextName(),
                    good.presentationContexts(),
                    good.userInformation()));
            assertThat(version.receive()).isEqualTo(new AAssociateRj(Rejection.PROTOCOL_VERSION_NOT_SUPPORTED));
            application.send(new AAssociateRq(
                    1,
                    good.calledAeTitle(),
                    good.callingAeTitle(),
                    "1.2.3",
                    good.presentationContexts(),
                    good.userInformation()));
            assertThat(application.receive())
                    .isEqualTo(new AAssociateRj(Rejection.APPLICATION_CONTEXT_NAME_NOT_SUPPORTED));
            assertServes(node);
        }
    }

    @Test
    void aPresentationDataValueOfLengthZeroIsRefused() throws Exception {
        try (TestNode node = TestNode.start();
                RawPeer peer = RawPeer.associate(node)) {
            peer.send(new byte[] {4, 0, 0, 0, 0, 4, 0, 0, 0, 0});
            assertThat(peer.awaitEnd()).contains(AAbort.INVALID_PDU_PARAMETER_VALUE);
            assertServes(node);
        }
    }

    @Test
    void aContextThatWasNotAcceptedIsRefused() throws Exception {
        try (TestNode node = TestNode.start();
                RawPeer peer = RawPeer.associate(node)) {
            peer.sendCommand(77, new CEchoRq(1).toCommandSet());
            assertThat(peer.awaitEnd()).contains(AAbort.INVALID_PDU_PARAMETER_VALUE);
            assertServes(node);
        }
    }

    @Test
    void anEmptyCommandSetAbortsTheAssociation() throws Exception {
        try (TestNode node = TestNode.start();
                RawPeer peer = RawPeer.associate(node)) {
            peer.sendFragment(RawPeer.ECHO_CONTEXT, true, true, new byte[0]);
            assertThat(peer.awaitEnd()).contains(AAbort.BY_USER);
            assertServes(node);
        }
    }

    @Test
    void aCommandElementOfTwoGigabytesAbortsTheAssociationAtItsHeader() throws Exception {
        try (TestNode node = TestNode.start();
                RawPeer peer = RawPeer.associate(node)) {
            byte[] header = RawPeer.rawElement(Tag.AFFECTED_SOP_CLASS_UID, 0x7FFF_FFF0);
            peer.sendFragment(RawPeer.ECHO_CONTEXT, true, false, header);
            assertThat(peer.awaitEnd()).contains(AAbort.BY_USER);
            assertServes(node);
        }
    }

    @Test
    void operationsThatThisNodeDoesNotPerformAreRefusedAndTheAssociationGoesOn() throws Exception {
        int[] commands = {0x0010, 0x0020, 0x0021, 0x0100, 0x0110, 0x0120, 0x0130, 0x0140, 0x0150, 0x1234};
        try (TestNode node = TestNode.start();
                RawPeer peer = RawPeer.associate(node)) {
            for (int command : commands) {
                peer.sendCommand(
                        RawPeer.ECHO_CONTEXT, RawPeer.requestWithout(command).putInteger(Tag.COMMAND_DATA_SET_TYPE, 1));
                peer.sendFragment(RawPeer.ECHO_CONTEXT, false, true, new byte[100]);
                DimseResponse response = peer.receiveResponse();
                assertThat(response.commandField()).isEqualTo(0x8000 | command);
                assertThat(response.messageIdBeingRespondedTo()).isEqualTo(7);
                assertThat(response.status().code()).isEqualTo(command < 0x0100 ? 0x0122 : 0x0211);
            }
            peer.sendCommand(RawPeer.ECHO_CONTEXT, new CEchoRq(8).toCommandSet());
            assertThat(peer.receiveResponse().status()).isEqualTo(Status.SUCCESS);
            assertServes(node);
        }
    }

    @Test
    void aCancelRequestIsIgnored() throws Exception {
        try (TestNode node = TestNode.start();
                RawPeer peer = RawPeer.associate(node)) {
            peer.sendCommand(
                    RawPeer.ECHO_CONTEXT,
                    new CommandSet()
                            .putInteger(Tag.COMMAND_FIELD, CommandField.C_CANCEL_RQ)
                            .putInteger(Tag.MESSAGE_ID_BEING_RESPONDED_TO, 5)
                            .putInteger(Tag.COMMAND_DATA_SET_TYPE, CommandSet.NO_DATA_SET));
            peer.sendCommand(RawPeer.ECHO_CONTEXT, new CEchoRq(9).toCommandSet());
            assertThat(peer.receiveResponse().messageIdBeingRespondedTo()).isEqualTo(9);
            assertServes(node);
        }
    }

    @Test
    void aResponseToNothingAbortsTheAssociation() throws Exception {
        try (TestNode node = TestNode.start();
                RawPeer peer = RawPeer.associate(node)) {
            peer.sendCommand(RawPeer.ECHO_CONTEXT, RawPeer.requestWithout(0x8030));
            assertThat(peer.awaitEnd()).contains(AAbort.BY_USER);
            assertServes(node);
        }
    }

    @Test
    void aSopInstanceUidThatIsAPathIsRefusedBeforeTheServiceSeesIt() throws Exception {
        try (TestNode node = TestNode.start();
                RawPeer peer = RawPeer.associate(node)) {
            for (String uid : List.of("../PWNED", "1.2.a", "1..2", "1.2.", "1".repeat(66), "")) {
                peer.sendStoreRequest(uid);
                peer.sendFragment(RawPeer.STORE_CONTEXT, false, false, new byte[10_000]);
                peer.sendFragment(RawPeer.STORE_CONTEXT, false, true, new byte[10_000]);
                DimseResponse response = peer.receiveResponse();
                assertThat(response.status())
                        .isEqualTo(Status.INVALID_SOP_INSTANCE.withComment("Affected SOP Instance UID is not a UID."));
                assertThat(response.sopInstanceUid()).isEmpty();
            }
            assertThat(node.received()).isEmpty();
            peer.sendStoreRequest("1.2.03"); // a leading zero breaks a rule and harms nobody; some devices write it
            peer.sendFragment(RawPeer.STORE_CONTEXT, false, true, new byte[] {1, 2});
            assertThat(peer.receiveResponse().status()).isEqualTo(Status.SUCCESS);
            assertServes(node);
        }
    }

    @Test
    void aStoreOfAnotherSopClassThanTheContextsIsRefused() throws Exception {
        try (TestNode node = TestNode.start();
                RawPeer peer = RawPeer.associate(node)) {
            peer.sendCommand(RawPeer.STORE_CONTEXT, new CStoreRq(1, SopClass.CT_IMAGE, "1.2.3", "").toCommandSet());
            peer.sendFragment(RawPeer.STORE_CONTEXT, false, true, new byte[2]);
            assertThat(peer.receiveResponse().status().code()).isEqualTo(0x0122);
            assertThat(node.received()).isEmpty();
            assertServes(node);
        }
    }

    @Test
    @org.junit.jupiter.api.Tag("long")
    void aPeerThatStallsInMidStoreIsCutAndTheServiceSeesItsStreamBreak() throws Exception {
        AtomicReference<IOException> seen = new AtomicReference<>();
        Timeouts timeouts = with(TestNode.PATIENT, SHORT, TestNode.PATIENT.write());
        try (TestNode node = TestNode.storingWith(timeouts, remembering(seen));
                RawPeer peer = RawPeer.associate(node)) {
            peer.sendStoreRequest("1.2.3");
            peer.sendFragment(RawPeer.STORE_CONTEXT, false, false, new byte[1000]);
            assertThat(peer.awaitEnd()).contains(AAbort.REASON_NOT_SPECIFIED);
            assertThat(seen.get())
                    .isInstanceOf(AssociationAbortedException.class)
                    .hasMessage("RAW at 127.0.0.1 kept silent for 0.4 s.");
            assertServes(node);
        }
    }

    @Test
    void aPeerThatAbortsInMidStoreBreaksTheStream() throws Exception {
        AtomicReference<IOException> seen = new AtomicReference<>();
        try (TestNode node = TestNode.storingWith(remembering(seen));
                RawPeer peer = RawPeer.associate(node)) {
            peer.sendStoreRequest("1.2.3");
            peer.sendFragment(RawPeer.STORE_CONTEXT, false, false, new byte[1000]);
            peer.send(AAbort.BY_USER);
            assertThat(peer.awaitEnd()).isEmpty();
            Waiting.until(() -> !node.endings().isEmpty());
            assertThat(seen.get()).hasMessage("RAW at 127.0.0.1 aborted the association (by its application).");
            assertServes(node);
        }
    }

    @Test
    void aPeerThatHangsUpInMidStoreBreaksTheStream() throws Exception {
        AtomicReference<IOException> seen = new AtomicReference<>();
        try (TestNode node = TestNode.storingWith(remembering(seen))) {
            try (RawPeer peer = RawPeer.associate(node)) {
                peer.sendStoreRequest("1.2.3");
                peer.sendFragment(RawPeer.STORE_CONTEXT, false, false, new byte[1000]);
            }
            Waiting.until(() -> !node.endings().isEmpty());
            assertThat(seen.get()).hasMessage("RAW at 127.0.0.1 closed the connection.");
            assertServes(node);
        }
    }

    @Test
    void aReleaseInMidStoreAndACommandAmongDataAreRefused() throws Exception {
        try (TestNode node = TestNode.start();
                RawPeer releasing = RawPeer.associate(node);
                RawPeer mixing = RawPeer.associate(node)) {
            releasing.sendStoreRequest("1.2.3");
            releasing.send(new AReleaseRq());
            assertThat(releasing.awaitEnd()).contains(AAbort.UNEXPECTED_PDU);
            mixing.sendStoreRequest("1.2.3");
            mixing.sendStoreRequest("1.2.4");
            assertThat(mixing.awaitEnd()).contains(AAbort.UNEXPECTED_PDU_PARAMETER);
            assertThat(node.received()).isEmpty();
            assertServes(node);
        }
    }

    @Test
    @org.junit.jupiter.api.Tag("long")
    void aPeerThatStaysIdleIsCut() throws Exception {
        Timeouts timeouts = new Timeouts(
                TestNode.PATIENT.connect(), TestNode.PATIENT.associate(), SHORT, TestNode.PATIENT.message(), SHORT);
        try (TestNode node = TestNode.start(timeouts, 16);
                RawPeer peer = RawPeer.associate(node)) {
            assertThat(peer.awaitEnd()).contains(AAbort.REASON_NOT_SPECIFIED);
            assertServes(node);
        }
    }

    @Test
    @org.junit.jupiter.api.Tag("long")
    void aPeerThatNeverReadsItsAnswersIsCutByTheWriteDeadline() throws Exception {
        Timeouts timeouts = with(TestNode.PATIENT, TestNode.PATIENT.message(), SHORT);
        try (TestNode node = TestNode.start(timeouts, 16);
                RawPeer peer = RawPeer.associate(node)) {
            byte[] command = new CEchoRq(1).toCommandSet().encode();
            byte[] one = PduEncoder.encode(new PDataTf(
                    List.of(new PresentationDataValue(RawPeer.ECHO_CONTEXT, true, true, ByteBuffer.wrap(command)))));
            ByteBuffer many = ByteBuffer.allocate(1000 * one.length);
            while (many.hasRemaining()) {
                many.put(one);
            }
            Optional<IOException> failure = Optional.empty();
            while (failure.isEmpty()) {
                try {
                    peer.send(many.array());
                } catch (IOException e) {
                    failure = Optional.of(e);
                }
            }
            assertThat(failure.get()).isNotInstanceOf(WriteTimeoutException.class);
            Waiting.until(() -> node.endings().contains("RAW at 127.0.0.1 took no data for 0.4 s."));
            assertServes(node);
        }
    }

    @Test
    void severalFragmentsInOnePduAreRead() throws Exception {
        try (TestNode node = TestNode.start();
                RawPeer peer = RawPeer.associate(node)) {
            byte[] command = new CStoreRq(1, SopClass.CR_IMAGE, "1.2.3", "")
                    .toCommandSet()
                    .encode();
            ByteBuffer bytes = ByteBuffer.wrap(command);
            peer.send(new PDataTf(List.of(
                    new PresentationDataValue(RawPeer.STORE_CONTEXT, true, false, bytes.slice(0, 20)),
                    new PresentationDataValue(RawPeer.STORE_CONTEXT, true, true, bytes.slice(20, command.length - 20)),
                    new PresentationDataValue(RawPeer.STORE_CONTEXT, false, false, ByteBuffer.wrap(new byte[] {1, 2})),
                    new PresentationDataValue(RawPeer.STORE_CONTEXT, false, false, ByteBuffer.allocate(0)),
                    new PresentationDataValue(
                            RawPeer.STORE_CONTEXT, false, true, ByteBuffer.wrap(new byte[] {3, 4})))));
            assertThat(peer.receiveResponse().status()).isEqualTo(Status.SUCCESS);
            assertThat(node.received().get(0).dataSet()).containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void negotiatedExtrasAreAnsweredAsTheStandardSays() throws Exception {
        AAssociateRq plain = RawPeer.request(TestNode.AE_TITLE, "RAW");
        UserInformation extras = new UserInformation(
                16384,
                "1.2.3",
                "X",
                new AsynchronousOperationsWindow(0, 10),
                List.of(
                        new RoleSelection(SopClass.CR_IMAGE, true, true),
                        new RoleSelection(SopClass.MR_IMAGE, true, true)));
        try (TestNode node = TestNode.start();
                RawPeer peer = RawPeer.connect(node);
                RawPeer without = RawPeer.connect(node)) {
            peer.send(new AAssociateRq(
                    1,
                    plain.calledAeTitle(),
                    plain.callingAeTitle(),
                    plain.applicationContextName(),
                    plain.presentationContexts(),
                    extras));
            UserInformation answer = ((AAssociateAc) peer.receive()).userInformation();
            assertThat(answer.asynchronousOperationsWindow()).isEqualTo(new AsynchronousOperationsWindow(64, 1));
            assertThat(answer.roleSelections()).containsExactly(new RoleSelection(SopClass.CR_IMAGE, true, false));
            without.send(plain);
            assertThat(((AAssociateAc) without.receive()).userInformation().asynchronousOperationsWindow())
                    .isEqualTo(AsynchronousOperationsWindow.NOT_NEGOTIATED);
        }
    }

    @Test
    @org.junit.jupiter.api.Tag("long")
    void aReleaseIsAnsweredAndTheConnectionClosed() throws Exception {
        try (TestNode node = TestNode.start();
                RawPeer peer = RawPeer.associate(node)) {
            peer.send(new AReleaseRq());
            assertThat(peer.receive()).isEqualTo(new AReleaseRp());
            assertThat(peer.awaitEnd()).isEmpty();
            Waiting.until(() -> node.endings().contains("It was released."));
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static StoreService remembering(AtomicReference<IOException> seen) {
        return (request, dataSet) -> {
            try {
                dataSet.transferTo(OutputStream.nullOutputStream());
                return Status.SUCCESS;
            } catch (IOException e) {
                seen.set(e);
                throw e;
            }
        };
    }

    private static void assertServes(TestNode node) throws IOException {
        assertThat(node.echo()).isEqualTo(Status.SUCCESS);
    }

    private static Timeouts associateWithin(Duration associate) {
        Timeouts patient = TestNode.PATIENT;
        return new Timeouts(patient.connect(), associate, patient.idle(), patient.message(), patient.write());
    }

    private static Timeouts with(Timeouts timeouts, Duration message, Duration write) {
        return new Timeouts(timeouts.connect(), timeouts.associate(), timeouts.idle(), message, write);
    }

    private static byte[] header(int type, int length) {
        return ByteBuffer.allocate(Pdu.HEADER_LENGTH)
                .put((byte) type)
                .put((byte) 0)
                .putInt(length)
                .array();
    }

    private static long associationThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("dicom-association"))
                .count();
    }
}
