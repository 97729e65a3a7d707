package org.afterimage.console.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The tokens with which programs use the REST interface, on any node of the database. */
@ApplicationScoped
public class ApiTokens {
    /** Those who look for lost secrets in files know by it what they found. */
    private static final String PREFIX = "afterimage_";

    private static final Duration NOTED = Duration.ofMinutes(1);
    private static final String COLUMNS =
            "id, name, role, created_at, created_by, ends_at, revoked_at, last_used_at, last_used_from";

    private final DataSource database;
    private final AuditLog log;
    private final OpaqueToken tokens = new OpaqueToken();
    private final Clock clock = Clock.systemUTC();

    /** For the container. */
    public ApiTokens(DataSource database, AuditLog log) {
        this.database = database;
        this.log = log;
    }

    /**
     * What was made.
     *
     * @param token what is known of it from now on
     * @param secret to tell its user once; it is nowhere else
     */
    public record New(ApiToken token, String secret) {}

    /**
     * Makes one, with its entry in the audit log.
     *
     * @param endsAt when it counts no more; null for never
     * @throws RefusedException if the name can't be used or another token in force has it, or its end is over already
     */
    @Transactional(rollbackOn = Exception.class)
    public New create(AuditLog.Who who, String name, Role role, Instant endsAt) throws SQLException, RefusedException {
        if (!Accounts.isUsable(name)) {
            throw new RefusedException("nameUnusable");
        }
        Instant now = clock.instant();
        if (endsAt != null && !endsAt.isAfter(now)) {
            throw new RefusedException("tokenEnd");
        }
        String secret = PREFIX + tokens.next();
        ApiToken made =
                insert(who, name, role, endsAt, secret, now).orElseThrow(() -> new RefusedException("nameTaken"));
        log.add(who, new AuditLog.What("token.create", "token " + made.name(), "", made.words()));
        return new New(made, secret);
    }

    private Optional<ApiToken> insert(
            AuditLog.Who who, String name, Role role, Instant endsAt, String secret, Instant now) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into api_token"
                        + " (name, role, token_sha256, created_at, created_by, ends_at) values (?, ?, ?, ?, ?, ?)"
                        + " on conflict do nothing returning " + COLUMNS)) {
            insert.setString(1, name);
            insert.setString(2, role.name());
            insert.setString(3, OpaqueToken.digest(secret));
            insert.setTimestamp(4, Timestamp.from(now));
            insert.setString(5, who.person());
            insert.setTimestamp(6, endsAt == null ? null : Timestamp.from(endsAt));
            return first(insert);
        }
    }

    /** The token that a program sent, if it counts; its use is noted. */
    public Optional<ApiToken> use(String secret, String address) throws SQLException {
        if (!secret.startsWith(PREFIX)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select " + COLUMNS + " from api_token where token_sha256 = ?")) {
            query.setString(1, OpaqueToken.digest(secret));
            Optional<ApiToken> found = first(query).filter(token -> token.counts(now));
            if (found.isPresent() && isWorthNoting(found.get(), address, now)) {
                note(connection, found.get(), address, now);
            }
            return found;
        }
    }

    private static boolean isWorthNoting(ApiToken token, String address, Instant now) {
        return token.lastUsedAt() == null
                || token.lastUsedAt().isBefore(now.minus(NOTED))
                || !address.equals(token.lastUsedFrom());
    }

    private static void note(Connection connection, ApiToken token, String address, Instant now) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update api_token set last_used_at = ?, last_used_from = ? where id = ?")) {
            update.setTimestamp(1, Timestamp.from(now));
            update.setString(2, address);
            update.setLong(3, token.id());
            update.executeUpdate();
        }
    }

    /** Has a token count no more, with its entry in the audit log; empty where there is none, or it was revoked before. */
    @Transactional(rollbackOn = Exception.class)
    public Optional<ApiToken> revoke(AuditLog.Who who, long id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement("update api_token set revoked_at = ?"
                        + " where id = ? and revoked_at is null returning " + COLUMNS)) {
            update.setTimestamp(1, Timestamp.from(clock.instant()));
            update.setLong(2, id);
            Optional<ApiToken> revoked = first(update);
            revoked.ifPresent(token ->
                    log.add(who, new AuditLog.What("token.revoke", "token " + token.name(), token.words(), "revoked")));
            return revoked;
        }
    }

    /** One of them. */
    public Optional<ApiToken> find(long id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select " + COLUMNS + " from api_token where id = ?")) {
            query.setLong(1, id);
            return first(query);
        }
    }

    /** A page of them: those that were not revoked first, and of these the newest. */
    public List<ApiToken> list(int first, int most) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("select " + COLUMNS
                        + " from api_token order by revoked_at is not null, id desc offset ? limit ?")) {
            query.setInt(1, first);
            query.setInt(2, most);
            List<ApiToken> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(token(row));
                }
            }
            return found;
        }
    }

    private static Optional<ApiToken> first(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            return row.next() ? Optional.of(token(row)) : Optional.empty();
        }
    }

    private static ApiToken token(ResultSet row) throws SQLException {
        return new ApiToken(
                row.getLong("id"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                time(row, "created_at"),
                row.getString("created_by"),
                time(row, "ends_at"),
                time(row, "revoked_at"),
                time(row, "last_used_at"),
                row.getString("last_used_from"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
