package org.afterimage.console.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** The people who may sign in, and their passwords. */
@ApplicationScoped
public class Accounts {
    /** With which the database refuses a change after which nobody could make another. */
    private static final String LAST_ADMINISTRATOR = "AF001";

    private static final String COLUMNS =
            "id, name, role, must_change, disabled, created_at, last_sign_in_at, oidc_issuer";
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._@-]{0,63}");

    private final DataSource database;
    private final Passwords passwords;

    /** For the container. */
    @Inject
    public Accounts(DataSource database) {
        this(database, new Passwords(Passwords.COST));
    }

    /** With passwords whose hashes cost more or less time. */
    Accounts(DataSource database, Passwords passwords) {
        this.database = database;
        this.passwords = passwords;
    }

    /**
     * An account, and the password that was made for it, which is nowhere else.
     *
     * @param account the account
     * @param password to tell its person once
     */
    public record New(Account account, String password) {}

    /** Whether people, and what has a name beside theirs in the audit log, may be called this. */
    static boolean isUsable(String name) {
        return name != null && NAME.matcher(name).matches() && name.equals(name.strip());
    }

    /** All of them, by name. */
    public List<Account> list() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select " + COLUMNS + " from account order by lower(name)");
                ResultSet rows = query.executeQuery()) {
            List<Account> accounts = new ArrayList<>();
            while (rows.next()) {
                accounts.add(account(rows));
            }
            return accounts;
        }
    }

    /** Whether the first administrator has still to sign in for the first time. */
    public boolean nobodySignedInYet() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "select not exists (select from account where last_sign_in_at is not null)");
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** One of them. */
    public Optional<Account> find(long id) throws SQLException {
        return find("select " + COLUMNS + " from account where id = ?", id);
    }

    /** One of them, that nobody else changes before this transaction ends. */
    Optional<Account> locked(long id) throws SQLException {
        return find("select " + COLUMNS + " from account where id = ? for update", id);
    }

    private Optional<Account> find(String sql, long id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, id);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(account(row)) : Optional.empty();
            }
        }
    }

    /** Makes the first administrator; empty where there is any account, or another node has just made it. */
    Optional<New> first(String name) throws SQLException {
        if (!list().isEmpty()) {
            return Optional.empty();
        }
        String password = passwords.generate();
        String hash = passwords.hash(password);
        return insert(
                        "insert into account (name, role, password_hash, must_change, created_at)"
                                + " select ?, ?, ?, true, ? where not exists (select from account)"
                                + " on conflict do nothing returning " + COLUMNS,
                        name,
                        Role.ADMINISTRATOR,
                        hash)
                .map(account -> new New(account, password));
    }

    /**
     * Makes an account with a password that must be changed.
     *
     * @throws RefusedException if the name can't be used, or is taken
     */
    public New create(String name, Role role) throws SQLException, RefusedException {
        if (!isUsable(name)) {
            throw new RefusedException("nameUnusable");
        }
        String password = passwords.generate();
        return insert(
                        "insert into account (name, role, password_hash, must_change, created_at) values (?, ?, ?, true, ?)"
                                + " on conflict do nothing returning " + COLUMNS,
                        name,
                        role,
                        passwords.hash(password))
                .map(account -> new New(account, password))
                .orElseThrow(() -> new RefusedException("nameTaken"));
    }

    private Optional<Account> insert(String sql, String name, Role role, String hash) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, name);
            insert.setString(2, role.name());
            insert.setString(3, hash);
            insert.setTimestamp(4, Timestamp.from(Instant.now()));
            try (ResultSet row = insert.executeQuery()) {
                return row.next() ? Optional.of(account(row)) : Optional.empty();
            }
        }
    }

    /**
     * Gives an account another role, or shuts it, or opens it again; who is signed in with it is signed out.
     *
     * @throws RefusedException if nobody who has a password here could administer the node then: somebody must, when the provider is away
     */
    public void change(long id, Role role, boolean disabled) throws SQLException, RefusedException {
        try (Connection connection = database.getConnection();
                PreparedStatement others = connection.prepareStatement(
                        "select from account where id = ? and oidc_issuer is not null"
                                + " or id <> ? and role = 'ADMINISTRATOR' and not disabled and oidc_issuer is null limit 1");
                PreparedStatement update =
                        connection.prepareStatement("update account set role = ?, disabled = ? where id = ?");
                PreparedStatement end =
                        connection.prepareStatement("delete from console_session where account_id = ?")) {
            others.setLong(1, id);
            others.setLong(2, id);
            boolean stays = role == Role.ADMINISTRATOR && !disabled;
            try (ResultSet row = others.executeQuery()) {
                if (!stays && !row.next()) {
                    throw new RefusedException("lastAdministrator");
                }
            }
            update.setString(1, role.name());
            update.setBoolean(2, disabled);
            update.setLong(3, id);
            update.executeUpdate();
            end.setLong(1, id);
            end.executeUpdate();
        } catch (SQLException e) {
            if (LAST_ADMINISTRATOR.equals(e.getSQLState())) {
                throw new RefusedException("lastAdministrator"); // the other one was changed at the same moment
            }
            throw e;
        }
    }

    /** Makes another password for an account, which must be changed; who is signed in with it is signed out. */
    public String reset(long id) throws SQLException {
        String password = passwords.generate();
        store(id, passwords.hash(password), true);
        return password;
    }

    /**
     * Changes a person's own password, and signs out wherever it was signed in.
     *
     * @throws RefusedException if the old one is wrong, or the new one too simple or the same
     */
    void change(long id, String name, String old, String password) throws SQLException, RefusedException {
        if (!passwords.matches(old, hash(id))) {
            throw new RefusedException("passwordWrong");
        }
        passwords.require(name, password);
        if (old.equals(password)) {
            throw new RefusedException("passwordSame");
        }
        store(id, passwords.hash(password), false);
    }

    private void store(long id, String hash, boolean mustChange) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement("update account set password_hash = ?,"
                        + " must_change = ?, failures = 0, wait_until = null where id = ?");
                PreparedStatement end =
                        connection.prepareStatement("delete from console_session where account_id = ?")) {
            update.setString(1, hash);
            update.setBoolean(2, mustChange);
            update.setLong(3, id);
            update.executeUpdate();
            end.setLong(1, id);
            end.executeUpdate();
        }
    }

    private String hash(long id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select password_hash from account where id = ?")) {
            query.setLong(1, id);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    /** Whether a password is that of a hash. */
    boolean matches(String password, String hash) {
        return passwords.matches(password, hash);
    }

    /** From a row with all its columns. */
    static Account account(ResultSet row) throws SQLException {
        Timestamp signedIn = row.getTimestamp("last_sign_in_at");
        return new Account(
                row.getLong("id"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                row.getBoolean("must_change"),
                row.getBoolean("disabled"),
                row.getTimestamp("created_at").toInstant(),
                signedIn == null ? null : signedIn.toInstant(),
                row.getString("oidc_issuer"));
    }
}
