package org.afterimage.receive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Files that a process claimed and never came back to, because it was killed or the database broke off in the middle of a commit. One with a
 * row stays; one without is removed, since its sender never got an acknowledgement.
 */
public final class Leftovers {
    /** A statement that a killed process has sent may still be carried out; nothing younger is touched. */
    static final Duration SAFE_AGE = Duration.ofMinutes(2);

    private final Path root;
    private final List<Claims.Claim> claims;

    Leftovers(Path root, List<Claims.Claim> claims) {
        this.root = root;
        this.claims = claims;
    }

    /** Says which of these files have a row. */
    @FunctionalInterface
    public interface Rows {
        /** The names among these, relative to the spool, that the index has. */
        Set<String> of(Set<String> names);
    }

    /**
     * What was found and done.
     *
     * @param kept files that have a row
     * @param removed files without one
     * @param tooYoung files left for the next time
     */
    public record Swept(int kept, int removed, int tooYoung) {
        /** There was nothing. */
        static final Swept NOTHING = new Swept(0, 0, 0);
    }

    /** Removes what has no row and was last written before a moment. */
    public Swept sweep(Rows rows, Instant olderThan) throws IOException {
        Map<String, Claims.Claim> old = new HashMap<>();
        for (Claims.Claim claim : claims) {
            if (lastWritten(claim).isBefore(olderThan)) {
                old.put(claim.name(), claim);
            }
        }
        Set<String> indexed = old.isEmpty() ? Set.of() : rows.of(old.keySet());
        for (Claims.Claim claim : old.values()) {
            if (!indexed.contains(claim.name())) {
                Files.deleteIfExists(root.resolve(claim.name()));
            }
            claim.settle();
        }
        return new Swept(indexed.size(), old.size() - indexed.size(), claims.size() - old.size());
    }

    private Instant lastWritten(Claims.Claim claim) throws IOException {
        Instant claimed = lastModified(claim.file());
        Instant written = lastModified(root.resolve(claim.name()));
        return claimed.isAfter(written) ? claimed : written;
    }

    private static Instant lastModified(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException e) {
            return Instant.MIN;
        }
    }
}
