package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PduReaderTest {

    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    private ServerSocket server;
    private Socket peer;
    private Connection connection;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        peer = new Socket(server.getInetAddress(), server.getLocalPort());
        connection = new Connection(server.accept(), Duration.ofSeconds(10), watchdog);
    }

    @AfterEach
    void close() throws IOException {
        connection.close();
        peer.close();
        server.close();
        watchdog.shutdownNow();
    }

    @Test
    @Tag("long")
    void theBufferGrowsWithTheBytesReceivedAndNotWithTheLengthAnnounced() throws Exception {
        PduReader reader = new PduReader(connection);
        byte[] header = ByteBuffer.allocate(6)
                .put((byte) 1)
                .put((byte) 0)
                .putInt(PduReader.MAX_ASSOCIATE_LENGTH)
                .array();
        peer.getOutputStream().write(header);
        peer.getOutputStream().write(new byte[10_000]);
        assertThatThrownBy(() -> reader.read(Deadline.in(Duration.ofMillis(300))))
                .isInstanceOf(ReadTimeoutException.class);
        assertThat(reader.capacity()).isBetween(10_006, 2 * 10_006);
    }

    @Test
    void aDeadlineThatHasPassedWaitsForNothing() {
        PduReader reader = new PduReader(connection);
        assertThatThrownBy(() -> reader.read(Deadline.in(Duration.ZERO))).isInstanceOf(ReadTimeoutException.class);
    }

    @Test
    void pdusThatArriveTogetherOrInPiecesAreReadOneByOne() throws Exception {
        PduReader reader = new PduReader(connection);
        reader.allowPData(65536);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int length = 1; length < 20_000; length = 3 * length + 1) {
            stream.writeBytes(PduEncoder.encode(data(length)));
            stream.writeBytes(PduEncoder.encode(new AReleaseRq()));
        }
        Background<Void> writing = Background.run(() -> {
            byte[] bytes = stream.toByteArray();
            for (int at = 0; at < bytes.length; at += 777) {
                peer.getOutputStream().write(bytes, at, Math.min(777, bytes.length - at));
            }
            return null;
        });
        for (int length = 1; length < 20_000; length = 3 * length + 1) {
            assertThat(reader.read(Deadline.in(Duration.ofSeconds(20)))).isEqualTo(data(length));
            assertThat(reader.read(Deadline.in(Duration.ofSeconds(20)))).isEqualTo(new AReleaseRq());
        }
        writing.get();
    }

    @Test
    void aSingleFragmentIsHandedOutAsItArrives() throws Exception {
        PduReader reader = new PduReader(connection);
        reader.allowPData(65536);
        byte[] pdu = PduEncoder.encode(data(30_000));
        byte[] sent = Arrays.copyOfRange(pdu, 12, pdu.length);
        peer.getOutputStream().write(pdu, 0, 1012);
        PDataTf begun = (PDataTf) reader.readToFragment(soon());
        assertThat(begun.presentationDataValues()).hasSize(1);
        assertThat(begun.presentationDataValues().get(0).fragment().remaining()).isZero();
        assertThat(reader.open()).isEqualTo(30_000);
        assertThat(reader.abortArrived()).isFalse();
        ByteBuffer taken = ByteBuffer.allocateDirect(30_000);
        while (taken.position() < 1000) {
            assertThat(reader.readFragment(taken, soon())).isPositive();
        }
        assertThat(reader.open()).isEqualTo(29_000);
        assertThatThrownBy(() -> reader.readFragment(taken, Deadline.in(Duration.ofMillis(50))))
                .isInstanceOf(ReadTimeoutException.class);
        peer.getOutputStream().write(pdu, 1012, pdu.length - 1012);
        peer.getOutputStream().write(PduEncoder.encode(new AReleaseRq()));
        taken.put(reader.readFragment(soon()));
        while (taken.hasRemaining()) {
            reader.readFragment(taken, soon());
        }
        byte[] arrived = new byte[30_000];
        taken.flip().get(arrived);
        assertThat(arrived).isEqualTo(sent);
        assertThat(reader.read(soon())).isEqualTo(new AReleaseRq());
    }

    @Test
    void whatIsNotTakenOfAFragmentIsLeftOut() throws Exception {
        PduReader reader = new PduReader(connection);
        reader.allowPData(65536);
        peer.getOutputStream().write(PduEncoder.encode(data(40_000)));
        peer.getOutputStream().write(PduEncoder.encode(new AReleaseRq()));
        reader.readToFragment(soon());
        reader.readFragment(ByteBuffer.allocate(10), soon());
        assertThat(reader.readToFragment(soon())).isEqualTo(new AReleaseRq());
    }

    @Test
    void severalFragmentsOfOnePduAreReadWithIt() throws Exception {
        PduReader reader = new PduReader(connection);
        reader.allowPData(65536);
        PresentationDataValue one = data(100).presentationDataValues().get(0);
        PDataTf two = new PDataTf(List.of(one, one));
        peer.getOutputStream().write(PduEncoder.encode(two));
        assertThat(reader.readToFragment(soon())).isEqualTo(two);
        assertThat(reader.open()).isZero();
    }

    @Test
    void aFragmentThatIsLongerThanItsPduIsRefused() throws Exception {
        PduReader reader = new PduReader(connection);
        reader.allowPData(65536);
        byte[] pdu = PduEncoder.encode(data(100));
        pdu[9]++;
        peer.getOutputStream().write(pdu);
        assertThatThrownBy(() -> reader.readToFragment(soon())).isInstanceOf(ProtocolViolationException.class);
    }

    @Test
    void aPeerThatHangsUpWithinAFragmentIsNoticed() throws Exception {
        PduReader reader = new PduReader(connection);
        reader.allowPData(65536);
        peer.getOutputStream().write(PduEncoder.encode(data(1000)), 0, 500);
        peer.close();
        reader.readToFragment(soon());
        assertThatThrownBy(() -> {
                    while (reader.open() > 0) {
                        reader.readFragment(ByteBuffer.allocateDirect(1000), soon());
                    }
                })
                .isInstanceOf(IOException.class);
        assertThat(reader.open()).isPositive();
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20));
    }

    private static PDataTf data(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return new PDataTf(List.of(new PresentationDataValue(1, false, false, ByteBuffer.wrap(bytes))));
    }
}
