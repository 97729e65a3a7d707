package org.afterimage.provenance.chain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The end of the chain at some time, signed.
 *
 * @param number from 1 without gaps
 * @param sequence of the last event then
 * @param hash of that event
 * @param madeAtMicros when, in microseconds since 1970-01-01T00:00Z
 * @param publicKey of who signed, X.509
 * @param signature Ed25519 over the fields before it
 */
@SuppressWarnings("ArrayRecordComponent") // never a key
record Checkpoint(long number, long sequence, byte[] hash, long madeAtMicros, byte[] publicKey, byte[] signature) {
    private static final byte[] FORM = "afterimage-checkpoint-1".getBytes(StandardCharsets.US_ASCII);

    static Checkpoint sign(long number, ChainHead head, long madeAtMicros, SigningKey key) {
        byte[] signature = key.sign(signed(number, head.sequence(), head.hash(), madeAtMicros));
        return new Checkpoint(number, head.sequence(), head.hash(), madeAtMicros, key.publicKey(), signature);
    }

    /** Whether it is what the owner of its public key signed. */
    boolean isGenuine() {
        return SigningKey.isSigned(signed(number, sequence, hash, madeAtMicros), signature, publicKey);
    }

    /** One line for the log in the data folder: it outlives a database that is set back. */
    String line() {
        HexFormat hex = HexFormat.of();
        return number + " " + sequence + " " + hex.formatHex(hash) + " " + madeAtMicros + " " + hex.formatHex(publicKey)
                + " " + hex.formatHex(signature);
    }

    /**
     * What {@link #line} wrote.
     *
     * @throws IllegalArgumentException if it did not
     */
    static Checkpoint parse(String line) {
        String[] fields = line.split(" ", -1);
        if (fields.length != 6) {
            throw new IllegalArgumentException("a checkpoint has six fields, not " + fields.length);
        }
        HexFormat hex = HexFormat.of();
        return new Checkpoint(
                Long.parseLong(fields[0]),
                Long.parseLong(fields[1]),
                hex.parseHex(fields[2]),
                Long.parseLong(fields[3]),
                hex.parseHex(fields[4]),
                hex.parseHex(fields[5]));
    }

    private static byte[] signed(long number, long sequence, byte[] hash, long madeAtMicros) {
        return ByteBuffer.allocate(FORM.length + 3 * Long.BYTES + hash.length)
                .put(FORM)
                .putLong(number)
                .putLong(sequence)
                .put(hash)
                .putLong(madeAtMicros)
                .array();
    }
}
