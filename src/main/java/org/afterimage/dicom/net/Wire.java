package org.afterimage.dicom.net;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A TCP connection (PS3.8 9.1) on which every wait has a deadline.
 *
 * <p>Reads use the socket's own time-out, so that after one that passed the connection can still carry an A-ABORT. A
 * blocking socket has no time-out for writes; a watchdog looks at the running write now and then and closes the socket
 * when its deadline has passed, which ends the write with an exception. Blocking sockets were chosen over channels with
 * a selector because one look every quarter of the deadline costs nothing on the path of the data.
 */
final class Wire implements Closeable {

    private static final int CHUNK_BYTES = 16 << 10;
    private static final Deadline NO_WRITE = Deadline.in(Duration.ofDays(36_500));

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Duration writeTimeout;
    private final ScheduledFuture<?> watch;
    private byte[] chunk = {};

    /** When the running write must have ended; far in the future when none runs. */
    private volatile Deadline writeDeadline = NO_WRITE;

    private volatile boolean writeTimedOut;

    /**
     * Takes over a connected socket.
     *
     * @param socket closed with this
     * @param writeTimeout how long one write may take
     * @param watchdog runs the check of write deadlines
     * @throws IOException when the socket is already broken
     */
    Wire(Socket socket, Duration writeTimeout, ScheduledExecutorService watchdog) throws IOException {
        this.socket = socket;
        this.writeTimeout = writeTimeout;
        // Nagle's algorithm would hold back the last PDU of each message until the peer's delayed acknowledgement.
        socket.setTcpNoDelay(true);
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
        long period = Math.max(20, Math.min(1000, writeTimeout.toMillis() / 4));
        this.watch = watchdog.scheduleWithFixedDelay(this::cutStalledWrite, period, period, TimeUnit.MILLISECONDS);
    }

    /** Returns the peer's address. */
    InetAddress peer() {
        return socket.getInetAddress();
    }

    /** Returns how long one write may take. */
    Duration writeTimeout() {
        return writeTimeout;
    }

    /**
     * Reads what is there, at least one byte.
     *
     * @return how many bytes, -1 when the peer closed the connection
     * @throws ReadTimeoutException when the deadline passes
     */
    int read(byte[] buffer, int offset, int length, Deadline deadline) throws IOException {
        int left = deadline.remainingMillis();
        if (left == 0) {
            throw new ReadTimeoutException(deadline);
        }
        socket.setSoTimeout(left);
        try {
            return in.read(buffer, offset, length);
        } catch (SocketTimeoutException e) {
            throw new ReadTimeoutException(deadline);
        }
    }

    /**
     * Reads what is there, at least one byte, into a buffer of any kind; without a copy in between when the buffer is direct and more is there
     * already.
     *
     * @return how many bytes, -1 when the peer closed the connection
     * @throws ReadTimeoutException when the deadline passes
     */
    int read(ByteBuffer into, Deadline deadline) throws IOException {
        SocketChannel channel = socket.getChannel();
        if (channel != null && into.isDirect() && in.available() > 0) {
            return channel.read(into);
        }
        byte[] array = into.hasArray() ? into.array() : chunk(into.remaining());
        int offset = into.hasArray() ? into.arrayOffset() + into.position() : 0;
        int count = read(array, offset, Math.min(into.remaining(), array.length - offset), deadline);
        if (count > 0 && into.hasArray()) {
            into.position(into.position() + count);
        } else if (count > 0) {
            into.put(array, 0, count);
        }
        return count;
    }

    /** Where bytes are put that had to be waited for: only a stream can wait with a time-out. */
    private byte[] chunk(int wanted) {
        if (chunk.length < Math.min(wanted, CHUNK_BYTES)) {
            chunk = new byte[CHUNK_BYTES];
        }
        return chunk;
    }

    /** Says whether a read would not wait. */
    boolean hasInput() throws IOException {
        return in.available() > 0;
    }

    /**
     * Writes all of it.
     *
     * @param deadline when it must be done
     * @throws WriteTimeoutException when the peer does not take it in time; the connection is then closed
     */
    void write(byte[] buffer, int offset, int length, Deadline deadline) throws IOException {
        writeDeadline = deadline;
        try {
            out.write(buffer, offset, length);
        } catch (IOException e) {
            throw writeTimedOut ? new WriteTimeoutException(deadline, e) : e;
        } finally {
            writeDeadline = NO_WRITE;
        }
    }

    /** Has reads that wait find the end of the input now; writes still work. Called by any thread; never waits. */
    void endInput() {
        try {
            socket.shutdownInput();
        } catch (IOException e) {
            // It is closed already: nobody waits for input.
        }
    }

    /** Tells the peer that nothing more will come; it may still send. */
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Closes at once, from any thread; reads and writes that wait end with an exception. */
    @Override
    public void close() {
        watch.cancel(false);
        try {
            socket.close();
        } catch (IOException e) {
            // A socket that cannot be closed cannot be used either.
        }
    }

    private void cutStalledWrite() {
        if (writeDeadline.remainingMillis() == 0) {
            writeTimedOut = true;
            close();
        }
    }
}
