package org.afterimage.console.people;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Lets people in by name and password. After five wrong ones each further try of an account waits, twice as long each time; and after twenty wrong
 * ones of whatever names each further try from their address. Who is signed in, or did sign in from the same address lately, has tries of its own,
 * so that strangers don't shut anybody out.
 */
@ApplicationScoped
public class SignIn {
    private static final int FREE_TRIES = 5;
    private static final int FREE_OF_ADDRESS = 20;
    private static final int KNOWN_DAYS = 90;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final int LONGEST_INPUT = 200;

    private final DataSource database;
    private final Accounts accounts;
    private final Sessions sessions;
    private final SignInTries tries;
    private final SignInLog log;
    private final Clock clock = Clock.systemUTC();

    /** For the container. */
    public SignIn(DataSource database, Accounts accounts, Sessions sessions, SignInTries tries, SignInLog log) {
        this.database = database;
        this.accounts = accounts;
        this.sessions = sessions;
        this.tries = tries;
        this.log = log;
    }

    /**
     * From where somebody comes.
     *
     * @param address of who asks
     * @param session that its browser has; empty for none
     */
    public record From(String address, Optional<Session> session) {}

    /** An account of a name; its id is 0 for none. */
    private record Found(long id, String name, String hash, Timestamp waitUntil, int failures, boolean shut) {
        static final Found NOBODY = new Found(0, "", null, null, 0, false);
    }

    /**
     * Begins a session.
     *
     * @return its token, for the browser alone
     * @throws RefusedException if name and password are not those of an account, which of them is not told, or it must wait, or the account
     *     is shut
     * @throws PasswordsBusyException when too many try at this moment
     */
    public String enter(String name, String password, From from) throws SQLException, RefusedException {
        if (name == null
                || password == null
                || name.indexOf(0) >= 0
                || name.length() > LONGEST_INPUT
                || password.length() > LONGEST_INPUT) {
            throw new RefusedException("signInWrong");
        }
        Found found = find(name.strip());
        try {
            return entered(found, password, from);
        } catch (RefusedException e) {
            log.failed(found.name(), from.address());
            throw e;
        }
    }

    private String entered(Found found, String password, From from) throws SQLException, RefusedException {
        Instant now = clock.instant();
        boolean known = isKnown(found, from);
        String who = known ? "account " + found.id() + " at " + from.address() : SignInTries.network(from.address());
        if (!known) {
            requireNoWait(found.waitUntil(), now); // says for how long; what counts is below
        }
        requireNoWait(tries.begin(who, known ? FREE_TRIES : FREE_OF_ADDRESS));
        if (found.id() != 0 && !known) {
            countTry(found.id(), now);
        }
        if (!accounts.matches(password, found.hash())) {
            throw new RefusedException("signInWrong");
        }
        if (found.shut()) {
            throw new RefusedException("accountShut"); // told to nobody but who knows its password
        }
        tries.right(who);
        succeeded(found.id(), now, known);
        log.entered(found.name(), from.address());
        return sessions.begin(found.id());
    }

    private Found find(String name) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select id, name, password_hash, wait_until, failures, disabled"
                                + " from account where lower(name) = lower(?)")) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? new Found(
                                row.getLong(1),
                                row.getString(2),
                                row.getString(3),
                                row.getTimestamp(4),
                                row.getInt(5),
                                row.getBoolean(6))
                        : Found.NOBODY;
            }
        }
    }

    /** Whether wrong passwords of strangers don't hold it up; asked of the database only where there were some. */
    private boolean isKnown(Found found, From from) throws SQLException {
        if (found.id() == 0) {
            return false;
        }
        if (from.session()
                .filter(session -> session.account().id() == found.id())
                .isPresent()) {
            return true;
        }
        if (found.failures() == 0 && tries.waitSeconds(SignInTries.network(from.address())) == 0) {
            return false;
        }
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("select from audit_entry where person = ? and"
                        + " action = ? and address = ? and at > ? order by id desc limit 1")) {
            query.setString(1, found.name());
            query.setString(2, SignInLog.ENTERED);
            query.setString(3, from.address());
            query.setTimestamp(4, Timestamp.from(clock.instant().minus(Duration.ofDays(KNOWN_DAYS))));
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    private static void requireNoWait(long seconds) throws RefusedException {
        if (seconds > 0) {
            throw new RefusedException("signInWait", seconds);
        }
    }

    private static void requireNoWait(Timestamp until, Instant now) throws RefusedException {
        if (until != null && until.toInstant().isAfter(now)) {
            throw new RefusedException(
                    "signInWait", Duration.between(now, until.toInstant()).toSeconds() + 1);
        }
    }

    /**
     * Counted before the password is looked at, and only where no wait has begun, in one statement: tries at the same time don't pass
     * beside one another.
     */
    private void countTry(long account, Instant now) throws SQLException, RefusedException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement("""
                        update account set failures = failures + 1, wait_until = case when failures + 1 < ? then null
                        else ?::timestamptz + least(?, power(2, least(failures + 1 - ?, 20))) * interval '1 second' end
                        where id = ? and (wait_until is null or wait_until <= ?)
                        """)) {
            update.setInt(1, FREE_TRIES);
            update.setTimestamp(2, Timestamp.from(now));
            update.setLong(3, LONGEST_WAIT.toSeconds());
            update.setInt(4, FREE_TRIES - 1);
            update.setLong(5, account);
            update.setTimestamp(6, Timestamp.from(now));
            if (update.executeUpdate() != 1) {
                throw new RefusedException("signInWait", 1); // another try at the same time has begun a wait
            }
        }
    }

    /** What strangers tried stays counted when a known one comes in. */
    private void succeeded(long account, Instant now, boolean known) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement("update account set "
                        + (known ? "" : "failures = 0, wait_until = null, ")
                        + "last_sign_in_at = ? where id = ?")) {
            update.setTimestamp(1, Timestamp.from(now));
            update.setLong(2, account);
            update.executeUpdate();
        }
    }

    /**
     * Changes the password of who is signed in, and begins another session.
     *
     * @return its token
     * @throws RefusedException if the old one is wrong, or the new one can't be
     */
    public String changePassword(Session session, String old, String password) throws SQLException, RefusedException {
        if (session.account().provided()) {
            throw new RefusedException("providedPassword");
        }
        // Whoever finds a browser open must not try passwords as fast as it likes either; and what strangers try
        // elsewhere does not count here.
        String who = "password of account " + session.account().id();
        requireNoWait(tries.begin(who, FREE_TRIES));
        accounts.change(session.account().id(), session.account().name(), old, password);
        tries.forget(who);
        return sessions.begin(session.account().id());
    }
}
