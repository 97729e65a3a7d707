package org.afterimage.console.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.afterimage.console.people.ProvidedAccounts.Outcome;
import org.afterimage.console.people.ProvidedAccounts.Person;
import org.afterimage.testing.TestDatabase;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts for which a provider vouches, beside those with passwords, in a real database. */
class ProvidedAccountsTest {
    private static final String ISSUER = "https://sso.example.org/realms/hospital";
    private static final String FROM = "192.0.2.1";
    private static final SignIn.From VISIT = new SignIn.From(FROM, Optional.empty());
    private static final Person ADA = new Person(ISSUER, "1", "ada", "id-token");

    @TempDir
    private static Path folder;

    private static TestDatabase database;
    private static Accounts accounts;
    private static Sessions sessions;
    private static SignIn signIn;
    private static People people;
    private static ProvidedAccounts provided;

    @BeforeAll
    static void start() throws Exception {
        database = new TestDatabase(folder.resolve("postgresql"));
        AuditLog log = new AuditLog(database.source(), "NODE");
        accounts = new Accounts(database.source(), new Passwords(4));
        sessions = new Sessions(database.source());
        signIn = new SignIn(database.source(), accounts, sessions, new SignInTries(), new SignInLog(log));
        people = new People(accounts, log);
        provided = new ProvidedAccounts(database.source(), sessions, log);
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @BeforeEach
    void forget() throws SQLException {
        database.execute("truncate account, console_session");
    }

    @Test
    void anAccountIsMadeAtTheFirstSignInAndKnownAgainByIssuerAndSubjectAlone() throws Exception {
        Account first = entered(ADA, Role.REVIEWER).account();
        assertThat(first.name()).isEqualTo("ada");
        assertThat(first.role()).isEqualTo(Role.REVIEWER);
        assertThat(first.mustChange()).isFalse();
        assertThat(first.provided()).isTrue();
        assertThat(first.place()).isEqualTo("sso.example.org");
        assertThat(lastEntry()).isEqualTo("ada person.create ada REVIEWER, 1 at " + ISSUER);

        Account renamed = entered(new Person(ISSUER, "1", "ada.lovelace", "t"), Role.REVIEWER)
                .account();
        assertThat(renamed.id()).isEqualTo(first.id());
        assertThat(renamed.name()).as("the audit log has this one").isEqualTo("ada");
        assertThat(entered(new Person(ISSUER, "2", "ada", "t"), Role.VIEWER)
                        .account()
                        .id())
                .as("another subject")
                .isNotEqualTo(first.id());
        assertThat(entered(new Person("https://other.example.org", "1", "ada", "t"), Role.VIEWER)
                        .account()
                        .id())
                .as("another issuer")
                .isNotEqualTo(first.id());
    }

    @Test
    void nobodyComesToHaveALocalAccountByItsName() throws Exception {
        Accounts.New local = accounts.create("admin", Role.ADMINISTRATOR);
        Account other =
                entered(new Person(ISSUER, "3", "Admin", "t"), Role.VIEWER).account();
        assertThat(other.id()).isNotEqualTo(local.account().id());
        assertThat(other.name()).isEqualTo("Admin@sso.example.org");
        assertThat(other.role()).isEqualTo(Role.VIEWER);
        assertThat(entered(new Person(ISSUER, "4", "ADMIN", "t"), Role.VIEWER)
                        .account()
                        .name())
                .isEqualTo("ADMIN@sso.example.org-2");
        assertThat(sessions.find(signIn.enter("admin", local.password(), VISIT), true)
                        .orElseThrow()
                        .account()
                        .id())
                .isEqualTo(local.account().id());
        assertRefused("signInWrong", () -> signIn.enter("Admin@sso.example.org", "", VISIT));
        assertRefused("nameTaken", () -> accounts.create("admin@SSO.example.org", Role.VIEWER));
    }

    @Test
    void afterTooManyNamesakesNobodyIsLetIn() throws Exception {
        for (int i = 0; i <= 9; i++) {
            entered(new Person(ISSUER, "n" + i, "ada", "t"), Role.VIEWER);
        }
        assertThat(provided.enter(FROM, new Person(ISSUER, "one more", "ada", "t"), Role.VIEWER))
                .isEqualTo(new Outcome.NameTaken("ada"));
        assertThat(database.ask("select count(*) from account")).isEqualTo("10");
    }

    @Test
    void theRoleIsTakenAnewAtEachSignInAndAnotherOneEndsWhatWasOpen() throws Exception {
        accounts.create("local", Role.ADMINISTRATOR);
        String before = token(provided.enter(FROM, ADA, Role.ADMINISTRATOR));
        String again = token(provided.enter(FROM, ADA, Role.ADMINISTRATOR));
        assertThat(sessions.find(before, true)).as("the same role").isPresent();
        String after = token(provided.enter(FROM, ADA, Role.VIEWER));
        assertThat(sessions.find(before, true)).isEmpty();
        assertThat(sessions.find(again, true)).isEmpty();
        assertThat(sessions.find(after, true).orElseThrow().account().role()).isEqualTo(Role.VIEWER);
        assertThat(lastEntry()).isEqualTo("ada person.change ada VIEWER");
    }

    @Test
    void theProviderTakesTheRoleOfAnAdministratorEvenWhereNoOtherIsLeft() throws Exception {
        entered(ADA, Role.ADMINISTRATOR);
        assertThat(entered(ADA, Role.VIEWER).account().role()).isEqualTo(Role.VIEWER);
    }

    @Test
    void whoHasNoRoleAnyMoreIsSignedOutAndItIsWrittenDown() throws Exception {
        String before = token(provided.enter(FROM, ADA, Role.OPERATOR));
        assertThat(provided.withoutRole(FROM, ADA, List.of("canteen", "garden")))
                .isEqualTo(new Outcome.WithoutRole("ada"));
        assertThat(sessions.find(before, true)).isEmpty();
        assertThat(lastEntry()).isEqualTo("ada sign-in.refused 1 at " + ISSUER + " no role for canteen, garden");

        Person unknown = new Person(ISSUER, "9", "eve\nadmin\0", "t");
        assertThat(provided.withoutRole(FROM, unknown, List.of())).isEqualTo(new Outcome.WithoutRole("eve_admin_"));
        assertThat(lastEntry()).endsWith("no role: no groups are told");
        assertThat(database.ask("select count(*) from account")).isEqualTo("1");
    }

    @Test
    void anAccountThatIsShutStaysShutWhateverTheProviderSays() throws Exception {
        Account ada = entered(ADA, Role.OPERATOR).account();
        people.change(new AuditLog.Who("admin", FROM), ada.id(), Role.OPERATOR, true);
        assertThat(provided.enter(FROM, ADA, Role.ADMINISTRATOR)).isEqualTo(new Outcome.Shut("ada"));
        assertThat(database.ask("select role from account")).isEqualTo("OPERATOR");
        assertThat(lastEntry()).endsWith("the account is shut");
        people.change(new AuditLog.Who("admin", FROM), ada.id(), Role.OPERATOR, false);
        assertThat(entered(ADA, Role.OPERATOR).account().id()).isEqualTo(ada.id());
    }

    @Test
    void aProvidedAccountHasNoPasswordHereAndNoRoleOfThisNode() throws Exception {
        Session session = entered(ADA, Role.OPERATOR);
        AuditLog.Who admin = new AuditLog.Who("admin", FROM);
        long id = session.account().id();
        assertRefused("providedPassword", () -> people.reset(admin, id));
        assertRefused("providedRole", () -> people.change(admin, id, Role.VIEWER, false));
        assertRefused("providedPassword", () -> signIn.changePassword(session, "", "Correct horse battery"));
        assertRefused("signInWrong", () -> signIn.enter("ada", "", VISIT));
    }

    @Test
    void aLocalAdministratorStaysForWhenTheProviderIsAway() throws Exception {
        Account local = accounts.create("admin", Role.ADMINISTRATOR).account();
        entered(ADA, Role.ADMINISTRATOR);
        assertRefused("lastAdministrator", () -> accounts.change(local.id(), Role.ADMINISTRATOR, true));
        assertThatThrownBy(() -> database.execute("update account set disabled = true where name = 'admin'"))
                .hasMessageContaining("the last administrator stays");
        accounts.create("second", Role.ADMINISTRATOR);
        accounts.change(local.id(), Role.VIEWER, false);
        assertThat(accounts.find(local.id()).orElseThrow().role()).isEqualTo(Role.VIEWER);
    }

    @Test
    void whatTheProviderSaidIsThereUntilTheSessionEnds() throws Exception {
        Session session = entered(ADA, Role.VIEWER);
        assertThat(sessions.end(session)).contains("id-token");
        assertThat(sessions.end(session)).isEmpty();
        Session longOne = entered(new Person(ISSUER, "1", "ada", "x".repeat(4_001)), Role.VIEWER);
        assertThat(sessions.end(longOne)).as("no address takes this").isEmpty();
    }

    @Test
    void whoComesTwiceAtOnceHasOneAccount() throws Exception {
        int browsers = 6;
        ExecutorService threads = Executors.newFixedThreadPool(browsers);
        try {
            CountDownLatch start = new CountDownLatch(browsers);
            List<Future<Outcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < browsers; i++) {
                outcomes.add(threads.submit(() -> {
                    start.countDown();
                    start.await();
                    return provided.enter(FROM, ADA, Role.VIEWER);
                }));
            }
            for (Future<Outcome> outcome : outcomes) {
                assertThat(outcome.get()).isInstanceOf(Outcome.Entered.class);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(database.ask("select count(*) from account")).isEqualTo("1");
    }

    @Test
    void aNameHasWhatNamesHereMayHave() {
        for (String name : List.of("ada", "", "***", "Ada (IT) <x>", "-ada", "x".repeat(200), "Ä ö.ü@x")) {
            assertThat(Accounts.isUsable(ProvidedAccounts.usable(name)))
                    .as(name)
                    .isTrue();
            for (int namesake = 0; namesake < 10; namesake++) {
                String made = ProvidedAccounts.name(new Person(ISSUER, "1", name, "t"), namesake);
                assertThat(Accounts.isUsable(made)).as(made).isTrue();
            }
        }
    }

    private static Session entered(Person person, Role role) throws SQLException {
        return sessions.find(token(provided.enter(FROM, person, role)), true).orElseThrow();
    }

    private static String token(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Entered.class);
        return ((Outcome.Entered) outcome).token();
    }

    /** The last entry about an account; each sign-in has one of its own after it. */
    private static String lastEntry() throws SQLException {
        return database.ask("select concat_ws(' ', person, action, subject, after) from audit_entry"
                + " where action <> 'sign-in' order by id desc limit 1");
    }

    private static void assertRefused(String key, ThrowableAssert.ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.key()).isEqualTo(key));
    }
}
