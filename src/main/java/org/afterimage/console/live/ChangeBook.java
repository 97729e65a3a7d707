package org.afterimage.console.live;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Which kinds changed when, in numbers that only grow. A page bears the number of before it was read, and so learns later what of it is old. Of a
 * number of another run or another node, all is.
 */
@ApplicationScoped
public class ChangeBook {
    private static final int LONGEST = 60;

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final Map<Kind, Long> last = new EnumMap<>(Kind.class);
    private long number;

    /**
     * What is old, and as of when.
     *
     * @param position to ask with the next time
     * @param kinds that changed since the one that was asked with; empty when nothing did
     */
    public record Old(String position, Set<Kind> kinds) {}

    /** Notes that these changed just now. */
    synchronized void note(Collection<Kind> kinds) {
        if (kinds.isEmpty()) {
            return;
        }
        number++;
        kinds.forEach(kind -> last.put(kind, number));
    }

    /** The number as of now, with the run that counts. */
    public synchronized String position() {
        return run + "-" + number;
    }

    /** What changed since a position; all kinds where it is none of this run. */
    synchronized Old since(String position) {
        long from = number(position);
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (Kind kind : Kind.values()) {
            if (from < 0 || last.getOrDefault(kind, 0L) > from) {
                kinds.add(kind);
            }
        }
        return new Old(position(), kinds);
    }

    /** -1 for a position that is none of this run. */
    private long number(String position) {
        String begin = run + "-";
        if (position == null || position.length() > LONGEST || !position.startsWith(begin)) {
            return -1;
        }
        String digits = position.substring(begin.length());
        long from = digits.matches("\\d{1,18}") ? Long.parseLong(digits) : -1;
        return from > number ? -1 : from;
    }
}
