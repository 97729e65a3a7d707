package org.afterimage.dicom.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;

/** A TCP port and the one thread that accepts its connections (PS3.8 9.1.1). Nothing on that thread waits for a peer. */
final class AcceptingPort {

    private static final System.Logger LOG = System.getLogger(AcceptingPort.class.getName());
    private static final int BACKLOG = 256;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(100);

    private final ServerSocket server;
    private final Handler handler;
    private final Thread thread;
    private volatile boolean closing;

    /** Takes over each accepted connection, without waiting for it. */
    @FunctionalInterface
    interface Handler {
        void accepted(Socket socket) throws IOException;
    }

    /**
     * Binds the port; {@link #start} begins to accept.
     *
     * @throws IOException when the port cannot be bound
     */
    AcceptingPort(InetSocketAddress address, Handler handler) throws IOException {
        this.server = bind(address);
        this.handler = handler;
        this.thread = new Thread(this::acceptAll, "dicom-listener-" + server.getLocalPort());
    }

    /** Returns the port. */
    int port() {
        return server.getLocalPort();
    }

    /** Begins to accept. */
    void start() {
        thread.start();
    }

    /** Stops to accept; returns when no connection will be handed on any more. */
    void close() throws IOException, InterruptedException {
        closing = true;
        server.close();
        thread.join();
    }

    private static ServerSocket bind(InetSocketAddress address) throws IOException {
        // Of a channel, so that what arrives can go to where it belongs without a copy in between.
        ServerSocket server = ServerSocketChannel.open().socket();
        try {
            server.setReuseAddress(true);
            server.bind(address, BACKLOG);
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    private void acceptAll() {
        while (!closing) {
            try {
                handler.accepted(server.accept());
            } catch (IOException | RuntimeException | Error e) {
                // Too many open files, no memory for a thread: the next moment may be better, and the port stays open.
                pauseAfter(e);
            }
        }
    }

    private void pauseAfter(Throwable failure) {
        if (closing) {
            return;
        }
        try {
            LOG.log(System.Logger.Level.WARNING, "A connection could not be accepted.", failure);
            Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.DEBUG, "Interrupted; goes on accepting until the listener closes.");
        } catch (RuntimeException | Error e) {
            // Not even memory for the log: accepting must outlive that too.
            Thread.onSpinWait();
        }
    }
}
