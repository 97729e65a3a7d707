package org.afterimage.receive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** An instance that its sender was told is safe, on its way to its file and its row. */
final class Acknowledged {
    private static final int CHUNK_BYTES = 64 << 10;
    private static final int MAX_REFUSALS = 3;

    private final ReceivedInstance instance;
    private final Unfiled bytes;
    private Optional<IndexedFile> indexed = Optional.empty();
    private int refusals;

    Acknowledged(ReceivedInstance instance, Unfiled bytes) {
        this.instance = instance;
        this.bytes = bytes;
    }

    ReceivedInstance instance() {
        return instance;
    }

    Unfiled bytes() {
        return bytes;
    }

    /**
     * The database refused it for its content.
     *
     * @return whether it is to be tried once more, since that may be a passing thing, such as a conflict with another node
     */
    boolean triedAgainAfterRefusal() {
        return ++refusals < MAX_REFUSALS;
    }

    /** The row to be, with the digest; computed once, however often filing is tried. */
    IndexedFile row(Spool spool) throws IOException {
        if (indexed.isEmpty()) {
            indexed = Optional.of(new IndexedFile(instance, sha256(spool.resolve(instance.file()))));
        }
        return indexed.get();
    }

    private String sha256(Path target) throws IOException {
        MessageDigest digest = newSha256();
        byte[] chunk = new byte[CHUNK_BYTES];
        try (InputStream in = bytes.open(target)) {
            in.skipNBytes(instance.dataSetOffset());
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                digest.update(chunk, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
