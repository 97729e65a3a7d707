package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.afterimage.console.people.Right;
import org.afterimage.console.people.Role;
import org.afterimage.testing.Browser;
import org.afterimage.testing.ConsoleEndpoints;
import org.afterimage.testing.ConsoleEndpoints.Endpoint;
import org.afterimage.testing.ConsoleSite;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets into the console, for how long, and what each role can do there, in a real browser and past it. */
class ConsoleAccessIT {
    private static final int SEE_OTHER = 303;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    @TempDir
    private static Path folder;

    private static ConsoleSite site;
    private static Browser browser;
    private static JsonNode held;

    @BeforeAll
    static void start() throws Exception {
        site = ConsoleSite.start(folder);
        browser = site.browser();
        held = site.held();
    }

    @AfterAll
    static void stop() throws Exception {
        if (site != null) {
            site.close();
        }
    }

    @Test
    void withoutASessionThereIsAPageToSignInAndNothingElse() {
        HttpResponse<String> login = site.node().ask("/login");
        assertThat(login.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'")
                .doesNotContain("unsafe");
        assertThat(login.body())
                .doesNotContain("style=")
                .doesNotContain("<style")
                .doesNotContain("onclick");
        for (Endpoint endpoint : ConsoleEndpoints.all()) {
            if (endpoint.right().isPresent() && !endpoint.changes()) {
                HttpResponse<String> answer = site.node().ask(endpoint.path("1"));
                assertThat(answer.statusCode()).as(endpoint.template()).isEqualTo(SEE_OTHER);
                assertThat(answer.headers().firstValue("Location").orElseThrow())
                        .as(endpoint.template())
                        .matches(address -> address.equals("/login") || address.startsWith("/login?to=%2F"));
            }
        }
    }

    @Test
    void aLinkInAMessageLeadsToItsPageBySigningInAndNowhereElse() {
        browser.signInAs(Role.REVIEWER); // so that there is an account
        browser.visit(Browser.Look.LIGHT);
        browser.open("/jobs?state=FAILED");
        assertThat(path()).isEqualTo("/login");
        browser.fill("name", "reviewer");
        browser.fill("password", "wrong");
        browser.follow("form[action='/login'] button");
        browser.fill("password", Browser.OWN_PASSWORD);
        browser.follow("form[action='/login'] button");
        assertThat(browser.page().url()).endsWith("/jobs?state=FAILED");

        for (String elsewhere : List.of("//evil.example", "/%5Cevil.example", "https:%2F%2Fevil.example")) {
            browser.visit(Browser.Look.LIGHT);
            browser.open("/login?to=" + elsewhere);
            browser.fill("name", "reviewer");
            browser.fill("password", Browser.OWN_PASSWORD);
            browser.follow("form[action='/login'] button");
            assertThat(browser.page().url()).as(elsewhere).isEqualTo(site.node().origin() + "/");
        }
    }

    @Test
    void noLinkChangesAnything() throws Exception {
        browser.signInAs(Role.ADMINISTRATOR);
        String before = changes();
        String configuration = site.ask("select count(*) from configuration_version");
        for (Endpoint endpoint : ConsoleEndpoints.all()) {
            if (endpoint.verb().equals("GET")
                    && !endpoint.template().endsWith(".csv") // which the audit log says
                    && !endpoint.produces().contains("event-stream")) {
                browser.page().request().get(site.node().origin() + endpoint.path("1"));
            }
        }
        assertThat(changes()).isEqualTo(before);
        assertThat(site.ask("select count(*) from configuration_version")).isEqualTo(configuration);
    }

    @Test
    void theAuditLogHasTheAddressThatAProxyOnThisMachineTellsAndNoOther() throws Exception {
        String password = account("proxied", Role.VIEWER);
        HttpRequest signIn = HttpRequest.newBuilder(URI.create(site.node().origin() + "/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Forwarded-For", "192.0.2.44")
                .header("X-Forwarded-Host", "evil.example")
                .header("Forwarded", "for=198.51.100.1")
                .POST(HttpRequest.BodyPublishers.ofString("name=proxied&password=" + password))
                .build();
        HttpResponse<String> in = HttpClient.newHttpClient().send(signIn, HttpResponse.BodyHandlers.ofString());
        assertThat(in.statusCode()).isEqualTo(SEE_OTHER);
        assertThat(in.headers().firstValue("Location").orElseThrow()).isEqualTo("/");
        assertThat(site.ask("select address from audit_entry where action = 'sign-in' and person = 'proxied'"))
                .isEqualTo("192.0.2.44");
    }

    @Test
    void noOtherSitesPageHasAnythingDone() throws Exception {
        HttpRequest crossSite = HttpRequest.newBuilder(URI.create(site.node().origin() + "/api/jobs/1/cancel"))
                .header("Sec-Fetch-Site", "cross-site")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(crossSite, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isIn(UNAUTHORIZED, FORBIDDEN);
    }

    @Test
    void aFirstPasswordOpensNothingButThePageToChangeIt() {
        String first = account("Dr. Example", Role.REVIEWER);
        browser.screenshot("people-new");
        browser.visit(Browser.Look.LIGHT);
        browser.signIn("Dr. Example", first);
        assertThat(path()).isEqualTo("/password");
        assertThat(browser.has(".bar nav")).as("nothing to go to").isFalse();
        browser.screenshot("password-first");
        browser.assertAccessible();
        browser.open("/jobs");
        assertThat(path()).isEqualTo("/password");

        browser.fill("old", first);
        browser.fill("new", "Another one of twelve");
        browser.fill("again", "Another one of thirteen");
        browser.follow("form[action='/password'] button");
        assertThat(browser.has("[role=alert]")).as("they differ").isTrue();
        browser.screenshot("password-refused");
        browser.choosePassword(first);
        assertThat(path()).isNotEqualTo("/password");
        assertThat(browser.has(".bar nav")).isTrue();

        browser.visit(Browser.Look.LIGHT);
        browser.signIn("Dr. Example", first);
        assertThat(browser.has("[role=alert]")).as("the first one is gone").isTrue();
    }

    @Test
    void wrongPasswordsAreSlowedAndNotToldFromWrongNames() throws Exception {
        String password = account("guessed", Role.VIEWER);
        browser.visit(Browser.Look.LIGHT);
        browser.signIn("nobody of this name", "some password");
        String refusal = browser.text("[role=alert]");
        for (int i = 0; i < 5; i++) {
            browser.signIn("guessed", "wrong password " + i);
            assertThat(browser.text("[role=alert]")).isEqualTo(refusal);
        }
        browser.screenshot("login-refused");
        browser.assertAccessible();
        assertThat(site.ask("select wait_until is not null from account where name = 'guessed'"))
                .isEqualTo("t");

        // As if somebody had guessed on: by now the wait is longer than this test.
        site.execute("update account set failures = 9, wait_until = null where name = 'guessed'");
        browser.signIn("guessed", "wrong once more");
        browser.signIn("guessed", password);
        assertThat(browser.text("[role=alert]"))
                .as("even the right one waits")
                .isNotEqualTo(refusal)
                .containsPattern("\\d+ s");
        assertThat(path()).isEqualTo("/login");
        browser.screenshot("login-slowed");

        site.execute("update account set wait_until = now() where name = 'guessed'");
        browser.signIn("guessed", password);
        assertThat(path()).isEqualTo("/password");
    }

    @Test
    void aSessionEndsBySigningOutByIdlenessByAgeAndWithItsAccount() throws Exception {
        browser.signInAs(Role.VIEWER);
        List<Cookie> kept = browser.page().context().cookies();
        assertThat(kept).anyMatch(cookie -> cookie.httpOnly);
        browser.page().locator("details.own summary").click();
        browser.follow("form[action='/logout'] button");
        assertThat(path()).isEqualTo("/login");
        browser.page().context().addCookies(kept);
        assertSignedOut("a cookie that was kept");

        browser.signInAs(Role.VIEWER);
        site.execute("update console_session set seen_at = seen_at - interval '31 minutes'");
        assertSignedOut("half an hour without a click");

        browser.signInAs(Role.VIEWER);
        site.execute("update console_session set created_at = created_at - interval '12 hours 1 minute'");
        assertSignedOut("since yesterday");

        String first = account("leaves", Role.OPERATOR);
        browser.visit(Browser.Look.LIGHT);
        browser.signIn("leaves", first);
        browser.choosePassword(first);
        kept = browser.page().context().cookies();
        browser.signInAs(Role.ADMINISTRATOR);
        browser.open("/people");
        Locator row = browser.page().locator("tr").filter(new Locator.FilterOptions().setHasText("leaves"));
        row.locator("[name=disabled]").check();
        browser.follow(row.locator("form.row button"));
        browser.visit(Browser.Look.LIGHT);
        browser.page().context().addCookies(kept);
        assertSignedOut("an account that was shut");
    }

    @Test
    void pagesShowEachRoleTheButtonsThatItMayPress() {
        long job = held.path("id").asLong();
        for (Role role : Role.values()) {
            browser.signInAs(role);
            Set<String> shown = new TreeSet<>();
            for (String page : pages(role)) {
                browser.open(page);
                for (JsonNode path : browser.evaluate("""
                        [...document.querySelectorAll('main form button, main form [type=submit]')]
                          .filter((button) => button.form.getAttribute('method') === 'post')
                          .map((button) => new URL(button.getAttribute('formaction') || button.form.getAttribute('action'), location).pathname)
                          .concat([...document.querySelectorAll('main [hx-post]')].map((part) => part.getAttribute('hx-post')))
                        """)) {
                    shown.add(path.asText());
                }
            }
            for (String path : shown) {
                assertThat(role.may(endpoint(path).right().orElseThrow()))
                        .as("%s sees a button for %s", role, path)
                        .isTrue();
            }
            assertThat(shown.contains("/held/" + job + "/release"))
                    .as("%s releases: %s", role, shown)
                    .isEqualTo(role.may(Right.REVIEW));
            assertThat(shown.contains("/held/" + job + "/reject"))
                    .as("%s rejects: %s", role, shown)
                    .isEqualTo(role.may(Right.REVIEW));
            assertThat(shown.contains("/configuration/switch"))
                    .as("%s switches routes: %s", role, shown)
                    .isEqualTo(role.may(Right.OPERATE));
            assertThat(shown.contains("/people"))
                    .as("%s makes accounts: %s", role, shown)
                    .isEqualTo(role.may(Right.ADMINISTER));
            assertThat(browser.has(".bar nav a[href='/people']"))
                    .as("%s is led to accounts", role)
                    .isEqualTo(role.may(Right.ADMINISTER));
        }
    }

    @Test
    void theServerRefusesWhatARoleMayNotWhateverIsSent() throws Exception {
        List<Endpoint> changing =
                ConsoleEndpoints.all().stream().filter(Endpoint::changes).toList();
        assertThat(changing).hasSizeGreaterThan(10);
        assertThat(changing.stream()
                        .filter(endpoint -> endpoint.right().isEmpty())
                        .map(Endpoint::template))
                .as("what is open to everybody")
                .allMatch(path -> path.startsWith("/login"));
        for (Role role : Role.values()) {
            browser.signInAs(role); // which is in the audit log where it makes an account
        }
        String before = changes();
        for (Role role : Role.values()) {
            browser.signInAs(role);
            browser.open("/");
            String token = browser.page().locator("[name=formToken]").first().inputValue();
            for (Endpoint endpoint : changing) {
                if (endpoint.right().isEmpty()) {
                    continue;
                }
                if (!role.may(endpoint.right().get())) {
                    assertRefused(role + " with its own form token", endpoint, token);
                }
                assertRefused(role + " with a form of another session", endpoint, "guessed");
                assertRefused(role + " without a form token", endpoint, "");
            }
            for (Endpoint endpoint : ConsoleEndpoints.all()) {
                if (!endpoint.changes() && !role.may(endpoint.right().orElse(Right.VIEW))) {
                    APIResponse page = browser.page().request().get(site.node().origin() + endpoint.path("1"));
                    assertThat(page.status())
                            .as("%s opens %s", role, endpoint.template())
                            .isEqualTo(FORBIDDEN);
                    assertThat(page.text()).contains("Your role does not allow this");
                }
            }
        }
        browser.visit(Browser.Look.LIGHT);
        for (Endpoint endpoint : changing) {
            if (endpoint.right().isPresent()) {
                APIResponse answer = send(endpoint, "guessed");
                assertThat(answer.status()).as(endpoint.template()).isEqualTo(SEE_OTHER);
                assertThat(answer.headers().get("location")).endsWith("/login");
            }
        }
        assertThat(changes()).as("nothing was changed").isEqualTo(before);
    }

    private static void assertRefused(String who, Endpoint endpoint, String token) {
        APIResponse answer = send(endpoint, token);
        assertThat(answer.status())
                .as("%s: %s %s", who, endpoint.verb(), endpoint.template())
                .isEqualTo(FORBIDDEN);
    }

    /** What a form of the page would send, with all fields that forms here have. */
    private static APIResponse send(Endpoint endpoint, String token) {
        FormData form = FormData.create();
        Map.of(
                        "formToken", token,
                        "reason", "none",
                        "route", "bone-suppression",
                        "to", "pause",
                        "remote", "PACS",
                        "name", "somebody",
                        "role", "ADMINISTRATOR",
                        "action", "cancel",
                        "job", held.path("id").asText(),
                        "theme", "dark")
                .forEach(form::set);
        RequestOptions options =
                RequestOptions.create().setMethod(endpoint.verb()).setMaxRedirects(0);
        return browser.page()
                .request()
                .fetch(
                        site.node().origin() + endpoint.path(held.path("id").asText()),
                        endpoint.consumes().startsWith("multipart")
                                ? options.setMultipart(form)
                                : options.setForm(form));
    }

    /** What the audit log and the tables that people change have in them. */
    private static String changes() throws Exception {
        return site.ask(
                "select (select count(*) from audit_entry where action not like 'sign-in%') || ' ' || (select count(*) from account) || ' '"
                        + " || (select string_agg(state, ' ' order by id) from job)");
    }

    private static Endpoint endpoint(String path) {
        return ConsoleEndpoints.all().stream()
                .filter(Endpoint::changes)
                .filter(endpoint -> endpoint.takes(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing takes what is sent to " + path));
    }

    private static List<String> pages(Role role) {
        List<String> pages = new ArrayList<>(List.of(
                "/",
                "/studies",
                "/studies/" + held.path("studyInstanceUid").asText(),
                "/jobs",
                "/jobs/" + held.path("id").asLong(),
                "/held",
                "/configuration",
                "/configuration/versions",
                "/models",
                "/dry-run"));
        if (role.may(Right.CONFIGURE)) {
            pages.addAll(List.of(
                    "/configuration/node",
                    "/configuration/retention",
                    "/configuration/remote?title=PACS",
                    "/configuration/route?name=bone-suppression",
                    "/configuration/text?file=node.yaml",
                    "/configuration/change/back?to=1"));
        }
        if (role.may(Right.ADMINISTER)) {
            pages.addAll(List.of("/people", "/audit"));
        }
        return pages;
    }

    private static void assertSignedOut(String after) {
        browser.open("/studies");
        assertThat(path()).as(after).isEqualTo("/login");
    }

    private static String path() {
        return URI.create(browser.page().url()).getPath();
    }

    /** Has the administrator make an account, and returns the password that is shown. */
    private static String account(String name, Role role) {
        browser.signInAs(Role.ADMINISTRATOR);
        return browser.createAccount(name, role);
    }
}
