package org.afterimage.dicom.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * TLS on a wire (PS3.15 B.12). An engine was chosen over the platform's TLS sockets because its waits are then those of
 * the wire: a slow handshake has one deadline for all of it, a write that a read brings about (RFC 8446 4.6.3) has one too, what has
 * arrived is seen without waiting, and closing never waits for a writer.
 */
final class TlsLayer implements TransportSecurity {

    private static final int FIRST_RECORD_TYPE = 20;
    private static final int LAST_RECORD_TYPE = 23;
    private static final int MAX_LAST_RECORDS = 4;
    private static final int ALERT_RECORD = 21;
    private static final int RECORD_HEADER_LENGTH = 5;
    private static final int PLAIN_ALERT_LENGTH = RECORD_HEADER_LENGTH + 2;
    private static final int NO_ALERT = -1;
    private static final String TLS_1_3 = "TLSv1.3";
    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Wire wire;
    private final Supplier<SSLEngine> engines;
    private final ReentrantLock writing = new ReentrantLock();

    /** Made when the handshake begins, as are the buffers: a connection that waits for its thread costs nothing yet. */
    private SSLEngine engine;

    /** What came from the wire, between position and limit. */
    private ByteBuffer arrived;

    /** What was decrypted and not yet read, between position and limit. */
    private ByteBuffer clear;

    private ByteBuffer leaving;

    /** Read by the thread that closes the listener, too. */
    private volatile boolean established;

    private boolean anythingArrived;

    /** Whether the peer has sent anything that shows that it is content with the handshake. */
    private boolean heardFromPeer;

    private boolean inputEnded;

    /** Whether a write failed in the handshake; what the peer had to say before it closed is still read. */
    private boolean mute;

    TlsLayer(Wire wire, Supplier<SSLEngine> engines) {
        this.wire = wire;
        this.engines = engines;
    }

    @Override
    public void handshake(Deadline deadline) throws IOException {
        engine = engines.get();
        arrived = emptyOf(engine.getSession().getPacketBufferSize());
        clear = emptyOf(engine.getSession().getApplicationBufferSize());
        leaving = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        try {
            engine.beginHandshake();
            HandshakeStatus status = engine.getHandshakeStatus();
            while (isHandshaking(status)) {
                status = switch (status) {
                    case NEED_TASK -> runTasks();
                    case NEED_WRAP -> wrapNothing(deadline);
                    default -> unwrapInHandshake(deadline);
                };
            }
            established = true;
            heardFromPeer = !engine.getUseClientMode()
                    || !engine.getSession().getProtocol().equals(TLS_1_3);
        } catch (SSLException e) {
            throw failed(e);
        } catch (PeerFailure e) {
            throw e;
        } catch (IOException e) {
            throw TlsFailureException.of(e);
        }
    }

    @Override
    public int read(ByteBuffer into, Deadline deadline) throws IOException {
        int before = into.position();
        while (!clear.hasRemaining()) {
            if (inputEnded) {
                return -1;
            }
            // What is sure to fit is decrypted where it belongs, without another copy.
            Status status = into.remaining() >= clear.capacity() ? unwrap(into) : Status.BUFFER_OVERFLOW;
            if (status == Status.BUFFER_OVERFLOW) {
                status = unwrapToClear();
            }
            if (status == Status.BUFFER_UNDERFLOW) {
                receive(deadline);
            } else if (into.position() > before) {
                return into.position() - before;
            }
        }
        int count = Math.min(into.remaining(), clear.remaining());
        into.put(clear.slice(clear.position(), count));
        clear.position(clear.position() + count);
        return count;
    }

