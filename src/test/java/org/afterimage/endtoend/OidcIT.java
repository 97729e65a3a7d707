package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.afterimage.console.people.Role;
import org.afterimage.testing.Browser;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.OpenIdProvider;
import org.afterimage.testing.OpenIdProvider.Person;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People sign in at the console by a real OpenID Connect provider, in a real browser. */
class OidcIT {
    private static final String ATTEMPT = "afterimage-oidc";
    private static final Duration ADOPTED = Duration.ofSeconds(20);
    private static final Duration UNSEEN =
            Duration.ofSeconds(6); // for so long a node takes a provider that answered to be there

    private static final List<Person> PEOPLE = List.of(
            new Person("1", "ada", List.of("everybody", "pacs-admins")),
            new Person("2", "rita", List.of("radiology")),
            new Person("3", "guest", List.of("everybody")),
            new Person("4", "leaver", List.of("radiology")),
            new Person("5", "admin", List.of("radiology")));

    @TempDir
    private static Path folder;

    private static OpenIdProvider provider;
    private static NodeProcess node;
    private static Browser browser;
    private static Path nodeYaml;
    private static String settings;

    @BeforeAll
    static void start() throws Exception {
        provider = OpenIdProvider.at(folder);
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "PACS", ProcessPeer.freePort(), "");
        Path conf = setup.folder().resolve("dicom-conf");
        Files.writeString(conf.resolve("client-secret"), OpenIdProvider.SECRET + "\n");
        nodeYaml = conf.resolve("node.yaml");
        String port = "http: { port: " + setup.httpPort() + " }";
        settings = Files.readString(nodeYaml).replace(port, """
                http:
                  port: %d
                  oidc:
                    issuer: %s
                    clientId: %s
                    clientSecret: { file: client-secret }
                    publicUrl: http://127.0.0.1:%d
                    label: Hospital SSO
                    scopes: [openid, profile, groups]
                    roles: { pacs-admins: administrator, radiology: reviewer }
                    localAccounts: true
                """.formatted(
                        setup.httpPort(), provider.issuer(), OpenIdProvider.CLIENT, setup.httpPort()));
        Files.writeString(nodeYaml, settings);
        // The node starts first: it needs no provider for that.
        node = NodeProcess.start(setup);
        provider.start(node.origin(), PEOPLE);
        browser = Browser.start(node);
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (provider != null) {
            provider.close();
        }
        if (node != null) {
            node.close();
        }
    }

    @Test
    void eachPersonHasTheRoleThatTheProvidersGroupsGive() {
        browser.visit(Browser.Look.LIGHT);
        browser.open("/login");
        assertThat(browser.text("a.provider")).isEqualTo("Sign in with Hospital SSO");
        assertThat(browser.has("form[action='/login']")).isTrue();
        browser.screenshot("login-provider");
        browser.assertAccessible();
        browser.assertFits();
        signIn("rita");
        assertSignedIn("rita", "Reviewer");
        assertThat(browser.has(".bar a[href='/people']")).isFalse();
        assertThat(browser.has(".menu a[href='/password']"))
                .as("no password here")
                .isFalse();
        browser.open("/password");
        assertThat(browser.text("main")).contains("has no password here");

        browser.visit(Browser.Look.LIGHT);
        signIn("ada");
        assertSignedIn("ada", "Administrator");
        browser.open("/people");
        assertThat(row("rita").innerText()).contains("localhost").contains("Reviewer");
        assertThat(row("rita").locator("select").count()).isZero();
        assertThat(row("rita").locator("form[action$='/password']").count()).isZero();
        assertThat(row("admin").first().innerText()).contains("this node");
        browser.screenshot("people-provider");
        browser.assertAccessible();
        browser.assertFits();
        browser.look(Browser.Look.DARK_GERMAN);
        browser.open("/people");
        browser.screenshot("people-provider-dark-german");
        assertThat(browser.text("main")).contains("dieser Knoten").contains("Hospital SSO");
        browser.open("/audit");
        assertThat(browser.text("main")).contains("person.create").contains("REVIEWER, 2 at " + provider.issuer());
    }

    @Test
    void aNameThatIsTakenHereIsNotThePersonWhoHasItHere() {
        browser.visit(Browser.Look.LIGHT);
        signIn("admin");
        assertSignedIn("admin@localhost", "Reviewer");
        browser.signInAs(Role.ADMINISTRATOR);
        assertSignedIn("admin", "Administrator");
    }

    @Test
    void whoHasNoMappedRoleIsToldSoAndItIsInTheAuditLog() {
        browser.visit(Browser.Look.LIGHT);
        signIn("guest");
        assertThat(browser.text("[role=alert]")).contains("Hospital SSO knows you as guest");
        browser.screenshot("login-no-role");
        browser.assertAccessible();
        browser.open("/studies");
        assertThat(path()).isEqualTo("/login");
        browser.signInAs(Role.ADMINISTRATOR);
        browser.open("/audit?person=guest");
        assertThat(browser.text("main")).contains("sign-in.refused").contains("no role for everybody");
        browser.open("/people");
        assertThat(row("guest").count()).as("no account is made").isZero();
    }

    @Test
    void anAccountThatIsShutSaysSo() {
        browser.visit(Browser.Look.LIGHT);
        signIn("leaver");
        assertSignedIn("leaver", "Reviewer");
        List<Cookie> kept = browser.page().context().cookies();
        browser.signInAs(Role.ADMINISTRATOR);
        browser.open("/people");
        row("leaver").locator("[name=disabled]").check();
        browser.follow(row("leaver").locator("form.row button"));
        assertThat(row("leaver").innerText()).contains("Reviewer");
        browser.visit(new Browser.Look(false, "de"));
        browser.page().context().addCookies(kept);
        browser.open("/studies");
        assertThat(path()).isEqualTo("/login");
        browser.visit(new Browser.Look(false, "de"));
        signIn("leaver");
        assertThat(browser.text("[role=alert]")).contains("Das Konto leaver ist gesperrt");
    }

    @Test
    void anotherStateOrAnotherNonceIsRefused() {
        browser.visit(Browser.Look.LIGHT);
        browser.open("/login/oidc/callback?code=guessed&state=guessed");
        assertThat(browser.text("[role=alert]")).contains("is over, or began in another browser");

        atProvider();
        browser.open("/login/oidc/callback?code=guessed&state=guessed");
        assertThat(browser.text("[role=alert]")).contains("did not let you in");
        assertThat(browser.page().context().cookies()).noneMatch(cookie -> cookie.name.equals(ATTEMPT));

        atProvider();
        Cookie attempt = browser.page().context().cookies().stream()
                .filter(cookie -> cookie.name.equals(ATTEMPT))
                .findFirst()
                .orElseThrow();
        assertThat(attempt.httpOnly).isTrue();
        String[] parts = attempt.value.split("\\.");
        attempt.value = parts[0] + "." + "n".repeat(43) + "." + parts[2];
        browser.page().context().addCookies(List.of(attempt));
        answerAs("ada");
        assertThat(browser.text("[role=alert]")).contains("did not let you in");
        browser.screenshot("login-provider-refused");
        assertThat(node.log()).contains("Unexpected JWT nonce").contains("the state is not that of this browser's");
        browser.open("/studies");
        assertThat(path()).isEqualTo("/login");

        browser.visit(Browser.Look.LIGHT); // ada is signed in at the provider, which would not ask again
        atProvider();
        browser.fill("user", "somebody else");
        browser.page().locator("main button").click();
        browser.page().locator("[role=alert]").waitFor();
        assertThat(node.log()).contains("the provider says access_denied");
    }

    @Test
    void whoSignsOutIsSignedOutAtTheProviderToo() {
        browser.visit(Browser.Look.LIGHT);
        signIn("rita");
        // Who is signed in there comes in without a question.
        browser.open("/login");
        browser.page().locator("a.provider").click();
        browser.page().waitForURL(node.origin() + "/");
        List<Cookie> kept = browser.page().context().cookies(node.origin());
        browser.page().locator("details.own summary").click();
        browser.page().locator("form[action='/logout'] button").click();
        browser.page().waitForURL(node.origin() + "/login");
        atProvider();
        browser.visit(Browser.Look.LIGHT);
        browser.page().context().addCookies(kept);
        browser.open("/studies");
        assertThat(path()).as("a cookie that was kept").isEqualTo("/login");
    }

    @Test
    void aProviderThatIsAwaySaysSoAndComesBackWithOtherKeys() throws Exception {
        browser.visit(Browser.Look.DARK_GERMAN);
        signIn("rita");
        provider.close();
        Thread.sleep(UNSEEN.toMillis());
        browser.open("/studies");
        assertThat(path()).as("who is in stays in").isEqualTo("/studies");
        browser.visit(Browser.Look.DARK_GERMAN);
        browser.open("/login");
        browser.screenshot("login-provider-dark-german");
        browser.follow("a.provider");
        assertThat(browser.text("[role=alert]")).contains("Hospital SSO antwortet nicht");
        browser.screenshot("login-provider-away");
        assertThat(node.log()).contains(provider.issuer() + " does not answer");
        provider.start();
        Thread.sleep(UNSEEN.toMillis() / 2);
        browser.visit(Browser.Look.LIGHT);
        signIn("rita");
        assertSignedIn("rita", "Reviewer");
    }

    @Test
    void withoutLocalAccountsThereIsTheProviderAloneAndAWayBack() throws Exception {
        browser.signInAs(Role.ADMINISTRATOR);
        Files.writeString(nodeYaml, settings.replace("localAccounts: true", "localAccounts: false"));
        try {
            awaitForm(false);
            browser.open("/people");
            assertThat(browser.text("main")).contains("Names and passwords do not count now");
            browser.visit(Browser.Look.LIGHT);
            browser.open("/login");
            assertThat(browser.has("main form")).isFalse();
            assertThat(browser.has("a.provider")).isTrue();
            browser.screenshot("login-provider-alone");
            browser.assertAccessible();
            HttpRequest passwords = HttpRequest.newBuilder(URI.create(node.origin() + "/login"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "name=admin&password=" + Browser.OWN_PASSWORD.replace(' ', '+')))
                    .build();
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(passwords, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).contains("Names and passwords do not count here now");
            assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
            signIn("ada");
            assertSignedIn("ada", "Administrator");
        } finally {
            Files.writeString(nodeYaml, settings);
            awaitForm(true);
        }
        browser.signInAs(Role.ADMINISTRATOR);
        assertSignedIn("admin", "Administrator");
    }

    @Test
    void theLogHasNoSecrets() {
        browser.visit(Browser.Look.LIGHT);
        signIn("ada");
        assertThat(node.log())
                .doesNotContain(OpenIdProvider.SECRET)
                .doesNotContain("eyJ")
                .doesNotContain("code=");
        assertThat(node.text("/api/configuration")).doesNotContain(OpenIdProvider.SECRET);
    }

    private static void awaitForm(boolean there) throws InterruptedException {
        node.await(
                "local accounts " + (there ? "on" : "off"),
                ADOPTED,
                asked -> asked.ask("/login").body().contains("action=\"/login\"") == there);
    }

    private static void assertSignedIn(String name, String role) {
        assertThat(browser.text("details.own summary")).isEqualTo(name);
        browser.page().locator("details.own summary").click();
        assertThat(browser.text(".menu .quiet")).isEqualTo(role);
    }

    /** Goes to the provider, which asks who it is. */
    private static void atProvider() {
        browser.open("/login");
        browser.page().locator("a.provider").click();
        browser.page().locator("main [name=user]").waitFor();
    }

    private static void signIn(String name) {
        atProvider();
        answerAs(name);
    }

    private static void answerAs(String name) {
        browser.fill("user", name);
        browser.page().locator("main button").click();
        browser.page().locator(".bar nav, [role=alert]").first().waitFor();
    }

    private static Locator row(String name) {
        return browser.page()
                .locator("tbody tr")
                .filter(new Locator.FilterOptions()
                        .setHas(browser.page()
                                .locator("td:first-child")
                                .filter(new Locator.FilterOptions()
                                        .setHasText(java.util.regex.Pattern.compile("^\\s*" + name + "\\b(?!@)")))));
    }

    private static String path() {
        return URI.create(browser.page().url()).getPath();
    }
}
