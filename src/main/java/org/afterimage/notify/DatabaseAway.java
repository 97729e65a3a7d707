package org.afterimage.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Since when the database does not answer, and whether somebody was told. In memory: there is nowhere else to keep it. */
final class DatabaseAway {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Instant since;
    private Instant next;
    private boolean told;
    private int attempts;

    /** It did not answer; since when, where somebody is to be told now. */
    Optional<Instant> failed(Instant now) {
        if (since == null) {
            since = now;
            next = now.plus(PATIENCE);
        }
        return told || next.isAfter(now) ? Optional.empty() : Optional.of(since);
    }

    /** Somebody was told. */
    void told() {
        told = true;
    }

    /** Nobody could be told; it is tried again later. */
    void notTold(Instant now) {
        attempts++;
        next = now.plus(Backoff.after(attempts));
    }

    /** It answered; since when it had not, where that was long enough to be told. */
    Optional<Instant> answered(Instant now) {
        Instant began = since;
        boolean worthTelling = began != null && !began.plus(PATIENCE).isAfter(now);
        since = null;
        next = null;
        told = false;
        attempts = 0;
        return worthTelling ? Optional.of(began) : Optional.empty();
    }
}
