package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.TransferSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several outstanding requests on one association (PS3.7 D.3.3.3). */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OperationsWindowTest {

    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final List<ProposedContext> CR = List.of(new ProposedContext(SopClass.CR_IMAGE, List.of(EXPLICIT)));
    private static final AssociationSettings THREE =
            AssociationSettings.of("TESTER", TestNode.PATIENT).withOperationsWindow(3);

    private final DicomNetwork network = new UpperLayerNetwork();

    @Test
    void aFullWindowIsSentBeforeTheFirstAnswerAndNoMore() throws Exception {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        Map<String, Status> answers = new ConcurrentHashMap<>();
        StoreService slow = (request, dataSet) -> {
            dataSet.readAllBytes();
            try {
                assertThat(mayAnswer.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return new Status(0xB000, "answer to " + request.sopInstanceUid());
        };
        try (TestNode node = TestNode.storingWith(slow);
                StoreSession session = network.openStore(THREE, node.remote(), CR)) {
            assertThat(session.operationsWindow()).isEqualTo(3);
            for (int i = 0; i < 3; i++) {
                submit(session, "1.2." + i, answers);
            }
            assertThat(answers).isEmpty();
            Background<Void> fourth = Background.run(() -> {
                submit(session, "1.2.3", answers);
                return null;
            });
            Thread.sleep(200);
            assertThat(fourth.isDone()).isFalse();
            mayAnswer.countDown();
            fourth.get();
            session.awaitAnswers();
            assertThat(answers).hasSize(4);
            answers.forEach((uid, status) -> assertThat(status.comment()).isEqualTo("answer to " + uid));
        }
    }

    @Test
    void answersAreToldApartByTheMessageIdThatTheyAnswer() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Background<List<Integer>> scp = Background.run(() -> answerInReverse(server, 3));
            Map<String, Status> answers = new TreeMap<>();
            List<String> order = new ArrayList<>();
            RemoteAe remote = new RemoteAe("RAW", "127.0.0.1", server.getLocalPort());
            try (StoreSession session = network.openStore(THREE, remote, CR)) {
                for (String uid : List.of("1.1", "1.2", "1.3")) {
                    session.submit(SopClass.CR_IMAGE, uid, EXPLICIT, bytes(10), status -> {
                        answers.put(uid, status);
                        order.add(uid);
                    });
                }
                session.awaitAnswers();
            }
            List<Integer> messageIds = scp.get();
            assertThat(messageIds).doesNotHaveDuplicates().hasSize(3);
            assertThat(order).containsExactly("1.3", "1.2", "1.1");
            assertThat(answers.values())
                    .extracting(Status::comment)
                    .containsExactly("to " + messageIds.get(0), "to " + messageIds.get(1), "to " + messageIds.get(2));
        }
    }

    @Test
    void anAcceptorThatSaysNothingOfTheWindowGetsOneRequestAtATime() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Background<Void> scp = Background.run(() -> {
                try (RawPeer peer = RawPeer.accept(server)) {
                    peer.acceptAssociation();
                    peer.awaitEnd();
                }
                return null;
            });
            RemoteAe remote = new RemoteAe("RAW", "127.0.0.1", server.getLocalPort());
            AssociationSettings hasty = THREE;
            StoreSession session = network.openStore(hasty, remote, CR);
            assertThat(session.operationsWindow()).isEqualTo(1);
            assertThat(scp.isDone()).isFalse();
            Background<Void> close = Background.run(() -> {
                session.close();
                return null;
            });
            assertThat(close.isDone()).isFalse();
        }
    }

    @Test
    void aSynchronousStoreAmongAsynchronousOnesGetsItsOwnAnswer() throws Exception {
        Map<String, Status> answers = new ConcurrentHashMap<>();
        StoreService naming = (request, dataSet) -> new Status(0xB000, "answer to " + request.sopInstanceUid());
        try (TestNode node = TestNode.storingWith(naming);
                StoreSession session = network.openStore(THREE, node.remote(), CR)) {
            submit(session, "1.1", answers);
            submit(session, "1.2", answers);
            assertThat(session.store(SopClass.CR_IMAGE, "1.3", EXPLICIT, bytes(100))
                            .comment())
                    .isEqualTo("answer to 1.3");
            session.awaitAnswers();
            assertThat(answers).hasSize(2);
        }
    }

    @Test
    void manyLargeInstancesPassThroughTheWindow() throws Exception {
        Map<String, Status> answers = new ConcurrentHashMap<>();
        try (TestNode node = TestNode.start();
                StoreSession session = network.openStore(THREE.withOperationsWindow(64), node.remote(), CR)) {
            for (int i = 0; i < 100; i++) {
                String uid = "1.2." + i;
                session.submit(SopClass.CR_IMAGE, uid, EXPLICIT, bytes(300_000), status -> answers.put(uid, status));
            }
            session.awaitAnswers();
            assertThat(answers).hasSize(100);
            assertThat(answers.values()).allMatch(Status::isSuccess);
            assertThat(node.received()).hasSize(100).allMatch(one -> one.dataSet().length == 300_000);
        }
    }

    @Test
    void anAbortWithRequestsOutstandingIsReported() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Background<Void> scp = Background.run(() -> {
                try (RawPeer peer = RawPeer.accept(server)) {
                    acceptWindow(peer, 3);
                    peer.receiveCommand();
                    peer.send(AAbort.BY_USER);
                    peer.awaitEnd();
                }
                return null;
            });
            RemoteAe remote = new RemoteAe("RAW", "127.0.0.1", server.getLocalPort());
            try (StoreSession session = network.openStore(THREE, remote, CR)) {
                Map<String, Status> answers = new ConcurrentHashMap<>();
                assertThatThrownBy(() -> {
                            for (int i = 0; i < 3; i++) {
                                submit(session, "1.2." + i, answers);
                            }
                            session.awaitAnswers();
                        })
                        .isInstanceOf(AssociationAbortedException.class)
                        .hasMessageContaining("aborted");
                assertThat(answers).isEmpty();
            }
            scp.get();
        }
    }

    @Test
    void anAnswerToNothingAbortsTheAssociation() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Background<Optional<AAbort>> scp = Background.run(() -> {
                try (RawPeer peer = RawPeer.accept(server)) {
                    acceptWindow(peer, 3);
                    CommandSet request = peer.receiveCommand();
                    request.putInteger(Tag.MESSAGE_ID, 999);
                    peer.sendCommand(
                            1, DimseResponse.to(request, Status.SUCCESS).toCommandSet());
                    return peer.awaitEnd();
                }
            });
            RemoteAe remote = new RemoteAe("RAW", "127.0.0.1", server.getLocalPort());
            try (StoreSession session = network.openStore(THREE, remote, CR)) {
                assertThatThrownBy(() -> session.store(SopClass.CR_IMAGE, "1.2", EXPLICIT, bytes(2)))
                        .isInstanceOf(AssociationAbortedException.class)
                        .hasMessageContaining("answered message 999 instead of");
            }
            assertThat(scp.get()).contains(AAbort.BY_USER);
        }
    }

    @Test
    void theAgreedWindowIsTheSmallerAndZeroIsNoLimit() {
        assertThat(new AsynchronousOperationsWindow(8, 1).agreed(new AsynchronousOperationsWindow(5, 1)))
                .isEqualTo(5);
        assertThat(new AsynchronousOperationsWindow(8, 1).agreed(new AsynchronousOperationsWindow(9, 1)))
                .isEqualTo(8);
        assertThat(new AsynchronousOperationsWindow(8, 1).agreed(new AsynchronousOperationsWindow(0, 1)))
                .isEqualTo(8);
        assertThat(new AsynchronousOperationsWindow(8, 1).agreed(AsynchronousOperationsWindow.NOT_NEGOTIATED))
                .isEqualTo(1);
        assertThat(AsynchronousOperationsWindow.NOT_NEGOTIATED.agreed(new AsynchronousOperationsWindow(7, 1)))
                .isEqualTo(1);
    }

    @Test
    void aListenerAcceptsWindowsUpToItsBound() {
        assertThat(new AsynchronousOperationsWindow(8, 3).accepted()).isEqualTo(new AsynchronousOperationsWindow(8, 1));
        assertThat(new AsynchronousOperationsWindow(64, 0).accepted())
                .isEqualTo(new AsynchronousOperationsWindow(64, 1));
        assertThat(new AsynchronousOperationsWindow(65, 0).accepted())
                .isEqualTo(new AsynchronousOperationsWindow(64, 1));
        assertThat(new AsynchronousOperationsWindow(0, 0).accepted())
                .isEqualTo(new AsynchronousOperationsWindow(64, 1));
        assertThat(AsynchronousOperationsWindow.NOT_NEGOTIATED.accepted())
                .isEqualTo(AsynchronousOperationsWindow.NOT_NEGOTIATED);
    }

    @Test
    void aWindowOutOfBoundsIsRefused() {
        for (int window : new int[] {0, 1025}) {
            assertThatThrownBy(() -> THREE.withOperationsWindow(window))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1 to 1024");
        }
        assertThat(THREE.withOperationsWindow(1024).operationsWindow()).isEqualTo(1024);
    }

    /** Takes all requests first, and then answers the last one first. */
    private static List<Integer> answerInReverse(ServerSocket server, int count) throws Exception {
        try (RawPeer peer = RawPeer.accept(server)) {
            acceptWindow(peer, count);
            List<CommandSet> requests = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                requests.add(peer.receiveCommand());
                peer.receive();
            }
            for (int i = count - 1; i >= 0; i--) {
                int messageId = requests.get(i).integer(Tag.MESSAGE_ID).orElseThrow();
                Status status = new Status(0xB000, "to " + messageId);
                peer.sendCommand(1, DimseResponse.to(requests.get(i), status).toCommandSet());
            }
            peer.receive();
            peer.send(new AReleaseRp());
            return requests.stream()
                    .map(request -> request.integer(Tag.MESSAGE_ID).orElseThrow())
                    .toList();
        }
    }

    private static void acceptWindow(RawPeer peer, int window) throws Exception {
        AAssociateRq request = (AAssociateRq) peer.receive();
        assertThat(request.userInformation().asynchronousOperationsWindow().operationsInvoked())
                .isEqualTo(3);
        peer.send(new AAssociateAc(
                1,
                request.calledAeTitle(),
                request.callingAeTitle(),
                request.applicationContextName(),
                List.of(new PresentationContextAc(1, 0, EXPLICIT.uid())),
                UserInformation.ofThisImplementation(16384, new AsynchronousOperationsWindow(window, 1), List.of())));
    }

    private static void submit(StoreSession session, String uid, Map<String, Status> answers) throws Exception {
        session.submit(SopClass.CR_IMAGE, uid, EXPLICIT, bytes(100), status -> answers.put(uid, status));
    }

    private static InputStream bytes(int count) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) 7);
        return new ByteArrayInputStream(bytes);
    }
}
