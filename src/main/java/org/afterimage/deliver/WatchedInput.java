package org.afterimage.deliver;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes that are on their way, with the time when the last of them went, so that a peer that takes none is noticed. */
final class WatchedInput extends FilterInputStream {
    private final long length;
    private long count;
    private volatile long lastNanos = System.nanoTime();
    private volatile boolean ended;
    private volatile IOException failure;

    WatchedInput(InputStream bytes, long length) {
        super(bytes);
        this.length = length;
        this.ended = length == 0;
    }

    /** When the last bytes were read, by {@link System#nanoTime}. */
    long lastNanos() {
        return lastNanos;
    }

    /** Whether all were read. */
    boolean hasEnded() {
        return ended;
    }

    /** Rethrows what went wrong with our own bytes; an HTTP client may take it for their end. */
    void rethrow() throws InstanceUnreadableException {
        if (failure != null) {
            throw new InstanceUnreadableException(failure);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int most) throws IOException {
        try {
            int read = super.read(buffer, offset, most);
            count += Math.max(0, read);
            lastNanos = System.nanoTime();
            ended = read < 0 || count >= length;
            return read;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }
}
