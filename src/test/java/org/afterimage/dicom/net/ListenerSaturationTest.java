package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.testing.SmallHeap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More senders than places: the invariant is that everything arrives once and whole; the speed is only printed. */
@SmallHeap
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ListenerSaturationTest {

    private static final int SENDERS = 16;
    private static final int INSTANCES = 20;
    private static final int PLACES = 4;
    private static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final List<ProposedContext> CT = List.of(new ProposedContext(SopClass.CT_IMAGE, List.of(SYNTAX)));

    private final DicomNetwork network = new UpperLayerNetwork();

    @Test
    void whatSendersWithoutAPlaceSendLaterArrivesOnceAndWhole() throws Exception {
        try (TestNode node = TestNode.start(TestNode.PATIENT, PLACES)) {
            long start = System.nanoTime();
            List<Background<Integer>> senders = new ArrayList<>();
            for (int sender = 0; sender < SENDERS; sender++) {
                int number = sender;
                senders.add(Background.run(() -> sendAll(node.remote(), number)));
            }
            int rejections = 0;
            for (Background<Integer> sender : senders) {
                rejections += sender.get();
            }
            System.out.printf(
                    "%d instances from %d senders over %d places: %d ms, %d rejections%n",
                    SENDERS * INSTANCES, SENDERS, PLACES, (System.nanoTime() - start) / 1_000_000, rejections);
            assertThat(node.received().stream()
                            .map(received -> received.request().sopInstanceUid())
                            .collect(Collectors.toSet()))
                    .hasSize(SENDERS * INSTANCES);
            assertThat(node.received()).hasSize(SENDERS * INSTANCES).allSatisfy(received -> {
                String uid = received.request().sopInstanceUid();
                assertThat(received.dataSet()).isEqualTo(bytes(uid));
            });
        }
    }

    /** Sends one association full of instances, trying again as long as there is no place; how often that was. */
    private int sendAll(RemoteAe remote, int sender) throws Exception {
        int rejections = 0;
        while (true) {
            try (StoreSession session = network.openStore("SENDER" + sender, remote, CT, TestNode.PATIENT)) {
                for (int instance = 0; instance < INSTANCES; instance++) {
                    send(session, "2.25." + (sender + 1) + "." + instance);
                }
                return rejections;
            } catch (AssociationRejectedException e) {
                assertThat(e.rejection()).isEqualTo(Rejection.LOCAL_LIMIT_EXCEEDED);
                rejections++;
                Thread.sleep(20);
            }
        }
    }

    private static void send(StoreSession session, String uid) throws IOException {
        Status status = session.store(SopClass.CT_IMAGE, uid, SYNTAX, new ByteArrayInputStream(bytes(uid)));
        assertThat(status).isEqualTo(Status.SUCCESS);
    }

    private static byte[] bytes(String uid) {
        Random random = new Random(uid.hashCode());
        byte[] bytes = new byte[2 * random.nextInt(1, 200_000)];
        random.nextBytes(bytes);
        return bytes;
    }
}
