package org.afterimage.receive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.afterimage.receive.journal.Body;

/** The bytes of a journal's record as a stream. */
final class BodyInput extends InputStream {
    private final Body body;
    private int position;

    BodyInput(Body body) {
        this.body = body;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = Math.min(length, body.length() - position);
        if (count == 0) {
            return length == 0 ? 0 : -1;
        }
        body.read(position, ByteBuffer.wrap(into, offset, count));
        position += count;
        return count;
    }

    @Override
    public long skip(long count) {
        int skipped = (int) Math.max(0, Math.min(count, body.length() - position));
        position += skipped;
        return skipped;
    }
}