    @Override
    public boolean hasInput() throws IOException {
        while (!clear.hasRemaining() && !inputEnded) {
            if (unwrapToClear() == Status.BUFFER_UNDERFLOW) {
                if (!wire.hasInput()) {
                    return false;
                }
                receive(Deadline.in(FAREWELL));
            }
        }
        return true;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        if (!established) {
            // A failed handshake has had its alert, and no PDU can follow.
            throw new PeerClosedException();
        }
        ByteBuffer plain = ByteBuffer.wrap(buffer, offset, length);
        Deadline deadline = Deadline.in(wire.writeTimeout());
        lockForWriting(deadline);
        try {
            while (plain.hasRemaining()) {
                SSLEngineResult result = wrapAndSend(plain, deadline);
                boolean stuck = result.bytesConsumed() == 0 && result.bytesProduced() == 0;
                if (stuck && result.getStatus() != Status.BUFFER_OVERFLOW) {
                    // Closed on the way, or in the middle of another handshake that is not made.
                    throw new PeerClosedException();
                }
            }
        } catch (PeerFailure e) {
            throw e;
        } catch (IOException e) {
            throw heardFromPeer ? e : explained(e);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void endOutput() throws IOException {
        if (!established || !writing.tryLock()) {
            // Nothing was agreed on, or a write is stuck, behind which a farewell would be, too.
            return;
        }
        try {
            engine.closeOutbound();
            while (!engine.isOutboundDone()) {
                if (wrapAndSend(NOTHING, Deadline.in(FAREWELL)).bytesProduced() == 0) {
                    return;
                }
            }
        } finally {
            writing.unlock();
        }
    }

    @Override
    public List<X509Certificate> peerCertificates() {
        if (!established) {
            return List.of();
        }
        try {
            return Arrays.stream(engine.getSession().getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }

    private HandshakeStatus runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
        return engine.getHandshakeStatus();
    }

    private HandshakeStatus wrapNothing(Deadline deadline) throws IOException {
        lockForWriting(deadline);
        try {
            wrapAndSend(NOTHING, deadline);
        } finally {
            writing.unlock();
        }
        return engine.getHandshakeStatus();
    }

    private HandshakeStatus unwrapInHandshake(Deadline deadline) throws IOException {
        Status status = unwrapToClear();
        if (status == Status.BUFFER_UNDERFLOW) {
            receive(deadline);
            refuseOtherProtocols();
        }
        if (inputEnded) {
            // One that says nothing at all is a probe of the port, and no failure to agree.
            throw anythingArrived
                    ? new TlsFailureException("closed the connection in the TLS handshake", null)
                    : new PeerClosedException();
        }
        return engine.getHandshakeStatus();
    }

    private Status unwrapToClear() throws IOException {
        clear.clear();
        try {
            Status status = unwrap(clear);
            if (status == Status.BUFFER_OVERFLOW) {
                clear = ByteBuffer.allocate(2 * clear.capacity());
            }
            return status;
        } finally {
            clear.flip();
        }
    }

    /** Decrypts one record, and does what it asks for when it is no data. */
    private Status unwrap(ByteBuffer target) throws IOException {
        int alert = established ? NO_ALERT : plainAlert();
        try {
            SSLEngineResult result = engine.unwrap(arrived, target);
            if (result.getStatus() == Status.CLOSED) {
                inputEnded = true;
            } else if (established) {
                afterwards(result.getHandshakeStatus());
            }
            return result.getStatus();
        } catch (SSLException e) {
            TlsFailureException failed = failed(e);
            throw alert == NO_ALERT ? failed : TlsFailureException.ofAlert(alert, e);
        }
    }

    /**
     * Returns the description of the alert that comes next, when it is one that is not encrypted: a peer may send such a one before it
     * has keys (RFC 8446 6.2), and the engine then complains of its form alone.
     */
    private int plainAlert() {
        int at = arrived.position();
        boolean plain = arrived.remaining() >= PLAIN_ALERT_LENGTH
                && arrived.get(at) == ALERT_RECORD
                && arrived.getShort(at + 3) == PLAIN_ALERT_LENGTH - RECORD_HEADER_LENGTH;
        return plain ? Byte.toUnsignedInt(arrived.get(at + PLAIN_ALERT_LENGTH - 1)) : NO_ALERT;
    }

    /** A TLS 1.3 peer may renew keys at any time; a TLS 1.2 peer that begins another handshake is refused (RFC 9325 3.5). */
    private void afterwards(HandshakeStatus status) throws IOException {
        HandshakeStatus next = status;
        while (isHandshaking(next)) {
            if (!engine.getSession().getProtocol().equals(TLS_1_3)) {
                throw new TlsFailureException("asks for a TLS renegotiation, which BCP 195 does not allow", null);
            }
            if (next == HandshakeStatus.NEED_UNWRAP || next == HandshakeStatus.NEED_UNWRAP_AGAIN) {
                return;
            }
            next = next == HandshakeStatus.NEED_TASK ? runTasks() : wrapNothing(Deadline.in(wire.writeTimeout()));
        }
    }

    private static boolean isHandshaking(HandshakeStatus status) {
        return status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED;
    }

    /** Reads from the wire behind what is there. */
    private void receive(Deadline deadline) throws IOException {
        arrived.compact();
        if (!arrived.hasRemaining()) {
            ByteBuffer larger = ByteBuffer.allocate(2 * arrived.capacity());
            arrived = larger.put(arrived.flip());
        }
        try {
            int count = wire.read(arrived.array(), arrived.position(), arrived.remaining(), deadline);
            if (count < 0) {
                inputEnded = true;
            } else {
                anythingArrived = true;
                heardFromPeer |= established;
                arrived.position(arrived.position() + count);
            }
        } catch (PeerFailure e) {
            throw e;
        } catch (IOException e) {
            throw established && !heardFromPeer ? notHeard(e) : e;
        } finally {
            arrived.flip();
        }
        if (inputEnded && established && !heardFromPeer) {
            throw notHeard(null);
        }
    }

    /** A TLS 1.3 client learns only after its handshake whether its certificate is taken, and sometimes only so. */
    private TlsFailureException notHeard(IOException cause) {
        return new TlsFailureException(
                "closed the connection right after the TLS handshake; it may not take this side's certificate", cause);
    }

    /** The first byte tells TLS from anything else, and a peer on the wrong port is worth a sentence of its own. */
    private void refuseOtherProtocols() throws TlsFailureException {
        if (!arrived.hasRemaining()) {
            return;
        }
        int first = Byte.toUnsignedInt(arrived.get(arrived.position()));
        if (first >= FIRST_RECORD_TYPE && first <= LAST_RECORD_TYPE) {
            return;
        }
        if (PduType.of(first).isPresent()) {
            throw new TlsFailureException(
                    engine.getUseClientMode()
                            ? "answers in plain DICOM; its port does not take TLS"
                            : "speaks plain DICOM on a port that takes TLS only",
                    null);
        }
        throw new TlsFailureException(String.format("sent what is no TLS (first byte %02XH)", first), null);
    }

    /** Sends the alert that a failure has prepared, if it can be sent. */
    private TlsFailureException failed(SSLException failure) {
        TlsFailureException reported = TlsFailureException.of(failure);
        try {
            for (int i = 0; i < MAX_LAST_RECORDS && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP; i++) {
                wrapNothing(Deadline.in(FAREWELL));
            }
        } catch (IOException e) {
            reported.addSuppressed(e);
        }
        return reported;
    }

    private SSLEngineResult wrapAndSend(ByteBuffer plain, Deadline deadline) throws IOException {
        leaving.clear();
        SSLEngineResult result = engine.wrap(plain, leaving);
        if (result.getStatus() == Status.BUFFER_OVERFLOW) {
            leaving = ByteBuffer.allocate(2 * leaving.capacity());
        }
        send(deadline);
        return result;
    }

    private void send(Deadline deadline) throws IOException {
        if (leaving.position() == 0 || mute && !established) {
            return;
        }
        try {
            wire.write(leaving.array(), 0, leaving.position(), deadline);
        } catch (PeerFailure e) {
            throw e;
        } catch (IOException e) {
            if (established) {
                throw e;
            }
            mute = true;
        }
    }

    /** What a peer that closes has sent before that says more than the broken connection. */
    private IOException explained(IOException failure) {
        try {
            Deadline deadline = Deadline.in(FAREWELL);
            while (!inputEnded && !clear.hasRemaining()) {
                if (unwrapToClear() == Status.BUFFER_UNDERFLOW) {
                    receive(deadline);
                }
            }
            return failure;
        } catch (TlsFailureException e) {
            return e;
        } catch (IOException e) {
            return notHeard(failure);
        }
    }

    private void lockForWriting(Deadline deadline) throws IOException {
        try {
            if (!writing.tryLock(deadline.remainingMillis(), TimeUnit.MILLISECONDS)) {
                throw new WriteTimeoutException(deadline, null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PeerClosedException(e);
        }
    }

    private static ByteBuffer emptyOf(int capacity) {
        return ByteBuffer.allocate(capacity).limit(0);
    }
}
