package org.afterimage.console.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.afterimage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts, sessions and the audit log in a real database. Passwords cost less time here than in the node. */
class PeopleTest {
    private static final int TRIES_AT_ONCE = 12;

    @TempDir
    private static Path folder;

    private static TestDatabase database;
    private static Accounts accounts;
    private static Sessions sessions;
    private static int tests;

    private SignIn signIn;
    private SignInLog signInLog;

    /** An address that no test before came from. */
    private SignIn.From from;

    @BeforeAll
    static void start() throws Exception {
        database = new TestDatabase(folder.resolve("postgresql"));
        accounts = new Accounts(database.source(), new Passwords(4));
        sessions = new Sessions(database.source());
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @BeforeEach
    void forget() throws SQLException {
        database.execute("truncate account, console_session");
        signInLog = new SignInLog(new AuditLog(database.source(), "NODE"));
        signIn = new SignIn(database.source(), accounts, sessions, new SignInTries(), signInLog);
        from = new SignIn.From("192.0.2." + ++tests, Optional.empty());
    }

    @Test
    void theFirstAdministratorIsMadeOnceAndMustChangeThePassword() throws Exception {
        Accounts.New first = accounts.first("admin").orElseThrow();
        assertThat(accounts.first("admin")).isEmpty();
        Session session = sessions.find(signIn.enter("Admin", first.password(), from), true)
                .orElseThrow();
        assertThat(session.account().mustChange()).isTrue();
        assertThat(session.account().role()).isEqualTo(Role.ADMINISTRATOR);

        assertRefused("passwordSame", () -> signIn.changePassword(session, first.password(), first.password()));
        assertRefused("passwordShort", () -> signIn.changePassword(session, first.password(), "short"));
        assertRefused("passwordSimple", () -> signIn.changePassword(session, first.password(), "xx-admin-1234567"));
        assertRefused("passwordWrong", () -> signIn.changePassword(session, "not it", "Correct horse battery"));
    }

    @Test
    void anOpenPageIsToldThatItsSessionIsOver() throws Exception {
        Accounts.New made = accounts.create("looks", Role.VIEWER);
        Session first = sessions.find(signIn.enter("looks", made.password(), from), true)
                .orElseThrow();
        assertThat(sessions.stillLooking(List.of(first.digest())))
                .as("the first password is not changed yet")
                .isEmpty();
        database.execute("update account set must_change = false");
        Session other = sessions.find(signIn.enter("looks", made.password(), from), true)
                .orElseThrow();
        assertThat(sessions.stillLooking(List.of(first.digest(), other.digest(), "of nobody")))
                .containsExactlyInAnyOrder(first.digest(), other.digest());
        sessions.end(first);
        assertThat(sessions.stillLooking(List.of(first.digest(), other.digest())))
                .containsExactly(other.digest());
        database.execute("update console_session set seen_at = seen_at - interval '31 minutes'");
        assertThat(sessions.stillLooking(List.of(other.digest()))).isEmpty();
        database.execute("update console_session set seen_at = now()");
        database.execute("update account set disabled = true");
        assertThat(sessions.stillLooking(List.of(other.digest()))).isEmpty();
    }

    @Test
    void anotherPasswordEndsTheSessionsThatWereThere() throws Exception {
        Accounts.New made = accounts.create("Dr. Example", Role.REVIEWER);
        String token = signIn.enter("Dr. Example", made.password(), from);
        Session session = sessions.find(token, true).orElseThrow();
        String next = signIn.changePassword(session, made.password(), "Correct horse battery");

        assertThat(sessions.find(token, true)).isEmpty();
        assertThat(sessions.find(next, true).orElseThrow().account().mustChange())
                .isFalse();
        assertRefused("signInWrong", () -> signIn.enter("Dr. Example", made.password(), from));
        assertThat(signIn.enter("dr. example", "Correct horse battery", from)).isNotEmpty();
    }

    @Test
    void afterFiveWrongPasswordsTheRightOneWaitsToo() throws Exception {
        Accounts.New made = accounts.create("operator", Role.OPERATOR);
        for (int i = 0; i < 5; i++) {
            assertRefused("signInWrong", () -> signIn.enter("operator", "wrong", from));
        }
        assertRefused("signInWait", () -> signIn.enter("operator", made.password(), from));
        assertThat(database.ask("select wait_until > now() and failures = 5 from account"))
                .isEqualTo("t");
        database.execute("update account set wait_until = now() - interval '1 second'");
        assertThat(signIn.enter("operator", made.password(), from)).isNotEmpty();
        assertThat(database.ask("select failures from account")).isEqualTo("0");
    }

    @Test
    void eachFurtherWrongPasswordDoublesTheWaitUpToAQuarterOfAnHour() throws Exception {
        accounts.create("operator", Role.OPERATOR);
        database.execute("update account set failures = 7");
        assertRefused("signInWrong", () -> signIn.enter("operator", "wrong", from));
        assertThat(waitSeconds()).isBetween(12, 16);
        database.execute("update account set failures = 1000, wait_until = null");
        assertRefused("signInWrong", () -> signIn.enter("operator", "wrong", from));
        assertThat(waitSeconds()).isBetween(890, 900);
    }

    @Test
    void ofTriesAtTheSameTimeOnlyOnePassesOnceAWaitIsDue() throws Exception {
        accounts.create("operator", Role.OPERATOR);
        database.execute("update account set failures = 9");
        ExecutorService browsers = Executors.newFixedThreadPool(TRIES_AT_ONCE);
        try {
            CountDownLatch start = new CountDownLatch(TRIES_AT_ONCE);
            List<Future<String>> tries = new ArrayList<>();
            for (int i = 0; i < TRIES_AT_ONCE; i++) {
                tries.add(browsers.submit(() -> {
                    start.countDown();
                    start.await();
                    return refusalOf(() -> signIn.enter("operator", "wrong", from));
                }));
            }
            List<String> refusals = new ArrayList<>();
            for (Future<String> one : tries) {
                refusals.add(one.get());
            }
            assertThat(refusals).containsOnlyOnce("signInWrong").contains("signInWait");
        } finally {
            browsers.shutdownNow();
        }
        assertThat(database.ask("select failures from account")).isEqualTo("10");
    }

    @Test
    void strangersShutNobodyOutWhoIsSignedInOrDidSignInFromThereBefore() throws Exception {
        Accounts.New made = accounts.create("surgeon", Role.REVIEWER);
        Session session = sessions.find(signIn.enter("surgeon", made.password(), from), true)
                .orElseThrow();
        SignIn.From stranger = new SignIn.From("198.51.100.1", Optional.empty());
        for (int i = 0; i < 5; i++) {
            assertRefused("signInWrong", () -> signIn.enter("surgeon", "wrong", stranger));
        }
        assertRefused("signInWait", () -> signIn.enter("surgeon", made.password(), stranger));
        SignIn.From elsewhere = new SignIn.From("203.0.113.9", Optional.empty());
        assertRefused("signInWait", () -> signIn.enter("surgeon", made.password(), elsewhere));

        assertThat(signIn.enter("surgeon", made.password(), from))
                .as("came from there before")
                .isNotEmpty();
        assertThat(signIn.enter("surgeon", made.password(), new SignIn.From("203.0.113.9", Optional.of(session))))
                .as("is signed in")
                .isNotEmpty();
        assertThat(signIn.changePassword(session, made.password(), "Correct horse battery"))
                .as("changes the password")
                .isNotEmpty();
    }

    @Test
    void whoIsKnownHasNoMoreTriesThanOthers() throws Exception {
        Accounts.New made = accounts.create("known", Role.REVIEWER);
        signIn.enter("known", made.password(), from);
        database.execute("update account set failures = 1");
        for (int i = 0; i < 5; i++) {
            assertRefused("signInWrong", () -> signIn.enter("known", "wrong", from));
        }
        assertRefused("signInWait", () -> signIn.enter("known", made.password(), from));
    }

    @Test
    void anAddressThatTriesNameAfterNameWaitsToo() throws Exception {
        Accounts.New made = accounts.create("late", Role.VIEWER);
        for (int i = 0; i < 20; i++) {
            String name = "guess" + i;
            assertRefused("signInWrong", () -> signIn.enter(name, "wrong", from));
        }
        assertRefused("signInWait", () -> signIn.enter("late", made.password(), from));
        assertThat(database.ask("select failures from account"))
                .as("it was not looked at")
                .isEqualTo("0");
        assertThat(signIn.enter("late", made.password(), new SignIn.From("203.0.113.77", Optional.empty())))
                .isNotEmpty();
    }

    @Test
    void signInsAreInTheAuditLogAndTheWrongOnesOfAMinuteAreOneEntry() throws Exception {
        Accounts.New made = accounts.create("logged", Role.VIEWER);
        signIn.enter("LOGGED", made.password(), from);
        for (int i = 0; i < 3; i++) {
            assertRefused("signInWrong", () -> signIn.enter("logged", "a wrong secret", from));
            assertRefused("signInWrong", () -> signIn.enter("my secret typed as a name", "x", from));
        }
        signInLog.write();
        signInLog.write();
        List<AuditEntry> entries = new AuditLog(database.source(), "NODE")
                .list("", 0, 100).stream()
                        .filter(entry -> entry.address().equals(from.address()))
                        .toList();
        assertThat(entries).extracting(AuditEntry::action).containsExactly("sign-in.failed", "sign-in");
        assertThat(entries.get(0).after()).isEqualTo("6 tries in vain within a minute");
        assertThat(entries.get(0).subject()).isEqualTo("logged, names of no account");
        assertThat(entries.get(1).person()).isEqualTo("logged");
        assertThat(entries.toString()).doesNotContain("secret", made.password());
    }

    @Test
    void aFloodFromEverywhereFillsNoLog() throws Exception {
        for (int i = 0; i < 500; i++) {
            signInLog.failed("", "2001:db8::" + i);
        }
        long before = Long.parseLong(database.ask("select count(*) from audit_entry"));
        signInLog.write();
        assertThat(Long.parseLong(database.ask("select count(*) from audit_entry")) - before)
                .isEqualTo(SignInLog.MOST_ADDRESSES + 1);
        assertThat(database.ask("select after from audit_entry where address = 'other addresses'"))
                .isEqualTo("480 tries in vain within a minute");
    }

    private static int waitSeconds() throws SQLException {
        return Integer.parseInt(
                database.ask("select ceil(extract(epoch from wait_until - now()))::integer from account"));
    }

    @Test
    void anUnknownNameIsAnsweredLikeAWrongPassword() {
        assertRefused("signInWrong", () -> signIn.enter("nobody", "whatever it is", from));
    }

    @Test
    void aSessionEndsByItselfAndAPageThatRenewsItselfKeepsItNot() throws Exception {
        Accounts.New made = accounts.create("viewer", Role.VIEWER);
        String token = signIn.enter("viewer", made.password(), from);
        database.execute("update console_session set seen_at = now() - interval '29 minutes'");
        assertThat(sessions.find(token, false)).isPresent();
        assertThat(database.ask("select seen_at < now() - interval '28 minutes' from console_session"))
                .isEqualTo("t");
        assertThat(sessions.find(token, true)).isPresent();
        assertThat(database.ask("select seen_at > now() - interval '1 minute' from console_session"))
                .isEqualTo("t");
        database.execute("update console_session set seen_at = now() - interval '31 minutes'");
        assertThat(sessions.find(token, true)).isEmpty();
        database.execute("update console_session set seen_at = now(), created_at = now() - interval '13 hours'");
        assertThat(sessions.find(token, true)).isEmpty();
    }

    @Test
    void theDatabaseHasNeitherTokenNorPassword() throws Exception {
        Accounts.New made = accounts.create("viewer", Role.VIEWER);
        String token = signIn.enter("viewer", made.password(), from);
        assertThat(database.ask("select string_agg(a::text || s::text, ' ') from account a, console_session s"))
                .doesNotContain(token)
                .doesNotContain(made.password());
    }

    @Test
    void whoIsShutOutOrGetsAnotherRoleIsSignedOut() throws Exception {
        accounts.first("admin");
        Accounts.New made = accounts.create("viewer", Role.VIEWER);
        String token = signIn.enter("viewer", made.password(), from);
        accounts.change(made.account().id(), Role.REVIEWER, false);
        assertThat(sessions.find(token, true)).isEmpty();
        assertThat(signIn.enter("viewer", made.password(), from)).isNotEmpty();
        accounts.change(made.account().id(), Role.REVIEWER, true);
        assertRefused("signInWrong", () -> signIn.enter("viewer", "not it", from));
        assertRefused("accountShut", () -> signIn.enter("viewer", made.password(), from));
    }

    @Test
    void theLastAdministratorStays() throws Exception {
        Account admin = accounts.first("admin").orElseThrow().account();
        assertRefused("lastAdministrator", () -> accounts.change(admin.id(), Role.VIEWER, false));
        assertRefused("lastAdministrator", () -> accounts.change(admin.id(), Role.ADMINISTRATOR, true));
    }

    @Test
    void aNameIsThereOnceWhateverItsCaseAndHasNoMarkup() throws Exception {
        accounts.create("Viewer", Role.VIEWER);
        assertRefused("nameTaken", () -> accounts.create("viewer", Role.ADMINISTRATOR));
        assertRefused("nameUnusable", () -> accounts.create("<b>", Role.VIEWER));
        assertRefused("nameUnusable", () -> accounts.create("", Role.VIEWER));
    }

    @Test
    void aTokenCountsUntilItEndsOrIsRevoked() throws Exception {
        database.execute("truncate api_token");
        AuditLog log = new AuditLog(database.source(), "NODE");
        ApiTokens tokens = new ApiTokens(database.source(), log);
        AuditLog.Who who = new AuditLog.Who("admin", "127.0.0.1");
        ApiTokens.New made =
                tokens.create(who, "ris", Role.OPERATOR, Instant.now().plusSeconds(3600));
        assertThat(database.ask("select count(*) from api_token where token_sha256 = '" + made.secret() + "'"))
                .as("the token itself is kept nowhere")
                .isEqualTo("0");
        assertRefused("nameTaken", () -> tokens.create(who, "RIS", Role.VIEWER, null));
        assertRefused("nameUnusable", () -> tokens.create(who, "token:x", Role.VIEWER, null));
        assertRefused("tokenEnd", () -> tokens.create(who, "late", Role.VIEWER, Instant.now()));

        assertThat(tokens.use(made.secret(), "192.0.2.7").orElseThrow().role()).isEqualTo(Role.OPERATOR);
        assertThat(tokens.use(made.secret() + "x", "192.0.2.7")).isEmpty();
        assertThat(tokens.list(0, 9).get(0).lastUsedFrom()).isEqualTo("192.0.2.7");
        database.execute("update api_token set ends_at = now() - interval '1 second'");
        assertThat(tokens.use(made.secret(), "192.0.2.7")).isEmpty();
        database.execute("update api_token set ends_at = null");
        assertThat(tokens.use(made.secret(), "192.0.2.7")).isPresent();

        assertThat(tokens.revoke(who, made.token().id())).isPresent();
        assertThat(tokens.revoke(who, made.token().id())).isEmpty();
        assertThat(tokens.use(made.secret(), "192.0.2.7")).isEmpty();
        assertThat(tokens.create(who, "ris", Role.VIEWER, null).token().endsAt())
                .isNull();
        assertThat(log.list("admin", 0, 9)).extracting(AuditEntry::action).contains("token.create", "token.revoke");
    }

    @Test
    void theAuditLogIsAddedToAndNeverChanged() throws Exception {
        AuditLog log = new AuditLog(database.source(), "NODE");
        log.add(new AuditLog.Who("admin", "127.0.0.1"), new AuditLog.What("job.retry", "job 1", "FAILED", "QUEUED"));
        log.add(
                new AuditLog.Who("reviewer", "127.0.0.1"),
                new AuditLog.What("output.release", "job 2", "HELD", "DELIVERING", "an old fracture"));
        List<AuditEntry> entries = log.list("", 0, 10);
        assertThat(entries).extracting(AuditEntry::action).containsExactly("output.release", "job.retry");
        assertThat(entries.get(0).reason()).isEqualTo("an old fracture");
        assertThat(log.list("admin", 0, 10)).extracting(AuditEntry::subject).containsExactly("job 1");
        assertThat(log.list("", entries.get(0).id(), 10)).hasSize(1);
        assertThatThrownBy(() -> database.execute("update audit_entry set person = 'somebody'"))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> database.execute("delete from audit_entry")).isInstanceOf(SQLException.class);
    }

