package org.afterimage.dicom.net;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Rejects connections for which there is no place. The A-ASSOCIATE-RJ goes out at once, since no request could change
 * it and a silent peer must not hold anything; the socket is closed a second later by one thread for all, because
 * closing it with the peer's request unread would reset it and take the rejection along.
 */
final class RefusedConnections implements Closeable {

    private static final int MAX_WAITING = 1024;
    private static final int MAX_UNREAD = 64 << 10;
    private static final Duration LINGER = Duration.ofSeconds(1);
    private static final byte[] LOCAL_LIMIT_EXCEEDED =
            PduEncoder.encode(new AAssociateRj(Rejection.LOCAL_LIMIT_EXCEEDED));

    private final BlockingQueue<Refused> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final Thread closer = new Thread(this::closeOneAfterTheOther, "dicom-refused");

    private record Refused(Socket socket, Deadline closing) {}

    RefusedConnections() {
        closer.setDaemon(true);
        closer.start();
    }

    /**
     * Rejects a connection that was just accepted; ten bytes always fit its empty send buffer, so this does not wait.
     */
    void refuse(Socket socket) {
        try {
            socket.getOutputStream().write(LOCAL_LIMIT_EXCEEDED);
            socket.shutdownOutput();
        } catch (IOException e) {
            close(socket);
            return;
        }
        if (!waiting.offer(new Refused(socket, Deadline.in(LINGER)))) {
            close(socket);
        }
    }

    /** Closes all that wait. */
    @Override
    public void close() {
        closer.interrupt();
    }

    private void closeOneAfterTheOther() {
        try {
            while (true) {
                Refused next = waiting.take();
                try {
                    Thread.sleep(next.closing().remainingMillis());
                } finally {
                    close(next.socket());
                }
            }
        } catch (InterruptedException e) {
            waiting.forEach(refused -> close(refused.socket()));
        }
    }

    private static void close(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            in.skipNBytes(Math.min(in.available(), MAX_UNREAD));
        } catch (IOException e) {
            // The peer is gone, which is what was wanted.
        }
    }
}
