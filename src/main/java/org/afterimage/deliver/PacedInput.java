package org.afterimage.deliver;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;

/** Bytes that come no faster than they may go. */
final class PacedInput extends FilterInputStream {
    /** How much is read at once: a fifth of a second's share, so that the line is not silent for long. */
    private static final int PARTS_OF_A_SECOND = 5;

    private final long bytesPerSecond;
    private final long start = System.nanoTime();
    private long read;

    PacedInput(InputStream bytes, long bytesPerSecond) {
        super(bytes);
        this.bytesPerSecond = bytesPerSecond;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int most = (int) Math.max(1, Math.min(length, bytesPerSecond / PARTS_OF_A_SECOND));
        int count = super.read(buffer, offset, length == 0 ? 0 : most);
        if (count > 0) {
            read += count;
            await();
        }
        return count;
    }

    private void await() throws InterruptedIOException {
        long due = start + (long) (read * 1e9 / bytesPerSecond);
        long early = due - System.nanoTime();
        if (early > 0) {
            try {
                TimeUnit.NANOSECONDS.sleep(early);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while sending");
            }
        }
    }
}
