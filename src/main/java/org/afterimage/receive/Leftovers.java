package org.afterimage.receive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Files that a process claimed and never came back to, because it was killed or the database broke off in the middle of a commit. One with a
 * row stays; one without is removed, since its sender never got an acknowledgement.
 */
public final class Leftovers {
    /** A statement that a killed process has sent may still be carried out; nothing younger is touched. */
    static final Duration SAFE_AGE = Duration.ofMinutes(2);

    private final Path root;
    private final List<Claims.Abandoned> abandoned;

    Leftovers(Path root, List<Claims.Abandoned> abandoned) {
        this.root = root;
        this.abandoned = abandoned;
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
        Swept total = Swept.NOTHING;
        for (Claims.Abandoned claims : abandoned) {
            Swept swept = sweep(claims, rows, olderThan);
            if (swept.tooYoung() == 0) {
                claims.settle();
            }
            total = new Swept(
                    total.kept() + swept.kept(),
                    total.removed() + swept.removed(),
                    total.tooYoung() + swept.tooYoung());
        }
        return total;
    }

    private Swept sweep(Claims.Abandoned claims, Rows rows, Instant olderThan) throws IOException {
        Set<String> old = new HashSet<>();
        int tooYoung = 0;
        for (String name : claims.names()) {
            Path file = root.resolve(name);
            if (!Files.exists(file)) {
                continue;
            }
            if (Files.getLastModifiedTime(file).toInstant().isBefore(olderThan)) {
                old.add(name);
            } else {
                tooYoung++;
            }
        }
        Set<String> indexed = old.isEmpty() ? Set.of() : rows.of(old);
        for (String name : old) {
            if (!indexed.contains(name)) {
                Files.delete(root.resolve(name));
            }
        }
        return new Swept(indexed.size(), old.size() - indexed.size(), tooYoung);
    }
}
