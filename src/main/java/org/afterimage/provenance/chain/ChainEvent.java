package org.afterimage.provenance.chain;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * One record of the chain: that a row was made, changed or deleted, and what it holds since.
 *
 * @param sequence its place, from 1 without gaps
 * @param recordedAtMicros when, in microseconds since 1970-01-01T00:00Z
 * @param node which node wrote the row
 * @param operation INSERT, UPDATE, DELETE, or BASELINE for a row that is older than the chain
 * @param relation the row's table
 * @param rowId the row's key
 * @param rowPart the second half of its key, or 0
 * @param content the row, or the digest of one that tells who the patient is; empty for a row that was deleted
 */
record ChainEvent(
        long sequence,
        long recordedAtMicros,
        String node,
        String operation,
        String relation,
        long rowId,
        long rowPart,
        String content) {
    private static final String FORM = "afterimage-event-1";

    /** SHA-256 of the hash before it and the canonical bytes: its fields in order, texts in UTF-8 after their length, numbers big-endian. */
    byte[] hash(byte[] previous) {
        MessageDigest digest = Digests.sha256();
        digest.update(previous);
        return digest.digest(canonical());
    }

    private byte[] canonical() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128 + content.length());
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            text(out, FORM);
            out.writeLong(sequence);
            out.writeLong(recordedAtMicros);
            text(out, node);
            text(out, operation);
            text(out, relation);
            out.writeLong(rowId);
            out.writeLong(rowPart);
            text(out, content);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes all bytes", e);
        }
        return bytes.toByteArray();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
