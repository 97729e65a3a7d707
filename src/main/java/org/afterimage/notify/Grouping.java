package org.afterimage.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.afterimage.node.Occasion;

/**
 * When a message is made: so long after the first occasion that others can join it, and not too soon after the last message of that kind.
 *
 * @param gather how long occasions are gathered
 * @param pause between two messages of one kind
 */
record Grouping(Duration gather, Duration pause) {
    /**
     * The kinds of which a message is due.
     *
     * @param first when the oldest occasion was of which nobody was told, by kind
     * @param told when a message last had that kind
     */
    Set<Occasion> due(Map<Occasion, Instant> first, Map<Occasion, Instant> told, Instant now) {
        Set<Occasion> due = EnumSet.noneOf(Occasion.class);
        first.forEach((kind, at) -> {
            boolean gathered = !at.plus(gather).isAfter(now);
            boolean rested =
                    !told.containsKey(kind) || !told.get(kind).plus(pause).isAfter(now);
            if (gathered && rested) {
                due.add(kind);
            }
        });
        return due;
    }
}
