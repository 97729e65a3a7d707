package org.afterimage.work;

import java.time.Instant;
import java.util.Optional;

/**
 * When a study is looked at again.
 *
 * @param due when nothing comes until then; {@link Instant#MAX} for never
 * @param cap even if something comes; {@link Instant#MAX} for never
 */
record NextTurn(Instant due, Instant cap) {
    /** Only when something comes. */
    static final NextTurn NEVER = new NextTurn(Instant.MAX, Instant.MAX);

    static NextTurn at(Instant due, Optional<Instant> cap) {
        return new NextTurn(due, cap.orElse(Instant.MAX));
    }

    /** The earlier of both. */
    NextTurn and(NextTurn other) {
        return new NextTurn(due.isBefore(other.due) ? due : other.due, cap.isBefore(other.cap) ? cap : other.cap);
    }

    boolean isNever() {
        return due.equals(Instant.MAX);
    }
}
