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
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** Who is signed in, on any node of the database: each for half an hour without a click, and for twelve hours at most. */
@ApplicationScoped
public class Sessions {
    /** The cookie in which a browser keeps its token. */
    public static final String COOKIE = "afterimage-session";

    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final Duration NOTED = Duration.ofMinutes(1);

    /** It comes back in an address, which browsers and providers take only so long. */
    private static final int LONGEST_ID_TOKEN = 4_000;

    private final DataSource database;
    private final OpaqueToken tokens = new OpaqueToken();
    private final Clock clock = Clock.systemUTC();

    /** For the container. */
    public Sessions(DataSource database) {
        this.database = database;
    }

    /** Begins a session; the token goes to the browser and stays nowhere else. */
    String begin(long account) throws SQLException {
        return begin(account, null);
    }

    /**
     * Begins a session of a person for whom a provider vouches.
     *
     * @param idToken what the provider said, which it wants to see when the session ends; null for none
     */
    String begin(long account, String idToken) throws SQLException {
        String token = tokens.next();
        Timestamp now = Timestamp.from(clock.instant());
        try (Connection connection = database.getConnection();
                PreparedStatement old =
                        connection.prepareStatement("delete from console_session where seen_at < ? or created_at < ?");
                PreparedStatement insert = connection.prepareStatement(
                        "insert into console_session"
                                + " (token_sha256, account_id, form_token, created_at, seen_at, id_token) values (?, ?, ?, ?, ?, ?)")) {
            old.setTimestamp(1, Timestamp.from(clock.instant().minus(IDLE)));
            old.setTimestamp(2, Timestamp.from(clock.instant().minus(LONGEST)));
            old.executeUpdate();
            insert.setString(1, OpaqueToken.digest(token));
            insert.setLong(2, account);
            insert.setString(3, tokens.next());
            insert.setTimestamp(4, now);
            insert.setTimestamp(5, now);
            insert.setString(6, idToken == null || idToken.length() > LONGEST_ID_TOKEN ? null : idToken);
            insert.executeUpdate();
        }
        return token;
    }

    /**
     * The session of a token.
     *
     * @param counts whether a person asks, who thereby stays signed in; a page that renews itself does not count
     */
    public Optional<Session> find(String token, boolean counts) throws SQLException {
        if (token == null || token.isEmpty()) {
            return Optional.empty();
        }
        String digest = OpaqueToken.digest(token);
        Instant now = clock.instant();
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("""
                        select s.form_token, s.seen_at, a.id, a.name, a.role, a.must_change, a.disabled, a.created_at,
                        a.last_sign_in_at, a.oidc_issuer from console_session s join account a on a.id = s.account_id
                        where s.token_sha256 = ? and s.seen_at > ? and s.created_at > ? and not a.disabled
                        """)) {
            query.setString(1, digest);
            query.setTimestamp(2, Timestamp.from(now.minus(IDLE)));
            query.setTimestamp(3, Timestamp.from(now.minus(LONGEST)));
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                if (counts && row.getTimestamp("seen_at").toInstant().isBefore(now.minus(NOTED))) {
                    seen(connection, digest, now);
                }
                return Optional.of(new Session(Accounts.account(row), row.getString("form_token"), digest));
            }
        }
    }

    /**
     * Which sessions still let somebody look at pages: they have not ended, and their accounts are open and have chosen a password.
     *
     * @param digests of sessions
     */
    public Set<String> stillLooking(Collection<String> digests) throws SQLException {
        Instant now = clock.instant();
        Set<String> still = new HashSet<>();
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("""
                        select s.token_sha256, a.role from console_session s join account a on a.id = s.account_id
                        where s.token_sha256 = any (?) and s.seen_at > ? and s.created_at > ? and not a.disabled
                        and not a.must_change
                        """)) {
            query.setArray(1, connection.createArrayOf("text", digests.toArray()));
            query.setTimestamp(2, Timestamp.from(now.minus(IDLE)));
            query.setTimestamp(3, Timestamp.from(now.minus(LONGEST)));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    if (Role.valueOf(row.getString("role")).may(Right.VIEW)) {
                        still.add(row.getString("token_sha256"));
                    }
                }
            }
        }
        return still;
    }

    private static void seen(Connection connection, String digest, Instant now) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update console_session set seen_at = ? where token_sha256 = ?")) {
            update.setTimestamp(1, Timestamp.from(now));
            update.setString(2, digest);
            update.executeUpdate();
        }
    }

    /**
     * Ends a session.
     *
     * @return what the person's provider said when it began; empty where there is no such thing
     */
    public Optional<String> end(Session session) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement(
                        "delete from console_session where token_sha256 = ? returning id_token")) {
            delete.setString(1, session.digest());
            try (ResultSet row = delete.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
    }
}
