package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both sides of this implementation against each other. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UpperLayerNetworkTest {

    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final TransferSyntax IMPLICIT = TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
    private static final List<ProposedContext> CR =
            List.of(new ProposedContext(SopClass.CR_IMAGE, List.of(EXPLICIT, IMPLICIT)));

    private final DicomNetwork network = new UpperLayerNetwork();

    @Test
    void anEchoIsAnsweredAndTellsWhoAnswered() throws Exception {
        try (TestNode node = TestNode.start()) {
            EchoResult result = network.echo("TESTER", node.remote(), TestNode.PATIENT);
            assertThat(result.status()).isEqualTo(Status.SUCCESS);
            assertThat(result.implementationVersionName()).isEqualTo("AFTERIMAGE_010");
            assertThat(result.echoTime()).isPositive();
        }
    }

    @Test
    void instancesArriveAsTheyWereSentWhateverTheirLengthAndThePduLength() throws Exception {
        for (int maxPduLength : new int[] {4096, 4097, 65536, 1 << 20}) {
            try (TestNode node = TestNode.withMaxPduLength(maxPduLength)) {
                int fragment = Math.min(maxPduLength, 128 << 10) - 6 & ~1;
                int[] lengths = {0, 2, fragment - 2, fragment, fragment + 2, 3 * fragment, 1_000_000};
                try (StoreSession session = network.openStore("TESTER", node.remote(), CR, TestNode.PATIENT)) {
                    for (int length : lengths) {
                        byte[] bytes = new byte[length];
                        new Random(length).nextBytes(bytes);
                        assertThat(session.store(
                                        SopClass.CR_IMAGE, "1.2." + length, EXPLICIT, new ByteArrayInputStream(bytes)))
                                .isEqualTo(Status.SUCCESS);
                        assertThat(node.received()
                                        .get(node.received().size() - 1)
                                        .dataSet())
                                .isEqualTo(bytes);
                    }
                }
                assertThat(node.received()).hasSize(lengths.length);
            }
        }
    }

    @Test
    void aDataSetOfOddLengthIsPaddedByAZero() throws Exception {
        try (TestNode node = TestNode.start();
                StoreSession session = network.openStore("TESTER", node.remote(), CR, TestNode.PATIENT)) {
            session.store(SopClass.CR_IMAGE, "1.2.3", EXPLICIT, new ByteArrayInputStream(new byte[] {1, 2, 3}));
            assertThat(node.received().get(0).dataSet()).containsExactly(1, 2, 3, 0);
        }
    }

    @Test
    void theServiceLearnsWhoSentWhat() throws Exception {
        try (TestNode node = TestNode.start();
                StoreSession session = network.openStore("TESTER", node.remote(), CR, TestNode.PATIENT)) {
            session.store(SopClass.CR_IMAGE, "1.2.3", EXPLICIT, InputStream.nullInputStream());
            session.store(SopClass.CR_IMAGE, "1.2.4", EXPLICIT, InputStream.nullInputStream());
            StoreRequest request = node.received().get(1).request();
            assertThat(request)
                    .isEqualTo(new StoreRequest(
                            request.associationId(),
                            "TESTER",
                            TestNode.AE_TITLE,
                            InetAddress.getLoopbackAddress(),
                            SopClass.CR_IMAGE,
                            "1.2.4",
                            EXPLICIT,
                            2,
                            ""));
        }
    }

    @Test
    void anUnknownCalledAeTitleIsRejectedInWordsThatHelp() throws Exception {
        try (TestNode node = TestNode.start()) {
            RemoteAe misspelt =
                    new RemoteAe("AFTERIMAG", "127.0.0.1", node.listener().port());
            assertThatThrownBy(() -> network.echo("TESTER", misspelt, TestNode.PATIENT))
                    .isInstanceOf(AssociationRejectedException.class)
                    .hasMessage(
                            "AFTERIMAG at 127.0.0.1:" + node.listener().port() + " rejected the association: called AE"
                                    + " title not recognised. Check the AE title spelling on both sides.");
            assertThat(node.echo()).isEqualTo(Status.SUCCESS);
        }
    }

    @Test
    void aRefusedCallingAeTitleIsRejected() throws Exception {
        try (TestNode node = TestNode.start()) {
            assertThatThrownBy(() -> network.echo(TestNode.REFUSED_AE_TITLE, node.remote(), TestNode.PATIENT))
                    .isInstanceOfSatisfying(
                            AssociationRejectedException.class,
                            e -> assertThat(e.rejection()).isEqualTo(Rejection.CALLING_AE_TITLE_NOT_RECOGNIZED));
        }
    }

    @Test
    void aSopClassThatThePeerDoesNotAcceptIsNamed() throws Exception {
        List<ProposedContext> contexts = List.of(new ProposedContext(SopClass.MR_IMAGE, List.of(EXPLICIT)), CR.get(0));
        try (TestNode node = TestNode.start();
                StoreSession session = network.openStore("TESTER", node.remote(), contexts, TestNode.PATIENT)) {
            assertThat(session.accepts(SopClass.MR_IMAGE, EXPLICIT)).isFalse();
            assertThatThrownBy(() -> session.store(SopClass.MR_IMAGE, "1.2.3", EXPLICIT, InputStream.nullInputStream()))
                    .isInstanceOf(PresentationContextNotAcceptedException.class)
                    .hasMessageContaining("does not accept MR Image Storage in Explicit VR Little Endian.");
            assertThat(session.store(SopClass.CR_IMAGE, "1.2.3", EXPLICIT, InputStream.nullInputStream()))
                    .isEqualTo(Status.SUCCESS);
        }
    }

    @Test
    void anUnreachablePeerIsToldApartByItsReason() {
        int port = ProcessPeer.freePort();
        assertThatThrownBy(() -> network.echo("TESTER", new RemoteAe("PACS1", "127.0.0.1", port), TestNode.PATIENT))
                .isInstanceOf(AeUnreachableException.class)
                .hasMessage("PACS1 at 127.0.0.1:" + port
                        + " cannot be reached: the connection was refused. Check that it runs"
                        + " and listens on this port.");
        RemoteAe unknown = new RemoteAe("PACS1", "no-such-host.invalid", 104);
        assertThatThrownBy(() -> network.echo("TESTER", unknown, TestNode.PATIENT))
                .isInstanceOf(AeUnreachableException.class)
                .hasMessageContaining("the host name is unknown");
    }

    @Test
    void whatTheServiceSaysReachesTheSender() throws Exception {
        Status warning = Status.of(0xB007).withComment("Elements discarded");
        try (TestNode node = TestNode.storingWith((request, dataSet) -> warning);
                StoreSession session = network.openStore("TESTER", node.remote(), CR, TestNode.PATIENT)) {
            assertThat(session.store(SopClass.CR_IMAGE, "1.2.3", EXPLICIT, new ByteArrayInputStream(new byte[500_000])))
                    .isEqualTo(warning);
        }
    }

    @Test
    void aFailingServiceIsAnsweredAndTheAssociationGoesOn() throws Exception {
        StoreService service = (request, dataSet) -> {
            switch (request.sopInstanceUid()) {
                case "1.1" -> throw new DicomFormatException("The data set ends inside (0010,0010).");
                case "1.2" -> throw new IOException("No space left on device");
                case "1.3" -> throw new IllegalStateException("a bug that this test makes");
                default -> {
                    return Status.SUCCESS;
                }
            }
        };
        try (TestNode node = TestNode.storingWith(service);
                StoreSession session = network.openStore("TESTER", node.remote(), CR, TestNode.PATIENT)) {
            byte[] bytes = new byte[300_000];
            assertThat(session.store(SopClass.CR_IMAGE, "1.1", EXPLICIT, new ByteArrayInputStream(bytes)))
                    .isEqualTo(Status.CANNOT_UNDERSTAND.withComment("The data set ends inside (0010,0010)."));
            assertThat(session.store(SopClass.CR_IMAGE, "1.2", EXPLICIT, new ByteArrayInputStream(bytes))
                            .code())
                    .isEqualTo(0xA700);
            assertThat(session.store(SopClass.CR_IMAGE, "1.3", EXPLICIT, new ByteArrayInputStream(bytes))
                            .code())
                    .isEqualTo(0x0110);
            assertThat(session.store(SopClass.CR_IMAGE, "1.4", EXPLICIT, new ByteArrayInputStream(bytes)))
                    .isEqualTo(Status.SUCCESS);
        }
    }

    @Test
    void anErrorInOneAssociationLeavesTheListenerAlive() throws Exception {
        StoreService service = (request, dataSet) -> {
            throw new OutOfMemoryError("that this test makes");
        };
        try (TestNode node = TestNode.storingWith(service);
                StoreSession session = network.openStore("TESTER", node.remote(), CR, TestNode.PATIENT)) {
            assertThatThrownBy(() -> session.store(SopClass.CR_IMAGE, "1.2", EXPLICIT, InputStream.nullInputStream()))
                    .isInstanceOf(AssociationAbortedException.class)
                    .hasMessageContaining("aborted the association (by its application).");
            assertThat(node.echo()).isEqualTo(Status.SUCCESS);
        }
    }

    @Test
    void anUnreadableSourceAbortsTheMessageAndIsReportedAsItself() throws Exception {
        InputStream unreadable = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("bad sector");
            }
        };
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(new byte[200_000]), unreadable);
        try (TestNode node = TestNode.start();
                StoreSession session = network.openStore("TESTER", node.remote(), CR, TestNode.PATIENT)) {
            assertThatThrownBy(() -> session.store(SopClass.CR_IMAGE, "1.2", EXPLICIT, broken))
                    .isInstanceOf(IOException.class)
                    .hasMessage("bad sector");
            assertThatThrownBy(() -> session.store(SopClass.CR_IMAGE, "1.2", EXPLICIT, InputStream.nullInputStream()))
                    .isInstanceOf(AssociationAbortedException.class)
                    .hasMessageContaining("has ended");
            assertThat(node.received()).isEmpty();
        }
    }

    @Test
    @Tag("long")
    void aClosingListenerLetsARunningStoreEndAndAbortsIdleAssociations() throws Exception {
        CountDownLatch storing = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        StoreService service = (request, dataSet) -> {
            storing.countDown();
            await(mayEnd);
            return Status.SUCCESS;
        };
        try (TestNode node = TestNode.storingWith(service);
                StoreSession idle = network.openStore("IDLE", node.remote(), CR, TestNode.PATIENT);
                StoreSession busy = network.openStore("BUSY", node.remote(), CR, TestNode.PATIENT)) {
            Background<Status> store =
                    Background.run(() -> busy.store(SopClass.CR_IMAGE, "1.2", EXPLICIT, InputStream.nullInputStream()));
            await(storing);
            Background<Void> close = Background.run(() -> {
                node.listener().close(Duration.ofSeconds(20));
                return null;
            });
            Waiting.until(() -> node.endings().contains("The listener closed."));
            assertThatThrownBy(() -> idle.store(SopClass.CR_IMAGE, "1.3", EXPLICIT, InputStream.nullInputStream()))
                    .isInstanceOf(AssociationAbortedException.class);
            assertThat(close.isDone()).isFalse();
            mayEnd.countDown();
            assertThat(store.get()).isEqualTo(Status.SUCCESS);
            close.get();
            assertThatThrownBy(node::echo).isInstanceOf(AeUnreachableException.class);
        }
    }

    @Test
    void aClosingListenerCutsWhatDoesNotEndInTime() throws Exception {
        CountDownLatch storing = new CountDownLatch(1);
        StoreService service = (request, dataSet) -> {
            storing.countDown();
            await(new CountDownLatch(1));
            return Status.SUCCESS;
        };
        try (TestNode node = TestNode.storingWith(service);
                StoreSession busy = network.openStore("BUSY", node.remote(), CR, TestNode.PATIENT)) {
            Background<Status> store =
                    Background.run(() -> busy.store(SopClass.CR_IMAGE, "1.2", EXPLICIT, InputStream.nullInputStream()));
            await(storing);
            node.listener().close(Duration.ofMillis(200));
            assertThatThrownBy(store::get).isInstanceOf(AssociationAbortedException.class);
            assertThat(node.listener().associations()).isZero();
        }
    }

    @Test
    void aPortInUseIsAnErrorAtTheStart() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ListenerSettings settings = new ListenerSettings(
                    InetAddress.getLoopbackAddress(), taken.getLocalPort(), 1, 65536, TestNode.PATIENT);
            assertThatThrownBy(() -> network.serve(settings, null, null)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void moreContextsThanAnAssociationTakesAreRefusedBeforeConnecting() {
        List<ProposedContext> contexts = Collections.nCopies(129, CR.get(0));
        RemoteAe remote = new RemoteAe("PACS1", "127.0.0.1", 1);
        assertThatThrownBy(() -> network.openStore("TESTER", remote, contexts, TestNode.PATIENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 128");
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IOException("waited in vain");
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }
}
