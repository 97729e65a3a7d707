package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

class PduReaderTest {

    @Test
    void theBufferGrowsWithTheBytesReceivedAndNotWithTheLengthAnnounced() throws Exception {
        ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket peer = new Socket(server.getInetAddress(), server.getLocalPort());
                Connection connection = new Connection(server.accept(), Duration.ofSeconds(10), watchdog)) {
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
        } finally {
            watchdog.shutdownNow();
        }
    }
}
