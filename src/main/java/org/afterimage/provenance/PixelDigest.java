package org.afterimage.provenance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.pixel.FrameReader;

/** A digest of what an image shows, whatever file format, transfer syntax and attributes it is carried in. */
public final class PixelDigest {
    private static final int CHUNK = 16_384;

    private final MessageDigest digest = sha256();
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);

    /** The digest of an image, of which no frame was added yet. */
    public PixelDigest(int rows, int columns) {
        digest.update(chunk.putInt(rows).putInt(columns).flip());
    }

    /**
     * SHA-256 of rows, columns and the stored values, each as four bytes, least significant first.
     *
     * @param stored stored values, row-major
     * @return 64 lower-case hexadecimal digits
     */
    public static String of(int rows, int columns, int[] stored) {
        return new PixelDigest(rows, columns).add(stored).hex();
    }

    /**
     * The same of an object, all of its frames one after the other.
     *
     * @throws IOException if its pixels can't be read
     */
    public static String of(DicomObject image) throws IOException {
        FrameReader reader = new FrameReader(image);
        PixelDigest digest =
                new PixelDigest(reader.format().rows(), reader.format().columns());
        for (int frame = 0; frame < reader.format().frames(); frame++) {
            digest.add(reader.stored(frame));
        }
        return digest.hex();
    }

    /**
     * Adds the next frame.
     *
     * @param stored stored values, row-major
     */
    public PixelDigest add(int[] stored) {
        for (int from = 0; from < stored.length; from += CHUNK) {
            chunk.clear();
            chunk.asIntBuffer().put(stored, from, Math.min(CHUNK, stored.length - from));
            digest.update(chunk.limit(Math.min(CHUNK, stored.length - from) * Integer.BYTES));
        }
        return this;
    }

    /** The digest of all that was added, as 64 lower-case hexadecimal digits; nothing can be added any more. */
    public String hex() {
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
