package org.afterimage.console.people;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Makes and compares passwords as bcrypt hashes. A comparison takes a processor about a fifth of a second on purpose, so no more than two are
 * made at once, whoever asks, and few wait: a flood of tries keeps neither the processors nor the threads that answer everybody else.
 */
final class Passwords {
    /** Each one more doubles the time. */
    static final int COST = 12;

    private static final int SHORTEST = 12;
    private static final int AT_ONCE = 2;
    private static final int MOST_WAITING = 8;
    private static final int LONGEST_WAIT_SECONDS = 5;

    /** What bcrypt takes into account. */
    private static final int LONGEST_BYTES = 71;

    /** Without letters and digits that look alike. */
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int GENERATED_LENGTH = 16;

    private final SecureRandom random = new SecureRandom();
    private final Semaphore atOnce = new Semaphore(AT_ONCE, true);
    private final int cost;
    private final int mostWaiting;

    /** A hash to compare with where there is no account, so that this takes as long. */
    private final String nobody;

    /**
     * With a cost.
     *
     * @param cost binary logarithm of bcrypt's rounds
     */
    Passwords(int cost) {
        this(cost, MOST_WAITING);
    }

    /**
     * With a queue.
     *
     * @param mostWaiting how many may wait for their turn
     */
    Passwords(int cost, int mostWaiting) {
        this.cost = cost;
        this.mostWaiting = mostWaiting;
        this.nobody = BCrypt.withDefaults().hashToString(cost, generate().toCharArray());
    }

    /** A password that nobody can guess, of letters and digits that can't be mistaken. */
    String generate() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < GENERATED_LENGTH; i++) {
            password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return password.toString();
    }

    /**
     * The hash to keep.
     *
     * @throws PasswordsBusyException when too many wait for theirs
     */
    String hash(String password) {
        return guarded(() -> BCrypt.withDefaults().hashToString(cost, password.toCharArray()));
    }

    /**
     * Whether a password is that of a hash; a null hash is nobody's.
     *
     * @throws PasswordsBusyException when too many wait for theirs
     */
    boolean matches(String password, String hash) {
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            return false;
        }
        String against = hash == null ? nobody : hash;
        boolean same = guarded(() -> BCrypt.verifyer().verify(password.toCharArray(), against.toCharArray()).verified);
        return same && hash != null;
    }

    /** Refuses what is too short, too long, or the name. */
    void require(String name, String password) throws RefusedException {
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            throw new RefusedException("passwordShort", SHORTEST);
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            throw new RefusedException("passwordLong", LONGEST_BYTES);
        }
        if (password.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT))
                || password.codePoints().distinct().count() < 5) {
            throw new RefusedException("passwordSimple");
        }
    }

    private <T> T guarded(Supplier<T> work) {
        if (atOnce.getQueueLength() >= mostWaiting || !taken()) {
            throw new PasswordsBusyException();
        }
        try {
            return work.get();
        } finally {
            atOnce.release();
        }
    }

    private boolean taken() {
        try {
            return atOnce.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
