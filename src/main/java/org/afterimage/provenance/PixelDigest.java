package org.afterimage.provenance;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A digest of what an image shows, whatever file format, transfer syntax and attributes it is carried in. */
public final class PixelDigest {
    private static final int CHUNK = 16_384;

    private PixelDigest() {}

    /**
     * SHA-256 of rows, columns and the stored values, each as four bytes, least significant first.
     *
     * @param stored stored values, row-major
     * @return 64 lower-case hexadecimal digits
     */
    public static String of(int rows, int columns, int[] stored) {
        MessageDigest digest = sha256();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        digest.update(chunk.putInt(rows).putInt(columns).flip());
        for (int from = 0; from < stored.length; from += CHUNK) {
            chunk.clear();
            chunk.asIntBuffer().put(stored, from, Math.min(CHUNK, stored.length - from));
            digest.update(chunk.limit(Math.min(CHUNK, stored.length - from) * Integer.BYTES));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }
}
