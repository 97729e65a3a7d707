package org.afterimage.dicom.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * Asks a port what it speaks, when it is no DICOM that is understood. Nothing is said but a greeting, and no handshake is finished: whom to
 * trust is decided elsewhere.
 */
final class PortProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int TLS_ALERT = 21;
    private static final int TLS_HANDSHAKE = 22;
    private static final int TLS_MAJOR_VERSION = 3;
    private static final int HELLO_BYTES = 32 << 10;
    private static final byte[] HTTP = "HTTP/".getBytes(StandardCharsets.US_ASCII);

    private final HostNames hostNames = new HostNames();

    /** Whether it answers a TLS ClientHello by a TLS record (RFC 8446 5.1). */
    boolean speaksTls(RemoteAe remote) {
        try {
            byte[] answer = answer(remote, hello(remote), 2);
            return answer.length == 2
                    && (answer[0] == TLS_HANDSHAKE || answer[0] == TLS_ALERT)
                    && answer[1] == TLS_MAJOR_VERSION;
        } catch (IOException | NoSuchAlgorithmException e) {
            return false;
        }
    }

    /** Whether it answers an HTTP request by an HTTP status line (RFC 9112 4). */
    boolean speaksHttp(RemoteAe remote) {
        String request = "GET / HTTP/1.0\r\nHost: " + remote.host() + "\r\n\r\n";
        try {
            return Arrays.equals(answer(remote, request.getBytes(StandardCharsets.US_ASCII), HTTP.length), HTTP);
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] hello(RemoteAe remote) throws IOException, NoSuchAlgorithmException {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine(remote.host(), remote.port());
        engine.setUseClientMode(true);
        engine.beginHandshake();
        ByteBuffer hello = ByteBuffer.allocate(HELLO_BYTES);
        engine.wrap(ByteBuffer.allocate(0), hello);
        return Arrays.copyOf(hello.array(), hello.position());
    }

    /** The first bytes that come back; fewer when no more come in time. */
    private byte[] answer(RemoteAe remote, byte[] greeting, int count) throws IOException {
        Deadline deadline = Deadline.in(PATIENCE);
        try (Socket socket = new Socket()) {
            InetSocketAddress place = new InetSocketAddress(
                    hostNames.resolve(remote.host(), PATIENCE).get(0), remote.port());
            socket.connect(place, (int) PATIENCE.toMillis());
            socket.setSoTimeout(Math.max(1, deadline.remainingMillis()));
            socket.getOutputStream().write(greeting);
            InputStream in = socket.getInputStream();
            return in.readNBytes(count);
        }
    }
}
