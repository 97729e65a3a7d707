package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RefusedConnectionsTest {

    @Test
    void aRejectionIsNotLostThoughTheRequestIsNeverRead() throws Exception {
        try (RefusedConnections refused = new RefusedConnections();
                ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RawPeer peer = RawPeer.connect(server.getLocalPort());
                Socket accepted = server.accept()) {
            byte[] request = PduEncoder.encode(RawPeer.request("A", "B"));
            peer.send(request);
            Waiting.until(() -> arrived(accepted) == request.length);
            refused.refuse(accepted);
            // Closed at once, with the request unread, it would be reset, and some systems then drop the rejection.
            assertThat(accepted.isClosed()).isFalse();
            assertThat(peer.receive()).isEqualTo(new AAssociateRj(Rejection.LOCAL_LIMIT_EXCEEDED));
            assertThatThrownBy(peer::receive).isInstanceOf(PeerClosedException.class);
            Waiting.until(accepted::isClosed);
        }
    }

    private static int arrived(Socket socket) {
        try {
            return socket.getInputStream().available();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
