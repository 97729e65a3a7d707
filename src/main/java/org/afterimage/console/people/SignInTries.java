package org.afterimage.console.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows those who try passwords, by where they come from and whatever names they try: after some wrong ones the next waits, twice as long each
 * time, up to a quarter of an hour. Of this node alone, in bounded memory; a quarter of an hour without a try is forgotten.
 */
@ApplicationScoped
public class SignInTries {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final int LARGEST_POWER = 20;
    private static final int NETWORK_BYTES = 8;

    /** More would be a flood; those are forgotten first that tried longest ago. */
    static final int MOST = 10_000;

    private final Clock clock;
    private final Map<String, Tries> tries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tries> eldest) {
            return size() > MOST;
        }
    };

    /** For the container. */
    @Inject
    public SignInTries() {
        this(Clock.systemUTC());
    }

    /** With a clock. */
    SignInTries(Clock clock) {
        this.clock = clock;
    }

    private record Tries(int count, Instant last, Instant waitUntil) {}

    /** For how many seconds who is called so waits; 0 for not at all. */
    synchronized long waitSeconds(String who) {
        Tries before = current(who);
        return before == null ? 0 : seconds(before, clock.instant());
    }

    /**
     * Counts a try before it is looked at, so that tries at the same time don't pass beside one another.
     *
     * @param free how many there are before the first wait
     * @return for how many seconds it must wait, and then it does not count; 0 when it may be looked at
     */
    synchronized long begin(String who, int free) {
        Tries before = current(who);
        Instant now = clock.instant();
        long wait = before == null ? 0 : seconds(before, now);
        if (wait == 0) {
            int count = before == null ? 1 : before.count() + 1;
            tries.put(who, new Tries(count, now, count < free ? now : now.plus(wait(count - free))));
        }
        return wait;
    }

    /** Takes back a try that was right. */
    synchronized void right(String who) {
        Tries before = tries.get(who);
        if (before != null && before.count() > 1) {
            tries.put(who, new Tries(before.count() - 1, before.last(), clock.instant()));
        } else {
            tries.remove(who);
        }
    }

    /** Forgets all of them. */
    synchronized void forget(String who) {
        tries.remove(who);
    }

    synchronized int size() {
        return tries.size();
    }

    private Tries current(String who) {
        Tries before = tries.get(who);
        if (before != null && before.last().plus(LONGEST_WAIT.multipliedBy(2)).isBefore(clock.instant())) {
            tries.remove(who);
            return null;
        }
        return before;
    }

    private static long seconds(Tries before, Instant now) {
        return before.waitUntil().isAfter(now)
                ? Duration.between(now, before.waitUntil()).toSeconds() + 1
                : 0;
    }

    private static Duration wait(int over) {
        Duration wait = Duration.ofSeconds(2L << Math.min(over, LARGEST_POWER));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    /** What of an address is one caller: all of IPv4, and of IPv6 the network (64 bits), of which each has all addresses. */
    static String network(String address) {
        if (address.indexOf(':') < 0 || address.indexOf('%') >= 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress(); // with a colon it is no name
            return bytes.length > NETWORK_BYTES
                    ? HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES)) + "/64"
                    : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
