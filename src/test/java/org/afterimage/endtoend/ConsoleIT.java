package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.afterimage.console.people.Role;
import org.afterimage.testing.Browser;
import org.afterimage.testing.ConsoleSite;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people come to the console for, in a real browser: a rule is tried, a held output is released or rejected, a failed delivery is sent again,
 * with the mouse or with the keyboard alone. Pictures of the pages stay in {@code target/console} to be looked at.
 */
class ConsoleIT {
    private static final Path CT = Path.of("test-fixtures/thorax-ct/001.dcm").toAbsolutePath();
    private static final String REASON = "The shadow is an old fracture";
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String DESTINATIONS = "section[aria-labelledby=destinations]";
    private static final int MOST_TABS = 60;

    @TempDir
    private static Path folder;

    private static ConsoleSite site;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        site = ConsoleSite.start(folder);
        browser = site.browser();
    }

    @AfterAll
    static void stop() throws Exception {
        if (site != null) {
            site.close();
        }
    }

    @BeforeEach
    void destinationTakesAll() {
        site.destinationTakes(true);
        browser.takeErrors();
    }

    @Test
    void aRuleIsTriedOnAPastStudyAndOnAFileAndNothingComesOfIt() throws Exception {
        JsonNode job = site.held();
        browser.signInAs(Role.VIEWER);
        browser.open("/dry-run");
        browser.fill("study", job.path("studyInstanceUid").asText());
        browser.follow("form[action='/dry-run'] button");
        assertThat(browser.text("main section")).contains("bone-suppression");
        assertThat(browser.has("main section .chip.right"))
                .as("the route takes it")
                .isTrue();
        assertThat(browser.text("main section table")).contains("Modality", "CR");
        browser.screenshot("dry-run-taken");
        browser.assertAccessible();

        browser.open("/dry-run");
        browser.page().locator("[name=file]").setInputFiles(CT);
        browser.follow("form[action='/dry-run'] button");
        assertThat(browser.text("main section table")).contains("Modality", "CT");
        assertThat(browser.has("main section table .chip.wrong"))
                .as("a clause that does not hold")
                .isTrue();
        browser.screenshot("dry-run-not-taken");

        browser.open("/dry-run");
        browser.page().locator("[name=file]").setInputFiles(Path.of("README.md").toAbsolutePath());
        browser.follow("form[action='/dry-run'] button");
        assertThat(browser.has("main .notice.bad")).as("no DICOM").isTrue();
        browser.screenshot("dry-run-no-dicom");
        assertThat(browser.takeErrors()).isEmpty();
        assertThat(site.ask("select count(*) from series where modality = 'CT'"))
                .isEqualTo("0");
    }

    @Test
    void aReviewerReleasesAHeldOutputWithNameAndReason() throws Exception {
        JsonNode job = site.held();
        long id = job.path("id").asLong();
        browser.signInAs(Role.REVIEWER);
        browser.open("/held");
        assertThat(browser.text("main")).as("number and bound of the gate").contains("0.9999");
        String patient =
                site.ask("select split_part(s.patient_name, '^', 1) from job j join series r on r.id = j.series_id"
                        + " join study s on s.id = r.study_id where j.id = " + id);
        assertThat(browser.text("section[aria-labelledby=job-" + id + "]"))
                .as("whose output it is")
                .contains(patient, "Accession");
        browser.screenshot("held");
        browser.assertAccessible();

        decide(id, "release").click();
        browser.page().waitForTimeout(500);
        assertThat(state(id)).as("not without a reason").isEqualTo("HELD");

        reason(id).fill(REASON);
        browser.follow(decide(id, "release"));
        assertThat(browser.text(".notice.good")).contains(Long.toString(id));
        browser.screenshot("held-released");
        site.awaitState(id, "SENT");
        assertThat(site.destination().sent().keySet())
                .contains(job.path("derived")
                        .path(0)
                        .path("instances")
                        .path(0)
                        .path("sopInstanceUid")
                        .asText());
        assertLogged("reviewer", "job " + id, "output.release", "HELD", "DELIVERING", REASON);
    }

    @Test
    void aReviewerRejectsAHeldOutputAndNothingIsSent() throws Exception {
        JsonNode job = site.held();
        long id = job.path("id").asLong();
        browser.signInAs(Role.REVIEWER);
        browser.open("/jobs/" + id);
        reason(id).fill("A rib is gone");
        browser.follow(decide(id, "reject"));
        assertThat(browser.text("main")).contains("Reject the output of job " + id, "A rib is gone", "for good");
        // Enter does nothing that was not meant; the browser gives the focus once it has drawn the page.
        browser.page().waitForFunction("document.activeElement.getAttribute('href') === '/held'");
        browser.screenshot("held-reject");
        browser.assertAccessible();
        assertThat(state(id)).as("not before it is confirmed").isEqualTo("HELD");
        browser.page().keyboard().press("Tab");
        browser.loading(() -> browser.page().keyboard().press("Enter"));
        assertThat(browser.has(".notice.good")).isTrue();
        site.awaitState(id, "REJECTED");
        browser.open("/jobs/" + id);
        browser.screenshot("job-rejected");
        assertThat(browser.has("form[action='/held/" + id + "/release']"))
                .as("decided")
                .isFalse();
        assertThat(site.destination().sent().keySet())
                .doesNotContain(job.path("derived")
                        .path(0)
                        .path("instances")
                        .path(0)
                        .path("sopInstanceUid")
                        .asText());
        assertLogged("reviewer", "job " + id, "output.reject", "HELD", "REJECTED", "A rib is gone");
    }

    @Test
    void anOperatorHasAFailedDeliveryTriedAgainUntilThePacsTakesIt() throws Exception {
        long id = site.held().path("id").asLong();
        site.destinationTakes(false);
        release(id);
        site.awaitState(id, "FAILED");

        browser.signInAs(Role.OPERATOR);
        browser.open("/");
        browser.screenshot("overview-failed");
        assertThat(browser.text("main")).as("what failed and why").contains("are not at PACS");
        browser.open("/jobs/" + id);
        browser.screenshot("job-failed");
        browser.assertAccessible();
        browser.follow("form[action$='/retry'] button");
        site.awaitState(id, "FAILED");

        site.destinationTakes(true);
        browser.open("/jobs/" + id);
        browser.follow("form[action$='/retry'] button");
        assertThat(browser.has(".notice.good")).isTrue();
        site.awaitState(id, "SENT");
        browser.open("/jobs/" + id);
        browser.screenshot("job-sent");
        assertThat(browser.has("form[action$='/retry']"))
                .as("nothing to be tried again")
                .isFalse();
        assertLogged("operator", "job " + id, "job.retry", "FAILED");
    }

    @Test
    void aDestinationThatIsGoneIsSaidToBeDownAndGetsItsResultsWhenItIsBack() throws Exception {
        browser.signInAs(Role.OPERATOR);
        browser.open("/configuration");
        browser.follow("form[action='/configuration/echo'] button");
        assertThat(browser.text(".notice.good")).contains("PACS answers");

        site.destinationDown();
        long id;
        try {
            browser.follow("form[action='/configuration/echo'] button");
            assertThat(browser.text(".notice.bad")).contains("PACS does not answer", "refuses the connection");
            browser.screenshot("configuration-no-echo");
            browser.assertAccessible();
            id = site.held().path("id").asLong();
            release(id);
            browser.open("/");
            browser.page().locator(DESTINATIONS + " .chip.wrong").waitFor();
            browser.screenshot("overview-down");
            browser.assertAccessible();
            long waiting = id;
            site.node()
                    .await(
                            "the delivery to wait",
                            LIMIT,
                            node -> node.get("/api/jobs/" + waiting)
                                    .path("reason")
                                    .asText()
                                    .contains("Waits until PACS answers"));
        } finally {
            site.destinationUp();
        }
        site.awaitState(id, "SENT");
        browser.open("/");
        browser.page().locator(DESTINATIONS + " .chip.right").waitFor();
    }

    @Test
    void theOverviewIsOneScreenAndStaysCurrentByItself() throws Exception {
        browser.signInAs(Role.VIEWER);
        browser.open("/");
        assertThat(browser.evaluate("document.documentElement.scrollHeight").asInt())
                .isLessThanOrEqualTo(Browser.HEIGHT);
        String before = browser.text(".tiles");
        site.held();
        browser.page().waitForCondition(() -> !browser.text(".tiles").equals(before));
        assertThat(browser.takeErrors()).isEmpty();
    }

    @Test
    void openPagesAreToldWhatChangesAskForNothingByThemselvesAndLeaveAPersonsWorkAlone() throws Exception {
        long id = site.held().path("id").asLong();
        browser.signInAs(Role.OPERATOR);
        browser.open("/jobs");
        awaitLive();
        String tick = "main input[name=job][value='" + id + "']";
        browser.page().locator(tick).check();
        List<String> asked = new CopyOnWriteArrayList<>();
        browser.page().onRequest(request -> asked.add(URI.create(request.url()).getPath()));
        boolean quiet = false;
        for (int i = 0; i < 5 && !quiet; i++) { // what was held just now may still be told
            asked.clear();
            browser.page().waitForTimeout(4000);
            quiet = asked.isEmpty();
        }
        assertThat(quiet)
                .as("nothing changed, and nothing was asked for four seconds: %s", asked)
                .isTrue();

        String other = Long.toString(site.held().path("id").asLong());
        browser.page().locator("main tbody a[href='/jobs/" + other + "']").waitFor();
        assertThat(browser.page().locator(tick).isChecked()).as("still ticked").isTrue();
        assertThat(asked)
                .isNotEmpty()
                .allMatch(path -> List.of("/jobs", "/held/count").contains(path));

        browser.open("/jobs/" + other);
        awaitLive();
        String review = "{\"person\": \"somebody else\", \"reason\": \"A rib is gone\"}";
        JsonNode rejected = site.node().post("/api/jobs/" + other + "/reject", review);
        assertThat(rejected.path("state").asText()).isEqualTo("REJECTED");
        browser.page().locator(".title .chip >> text=rejected").waitFor();
        assertThat(browser.takeErrors()).isEmpty();
    }

    @Test
    void whatAReviewerWritesStaysWhenMoreIsHeldAndWhenTheSessionEnds() throws Exception {
        long id = site.held().path("id").asLong();
        browser.signInAs(Role.REVIEWER);
        browser.open("/held");
        awaitLive();
        reason(id).pressSequentially("The shadow");
        String other = Long.toString(site.held().path("id").asLong());
        browser.page().locator("#job-" + other).waitFor();
        assertThat(reason(id).inputValue()).isEqualTo("The shadow");
        browser.page().keyboard().type(" is old");
        assertThat(reason(id).inputValue()).as("where the words go on").isEqualTo("The shadow is old");
        browser.screenshot("held-live");

        site.execute("update console_session set seen_at = seen_at - interval '31 minutes'");
        Locator state = browser.page().locator("#live-state");
        browser.page().waitForCondition(() -> state.innerText().contains("no longer signed in"));
        assertThat(reason(id).inputValue()).as("not thrown away").isEqualTo("The shadow is old");
        browser.screenshot("held-signed-out");

        browser.signInAs(Role.REVIEWER);
        browser.open("/");
        awaitLive();
        site.execute("update console_session set created_at = created_at - interval '12 hours 1 minute'");
        browser.page().waitForURL("**/login");
        browser.takeErrors();
    }

    @Test
    void colourAndLanguageAreThePersonsChoice() {
        browser.signInAs(Role.VIEWER);
        choose("theme", "dark");
        assertThat(browser.evaluate("document.documentElement.dataset.theme").asText())
                .isEqualTo("dark");
        browser.screenshot("overview-dark");
        choose("language", "de");
        assertThat(browser.text("nav")).contains("Übersicht");
        browser.assertAccessible();
        choose("theme", "auto");
        choose("language", "en");
        assertThat(browser.text("nav")).contains("Overview");
    }

    @Test
    void aReviewerSignsInAndReleasesWithTheKeyboardAlone() throws Exception {
        long id = site.held().path("id").asLong();
        browser.signInAs(Role.REVIEWER); // so that there is an account
        browser.visit(Browser.Look.LIGHT);
        browser.open("/login");
        browser.page().locator("[name=name]:focus").waitFor(); // the page puts it there
        browser.page().keyboard().type("reviewer");
        browser.page().keyboard().press("Tab");
        browser.page().keyboard().type(Browser.OWN_PASSWORD);
        browser.loading(() -> browser.page().keyboard().press("Enter"));
        tabTo("nav a[href='/held']");
        browser.loading(() -> browser.page().keyboard().press("Enter"));
        tabTo("form[action='/held/" + id + "/release'] input[name=reason]");
        browser.page().keyboard().type(REASON);
        tabTo("form[action='/held/" + id + "/release'] button:not([formaction])");
        browser.screenshot("held-keyboard");
        browser.loading(() -> browser.page().keyboard().press("Enter"));
        assertThat(browser.text(".notice.good")).contains(Long.toString(id));
        site.awaitState(id, "SENT");
    }

    @Test
    void listsAreFilteredAndExported() throws Exception {
        String study = site.held().path("studyInstanceUid").asText();
        browser.signInAs(Role.VIEWER);
        browser.open("/studies?patient=nobody+has+this+name");
        assertThat(browser.text("main table")).contains("No study fits.");
        browser.screenshot("studies-none");
        browser.open("/jobs?state=HELD");
        assertThat(browser.has("main tbody a[href='/studies/" + study + "']")).isTrue();
        Download csv = browser.page()
                .waitForDownload(() -> browser.page().locator("a[download]").click());
        assertThat(csv.path()).content().contains("HELD");
    }

    @Test
    void aChangeOfLanguageKeepsTheFiltersOfTheList() {
        browser.signInAs(Role.VIEWER);
        for (String language : List.of("de", "en")) {
            browser.open("/jobs?state=HELD&patient=nobody");
            browser.page().locator("details.own summary").click();
            browser.follow("button[name=language]");
            assertThat(browser.page().url()).endsWith("/jobs?state=HELD&patient=nobody");
            assertThat(browser.evaluate("document.documentElement.lang").asText())
                    .isEqualTo(language);
        }
    }

    @Test
    void aStudysPageShowsTheWayOfItsJobsAndLeadsToTheDryRun() throws Exception {
        JsonNode job = site.held();
        String study = job.path("studyInstanceUid").asText();
        browser.signInAs(Role.OPERATOR);
        browser.open("/studies/" + study);
        assertThat(browser.page().locator(".way li").count())
                .as("a way of seven stages for the job")
                .isEqualTo(7);
        assertThat(browser.page().locator(".way li.done").count()).isGreaterThanOrEqualTo(4);
        browser.screenshot("study-with-way");
        browser.follow("form[action='/jobs/" + job.path("id").asText() + "/reprocess'] button");
        assertThat(browser.page().url()).as("back where it was asked").endsWith("/studies/" + study);
        browser.follow("a[href^='/dry-run?study=']");
        assertThat(browser.page().locator("[name=study]").inputValue()).isEqualTo(study);
        browser.follow("form[action='/dry-run'] button");
        assertThat(browser.text("main section")).contains("bone-suppression");
    }

    @Test
    void sendingElsewhereInBulkIsAskedFirst() throws Exception {
        long id = site.held().path("id").asLong();
        release(id);
        site.awaitState(id, "SENT");
        browser.signInAs(Role.OPERATOR);
        browser.open("/jobs?state=DELIVERED");
        browser.page().locator("input[name=job][value='" + id + "']").check();
        browser.follow("button[name=action][value=send]");
        assertThat(browser.text("main h1")).contains("1 job", "PACS");
        assertThat(browser.has("main tbody a[href='/jobs/" + id + "']")).isTrue();
        browser.screenshot("jobs-send-asked");
        browser.assertAccessible();
        browser.follow("form[action='/jobs/bulk'] button");
        assertThat(browser.text("main")).as("its own destination is no other").contains("PACS itself");
    }

    /** Presses Tab until the element has the focus, and sees to it that it shows. */
    private static void tabTo(String selector) {
        for (int i = 0; i < MOST_TABS; i++) {
            browser.page().keyboard().press("Tab");
            Locator wanted = browser.page().locator(selector);
            if ((Boolean) wanted.evaluate("element => element === document.activeElement")) {
                assertThat((Boolean) wanted.evaluate("element => getComputedStyle(element).outlineStyle !== 'none'"
                                + " || getComputedStyle(element).boxShadow !== 'none'"))
                        .as("the focus shows on " + selector)
                        .isTrue();
                return;
            }
        }
        throw new AssertionError(MOST_TABS + " times Tab did not lead to " + selector);
    }

    /** Waits until the page has its stream. */
    private static void awaitLive() {
        browser.await("the page to be live", LIMIT, "document.getElementById('live-state').dataset.state === 'live'");
    }

    private static void release(long id) {
        browser.signInAs(Role.REVIEWER);
        browser.open("/held");
        reason(id).fill(REASON);
        browser.follow(decide(id, "release"));
        assertThat(browser.has(".notice.good")).isTrue();
    }

    private static Locator reason(long id) {
        return browser.page().locator("form[action='/held/" + id + "/release'] [name=reason]");
    }

    private static Locator decide(long id, String decision) {
        String form = "form[action='/held/" + id + "/release'] ";
        return browser.page()
                .locator(
                        decision.equals("release")
                                ? form + "button:not([formaction])"
                                : form + "button[formaction='/held/" + id + "/reject']");
    }

    private static String state(long id) {
        return site.node().get("/api/jobs/" + id).path("state").asText();
    }

    /** Chooses something in the menu of the person. */
    private static void choose(String name, String value) {
        browser.open("/");
        browser.page().locator("details.own summary").click();
        browser.follow("button[name=" + name + "][value=" + value + "]");
    }

    /** One entry of the audit log says all of it. */
    private static void assertLogged(String person, String subject, String... words) {
        browser.signInAs(Role.ADMINISTRATOR);
        browser.open("/audit?person=" + person);
        List<String> rows = browser.page().locator("main tbody tr").allInnerTexts();
        assertThat(rows).anySatisfy(row -> assertThat(row).contains(subject).contains(words));
        browser.screenshot("audit-of-" + person);
    }
}
