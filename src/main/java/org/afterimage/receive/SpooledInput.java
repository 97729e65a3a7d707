package org.afterimage.receive;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A data set that is written to its file and hashed as it is read, so that its bytes are touched once, on their way. Reading and writing fail
 * for different reasons: a broken read is the peer's and ends the association, a broken write is this disk's, a {@link DiskException}.
 */
final class SpooledInput extends InputStream {
    /** What is read at once when a long value passes: as much as the largest PDU that most peers send. */
    private static final int CHUNK_BYTES = 128 << 10;

    private final InputStream in;
    private final Spool.Incoming file;
    private final MessageDigest digest;
    private final byte[] chunk = new byte[CHUNK_BYTES];

    /** Bytes of {@link #chunk} that are not yet written. */
    private int pending;

    private long written;

    /**
     * Takes over a data set.
     *
     * @param in the bytes as they arrive
     * @param file where they go
     * @param fileMeta what precedes them in the file, and is not hashed
     */
    SpooledInput(InputStream in, Spool.Incoming file, byte[] fileMeta) {
        this.in = in;
        this.file = file;
        this.digest = sha256();
        if (fileMeta.length > CHUNK_BYTES / 2) {
            throw new IllegalArgumentException("file meta information of " + fileMeta.length + " bytes");
        }
        System.arraycopy(fileMeta, 0, chunk, 0, fileMeta.length);
        pending = fileMeta.length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = pass(length);
        if (count > 0) {
            System.arraycopy(chunk, pending - count, buffer, offset, count);
        }
        return count;
    }

    /** Passes bytes on to the file without handing them out. */
    @Override
    public long skip(long count) throws IOException {
        long passed = 0;
        while (passed < count) {
            int more = pass((int) Math.min(count - passed, CHUNK_BYTES));
            if (more < 0) {
                return passed;
            }
            passed += more;
        }
        return passed;
    }

    /** Takes the rest, and writes what is not yet written. */
    void finish() throws IOException {
        while (pass(CHUNK_BYTES) >= 0) {
            // All that remains goes the same way.
        }
        writePending();
    }

    /** Bytes of the file so far. */
    long bytes() {
        return written + pending;
    }

    /** SHA-256 of the data set, hexadecimal; once, after {@link #finish}. */
    String sha256Hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Reads at most this many bytes to the end of what is pending, so that small reads become one write. */
    private int pass(int length) throws IOException {
        if (pending == CHUNK_BYTES) {
            writePending();
        }
        int count = in.read(chunk, pending, Math.min(length, CHUNK_BYTES - pending));
        if (count > 0) {
            digest.update(chunk, pending, count);
            pending += count;
        }
        return count;
    }

    private void writePending() throws DiskException {
        int length = pending;
        DiskException.at(() -> file.write(chunk, 0, length));
        written += length;
        pending = 0;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
