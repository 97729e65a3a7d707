package org.afterimage.console.people;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows those who try tokens: after five wrong ones an address waits before the next, twice as long each time, up to a quarter of an hour. A
 * token that was right there lately passes all the same, so that one program with an old token doesn't shut out the others behind a proxy.
 */
@ApplicationScoped
public class WrongTokens {
    private static final int FREE_TRIES = 5;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final int LARGEST_POWER = 20;

    /** Addresses and tokens to remember; more would be a flood. */
    private static final int MOST = 10_000;

    private final Clock clock;
    private final Map<String, Failures> byAddress = new Bounded<>();
    private final Map<String, Boolean> right = new Bounded<>();

    /** For the container. */
    public WrongTokens() {
        this(Clock.systemUTC());
    }

    /** With a clock. */
    WrongTokens(Clock clock) {
        this.clock = clock;
    }

    private record Failures(int count, Instant waitUntil) {}

    /** For how many seconds this token waits; 0 when it may be tried. */
    public synchronized long waitSeconds(String address, String token) {
        Failures failures = byAddress.get(address);
        Instant now = clock.instant();
        if (failures == null || !failures.waitUntil().isAfter(now) || right.containsKey(key(address, token))) {
            return 0;
        }
        return Duration.between(now, failures.waitUntil()).toSeconds() + 1;
    }

    /** Counts a wrong one. */
    public synchronized void wrong(String address, String token) {
        right.remove(key(address, token));
        Failures before = byAddress.get(address);
        int count = before == null ? 1 : before.count() + 1;
        Instant now = clock.instant();
        byAddress.put(address, new Failures(count, count < FREE_TRIES ? now : now.plus(wait(count))));
    }

    /** Forgets the wrong ones of an address that has a right one. */
    public synchronized void right(String address, String token) {
        byAddress.remove(address);
        right.put(key(address, token), true);
    }

    private static Duration wait(int failures) {
        Duration wait = Duration.ofSeconds(1L << Math.min(failures - FREE_TRIES + 1, LARGEST_POWER));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    private static String key(String address, String token) {
        return address + ' ' + OpaqueToken.digest(token);
    }

    /** Forgets what was asked for longest ago. */
    private static final class Bounded<V> extends LinkedHashMap<String, V> {
        private static final long serialVersionUID = 1L;

        Bounded() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > MOST;
        }
    }
}
