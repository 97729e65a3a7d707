package org.afterimage.dicom.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;

/**
 * A transport connection (PS3.8 9.1), plain or over TLS (PS3.15 B.12), on which every wait has a deadline. One thread
 * at a time reads, and one at a time writes.
 */
final class Connection implements Closeable {

    private static final Duration LINGER = Duration.ofSeconds(1);
    private static final int LINGER_BYTES = 4 << 20;

    private final Wire wire;
    private final TransportSecurity security;

    /**
     * Takes over a connected socket and speaks plainly on it.
     *
     * @param socket closed with this connection
     * @param writeTimeout how long one write may take
     * @param watchdog runs the check of write deadlines
     * @throws IOException when the socket is already broken
     */
    Connection(Socket socket, Duration writeTimeout, ScheduledExecutorService watchdog) throws IOException {
        this.wire = new Wire(socket, writeTimeout, watchdog);
        this.security = new TransportSecurity.None(wire);
    }

    /**
     * Takes over a connected socket and speaks TLS on it, once {@link #handshake} is done.
     *
     * @param engine makes an engine in client or server mode when the handshake begins
     */
    Connection(Socket socket, Duration writeTimeout, ScheduledExecutorService watchdog, Supplier<SSLEngine> engine)
            throws IOException {
        this.wire = new Wire(socket, writeTimeout, watchdog);
        this.security = new TlsLayer(wire, engine);
    }

    /** Returns the peer's address. */
    InetAddress peer() {
        return wire.peer();
    }

    /** Returns the certificate that the peer proved to own, then its issuers' as sent; empty on a plain connection. */
    List<X509Certificate> peerCertificates() {
        return security.peerCertificates();
    }

    /**
     * Agrees with the peer on how the connection is secured. A plain connection has nothing to agree on.
     *
     * @param deadline when it must be done
     * @throws PeerFailure when the peers do not agree or the deadline passes
     */
    void handshake(Deadline deadline) throws IOException {
        security.handshake(deadline);
    }

    /**
     * Reads what is there, at least one byte.
     *
     * @return how many bytes, -1 when the peer closed the connection
     * @throws ReadTimeoutException when the deadline passes
     */
    int read(byte[] buffer, int offset, int length, Deadline deadline) throws IOException {
        return read(ByteBuffer.wrap(buffer, offset, length), deadline);
    }

    /** As {@link #read(byte[], int, int, Deadline)}, into a buffer of any kind. */
    int read(ByteBuffer into, Deadline deadline) throws IOException {
        return security.read(into, deadline);
    }

    /** Says whether a read would not wait. */
    boolean hasInput() throws IOException {
        return security.hasInput();
    }

    /**
     * Writes all of it.
     *
     * @throws WriteTimeoutException when the peer does not take it in time; the connection is then closed
     */
    void write(byte[] buffer, int offset, int length) throws IOException {
        security.write(buffer, offset, length);
    }

    /**
     * Tells the peer that nothing more will come, as TLS asks before a connection is closed (RFC 8446 6.1). It does not
     * fail: a peer that is gone need not be told.
     */
    void endOutput() {
        try {
            security.endOutput();
        } catch (IOException e) {
            // The peer is gone, or takes nothing.
        }
    }

    /** Has reads that wait find the end of the input now; writes still work. Called by any thread; never waits. */
    void endInput() {
        wire.endInput();
    }

    /**
     * Closes so that the peer can still read what was written last: says that nothing more will come, takes what the
     * peer has under way, and waits a second for it to close (state Sta13 of PS3.8 9.2). A socket that is closed with
     * unread input is reset by TCP, and the reset overtakes the last PDU.
     */
    void closeAfterLastPdu() {
        try {
            security.endOutput();
            wire.endOutput();
            Deadline deadline = Deadline.in(LINGER);
            byte[] sink = new byte[8192];
            int taken = 0;
            int count = 0;
            while (count >= 0 && taken < LINGER_BYTES) {
                count = wire.read(sink, 0, sink.length, deadline);
                taken += count;
            }
        } catch (IOException e) {
            // The peer is gone or did not close in time: there is nobody left to be gentle to.
        } finally {
            close();
        }
    }

    /**
     * Closes at once, from any thread; reads and writes that wait end with an exception. It says nothing to the peer,
     * since saying could wait.
     */
    @Override
    public void close() {
        wire.close();
    }
}
