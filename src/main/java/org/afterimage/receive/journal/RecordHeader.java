package org.afterimage.receive.journal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What precedes a record in its segment: 32 bytes, big endian. A segment is written over again and again; the epoch tells the records of this
 * time from those of the times before, and the checks (CRC-32C, RFC 3720 12.1) tell a record from one that a power failure cut off.
 *
 * @param epoch which filling of a segment the record belongs to
 * @param noteLength bytes of the note that says what the body is
 * @param bodyLength bytes of the body
 * @param contentCheck CRC-32C of note and body
 */
record RecordHeader(long epoch, int noteLength, int bodyLength, int contentCheck) {
    static final int LENGTH = 32;

    /** Records begin at pages, so that writing one never makes the system read what was there before. */
    static final int PAGE = 4096;

    private static final int MAGIC = 0x41464A31; // AFJ1
    private static final int CHECKED = LENGTH - Integer.BYTES;

    /** Bytes that a record takes of its segment. */
    static int room(int noteLength, int bodyLength) {
        int length = LENGTH + noteLength + bodyLength;
        return (length + PAGE - 1) / PAGE * PAGE;
    }

    static int check(ByteBuffer... parts) {
        CRC32C check = new CRC32C();
        for (ByteBuffer part : parts) {
            check.update(part.duplicate());
        }
        return (int) check.getValue();
    }

    ByteBuffer encoded() {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH)
                .putInt(MAGIC)
                .putLong(epoch)
                .putInt(noteLength)
                .putInt(bodyLength)
                .putInt(contentCheck)
                .putInt(0);
        return bytes.putInt(check(bytes.duplicate().flip())).flip();
    }

    /** Empty when these bytes are no header. */
    static Optional<RecordHeader> decoded(ByteBuffer bytes) {
        ByteBuffer checked = bytes.duplicate().limit(bytes.position() + CHECKED);
        if (bytes.remaining() < LENGTH
                || bytes.getInt(bytes.position()) != MAGIC
                || bytes.getInt(bytes.position() + CHECKED) != check(checked)) {
            return Optional.empty();
        }
        ByteBuffer fields = bytes.duplicate().position(bytes.position() + Integer.BYTES);
        return Optional.of(new RecordHeader(fields.getLong(), fields.getInt(), fields.getInt(), fields.getInt()));
    }
}