    @Test
    void ofTwoAdministratorsWhoDemoteEachOtherAtOnceOneStays() throws Exception {
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 20; round++) {
                database.execute("truncate account, console_session");
                long one = accounts.create("one", Role.ADMINISTRATOR).account().id();
                long other =
                        accounts.create("other", Role.ADMINISTRATOR).account().id();
                CyclicBarrier together = new CyclicBarrier(2);
                Future<String> first = both.submit(() -> demoted(together, one));
                Future<String> second = both.submit(() -> demoted(together, other));
                assertThat(List.of(first.get(), second.get())).containsExactlyInAnyOrder("", "lastAdministrator");
                assertThat(database.ask("select count(*) from account where role = 'ADMINISTRATOR'"))
                        .isEqualTo("1");
            }
        } finally {
            both.shutdownNow();
        }
    }

    @Test
    void theDatabaseItselfKeepsTheLastAdministratorUnlessNoAccountIsLeft() throws Exception {
        accounts.create("one", Role.ADMINISTRATOR);
        accounts.create("viewer", Role.VIEWER);
        for (String change : List.of(
                "update account set role = 'OPERATOR' where name = 'one'",
                "update account set disabled = true",
                "delete from account where name = 'one'")) {
            assertThatThrownBy(() -> database.execute(change)).hasMessageContaining("the last administrator stays");
        }
        database.execute("delete from account");
        assertThat(accounts.first("admin")).isPresent();
    }

    private static String demoted(CyclicBarrier together, long id) throws Exception {
        together.await();
        return refusalOf(() -> accounts.change(id, Role.OPERATOR, false));
    }

    /** Something that may be refused. */
    @FunctionalInterface
    private interface Attempt {
        void make() throws Exception;
    }

    private static String refusalOf(Attempt attempt) throws Exception {
        try {
            attempt.make();
            return "";
        } catch (RefusedException e) {
            return e.key();
        }
    }

    private static void assertRefused(String key, Attempt attempt) {
        assertThatThrownBy(attempt::make)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.key()).isEqualTo(key));
    }
}
