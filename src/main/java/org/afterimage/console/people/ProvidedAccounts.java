package org.afterimage.console.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Accounts of people for whom an OpenID Connect provider vouches: made at the first sign-in, known again by the provider's issuer and subject alone,
 * each time with the role that the provider's word gives then. A name that somebody has here already is never theirs.
 */
@ApplicationScoped
public class ProvidedAccounts {
    private static final String REASON = "OpenID Connect";
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_HOST = 30;
    private static final int MOST_NAMESAKES = 9;

    private final DataSource database;
    private final Sessions sessions;
    private final AuditLog log;

    /** For the container. */
    public ProvidedAccounts(DataSource database, Sessions sessions, AuditLog log) {
        this.database = database;
        this.sessions = sessions;
        this.log = log;
    }

    /**
     * Who a provider says it is.
     *
     * @param issuer which provider
     * @param subject by which it knows the person
     * @param name what it calls the person
     * @param idToken in which it said so
     */
    public record Person(String issuer, String subject, String name, String idToken) {}

    /** What came of a sign-in. */
    public sealed interface Outcome {
        /**
         * A session began.
         *
         * @param token of it, for the browser alone
         */
        record Entered(String token) implements Outcome {}

        /**
         * An administrator has shut the account.
         *
         * @param name of it
         */
        record Shut(String name) implements Outcome {}

        /**
         * Nothing of what the provider says gives a role.
         *
         * @param name of the person
         */
        record WithoutRole(String name) implements Outcome {}

        /**
         * The account can't be made: too many others have the name.
         *
         * @param name that it would have had
         */
        record NameTaken(String name) implements Outcome {}
    }

    private record Known(long id, String name, Role role, boolean disabled) {}

    /**
     * Begins a session of a person; the account gets the role that the provider gives now.
     *
     * @param address from which the browser asks
     */
    @Transactional(rollbackOn = Exception.class)
    public Outcome enter(String address, Person person, Role role) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Optional<Known> known = find(connection, person);
            if (known.isEmpty()) {
                Optional<Known> made = made(connection, address, person, role);
                if (made.isPresent()) {
                    return begun(address, made.get(), person);
                }
                known = find(connection, person); // it came in twice at once, or nine others have the name
            }
            if (known.isEmpty()) {
                return new Outcome.NameTaken(usable(person.name()));
            }
            return entered(connection, address, known.get(), person, role);
        }
    }

    /**
     * Notes that somebody came whom nothing gives a role; who had one is signed out.
     *
     * @param groups what the provider says of the person, by which a role was looked for
     */
    @Transactional(rollbackOn = Exception.class)
    public Outcome withoutRole(String address, Person person, List<String> groups) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Optional<Known> known = find(connection, person);
            if (known.isPresent()) {
                signOut(connection, known.get().id());
            }
            String name = known.map(Known::name).orElseGet(() -> usable(person.name()));
            String said = groups.isEmpty() ? "no role: no groups are told" : "no role for " + String.join(", ", groups);
            refused(address, name, person, said);
            return new Outcome.WithoutRole(name);
        }
    }

    private Outcome entered(Connection connection, String address, Known known, Person person, Role role)
            throws SQLException {
        if (known.disabled()) {
            refused(address, known.name(), person, "the account is shut");
            return new Outcome.Shut(known.name());
        }
        try (PreparedStatement update =
                connection.prepareStatement("update account set role = ?, last_sign_in_at = ? where id = ?")) {
            update.setString(1, role.name());
            update.setTimestamp(2, Timestamp.from(Instant.now()));
            update.setLong(3, known.id());
            update.executeUpdate();
        }
        if (known.role() != role) {
            signOut(connection, known.id());
            log.add(
                    new AuditLog.Who(known.name(), address),
                    new AuditLog.What(
                            "person.change", known.name(), known.role().name(), role.name(), REASON));
        }
        return begun(address, known, person);
    }

    private Outcome begun(String address, Known known, Person person) throws SQLException {
        log.add(
                new AuditLog.Who(known.name(), address),
                new AuditLog.What(SignInLog.ENTERED, known.name(), "", "", REASON));
        return new Outcome.Entered(sessions.begin(known.id(), person.idToken()));
    }

    private void refused(String address, String name, Person person, String why) {
        log.add(
                new AuditLog.Who(name, address),
                new AuditLog.What("sign-in.refused", identity(person), "", why, REASON));
    }

    private static Optional<Known> find(Connection connection, Person person) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select id, name, role, disabled from account where oidc_issuer = ? and oidc_subject = ? for update")) {
            query.setString(1, person.issuer());
            query.setString(2, person.subject());
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new Known(
                                row.getLong(1), row.getString(2), Role.valueOf(row.getString(3)), row.getBoolean(4)))
                        : Optional.empty();
            }
        }
    }

    /** Under the first name that nobody has; empty where all are taken, or the account is there meanwhile. */
    private Optional<Known> made(Connection connection, String address, Person person, Role role) throws SQLException {
        for (int namesake = 0; namesake <= MOST_NAMESAKES; namesake++) {
            String name = name(person, namesake);
            Optional<Long> id = insert(connection, person, name, role);
            if (id.isPresent()) {
                log.add(
                        new AuditLog.Who(name, address),
                        new AuditLog.What("person.create", name, "", role + ", " + identity(person), REASON));
                return Optional.of(new Known(id.get(), name, role, false));
            }
            if (find(connection, person).isPresent()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<Long> insert(Connection connection, Person person, String name, Role role)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into account (name, role, must_change, created_at, last_sign_in_at, oidc_issuer, oidc_subject)"
                        + " values (?, ?, false, ?, ?, ?, ?) on conflict do nothing returning id")) {
            Timestamp now = Timestamp.from(Instant.now());
            insert.setString(1, name);
            insert.setString(2, role.name());
            insert.setTimestamp(3, now);
            insert.setTimestamp(4, now);
            insert.setString(5, person.issuer());
            insert.setString(6, person.subject());
            try (ResultSet row = insert.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        }
    }

    private static void signOut(Connection connection, long account) throws SQLException {
        try (PreparedStatement end = connection.prepareStatement("delete from console_session where account_id = ?")) {
            end.setLong(1, account);
            end.executeUpdate();
        }
    }

    private static String identity(Person person) {
        return person.subject() + " at " + person.issuer();
    }

    /** As the provider calls the person; with the provider's host where somebody has that name, and with a number where that is taken, too. */
    static String name(Person person, int namesake) {
        String name = usable(person.name());
        if (namesake == 0) {
            return name;
        }
        String host = Objects.requireNonNullElse(URI.create(person.issuer()).getHost(), "provider");
        String end = "@" + shortened(host.replaceAll("[^A-Za-z0-9.-]", ""), LONGEST_HOST)
                + (namesake == 1 ? "" : "-" + namesake);
        return shortened(name, LONGEST_NAME - end.length()) + end;
    }

    /** With what a name here may have, and no more. */
    static String usable(String name) {
        String plain = name.replaceAll("[^\\p{L}\\p{N} ._@-]", "_")
                .replaceFirst("^[^\\p{L}\\p{N}]+", "")
                .strip();
        return plain.isEmpty() ? "person" : shortened(plain, LONGEST_NAME);
    }

    /** Never within a character of two parts. */
    private static String shortened(String name, int longest) {
        if (name.length() <= longest) {
            return name;
        }
        int end = Character.isHighSurrogate(name.charAt(longest - 1)) ? longest - 1 : longest;
        return name.substring(0, end).strip();
    }
}
