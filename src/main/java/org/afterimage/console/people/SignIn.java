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
import javax.sql.DataSource;

/** Lets people in by name and password. After five wrong ones each further try of an account waits, twice as long each time. */
@ApplicationScoped
public class SignIn {
    private static final int FREE_TRIES = 5;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final int LONGEST_INPUT = 200;

    private final DataSource database;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Clock clock = Clock.systemUTC();

    /** For the container. */
    public SignIn(DataSource database, Accounts accounts, Sessions sessions) {
        this.database = database;
        this.accounts = accounts;
        this.sessions = sessions;
    }

    /**
     * Begins a session.
     *
     * @return its token, for the browser alone
     * @throws RefusedException if name and password are not those of an account, which of them is not told, or it must wait
     */
    public String enter(String name, String password) throws SQLException, RefusedException {
        if (name == null
                || password == null
                || name.indexOf(0) >= 0
                || name.length() > LONGEST_INPUT
                || password.length() > LONGEST_INPUT) {
            throw new RefusedException("signInWrong");
        }
        Instant now = clock.instant();
        long account = 0;
        String hash = null;
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "select id, password_hash, wait_until from account where lower(name) = lower(?) and not disabled")) {
            query.setString(1, name.strip());
            try (ResultSet row = query.executeQuery()) {
                if (row.next()) {
                    account = row.getLong(1);
                    hash = row.getString(2);
                    requireNoWait(row.getTimestamp(3), now); // says for how long; what counts is below
                }
            }
        }
        if (account != 0) {
            countTry(account, now);
        }
        if (!accounts.matches(password, hash)) {
            throw new RefusedException("signInWrong");
        }
        succeeded(account, now);
        return sessions.begin(account);
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

    private void succeeded(long account, Instant now) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update account set failures = 0, wait_until = null, last_sign_in_at = ? where id = ?")) {
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
        // Whoever finds a browser open must not try passwords as fast as it likes either.
        Instant now = clock.instant();
        requireNoWait(waitUntil(session.account().id()), now);
        countTry(session.account().id(), now);
        accounts.change(session.account().id(), session.account().name(), old, password);
        return sessions.begin(session.account().id());
    }

    private Timestamp waitUntil(long account) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("select wait_until from account where id = ?")) {
            query.setLong(1, account);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getTimestamp(1) : null;
            }
        }
    }
}
