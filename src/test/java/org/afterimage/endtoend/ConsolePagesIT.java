package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.afterimage.console.people.Role;
import org.afterimage.testing.Browser;
import org.afterimage.testing.ConsoleEndpoints;
import org.afterimage.testing.ConsoleEndpoints.Endpoint;
import org.afterimage.testing.ConsoleSite;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every page of the console with much in it, light in English and dark in German: it fits 1,280 pixels, its scripts run without an error, and axe
 * finds nothing serious. Pictures stay in {@code target/console} to be looked at.
 */
class ConsolePagesIT {
    private static final Duration PAGE = Duration.ofSeconds(60);
    private static final String LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff^Hubert Blaine Adolph Charles";
    private static final String UNREAD = "/studies/1.2.3";

    @TempDir
    private static Path folder;

    private static ConsoleSite site;
    private static Browser browser;
    private static String study;
    private static String job;

    @BeforeAll
    static void start() throws Exception {
        site = ConsoleSite.start(folder);
        browser = site.browser();
        var held = site.held();
        study = held.path("studyInstanceUid").asText();
        job = held.path("id").asText();
        fill();
        browser.signInAs(Role.ADMINISTRATOR);
        browser.createAccount("A".repeat(20) + " with a name of sixty-four characters in all here", Role.OPERATOR);
    }

    @AfterAll
    static void stop() throws Exception {
        if (site != null) {
            site.close();
        }
    }

    @Test
    void everyPageFitsRunsAndIsAccessibleInBothLooks() {
        browser.signInAs(Role.ADMINISTRATOR);
        Set<String> pages = pages();
        assertThat(pages).contains("/", "/held", "/studies/" + study + "/compare");
        SoftAssertions all = new SoftAssertions();
        for (Browser.Look look : List.of(Browser.Look.LIGHT, Browser.Look.DARK_GERMAN)) {
            browser.look(look);
            for (String page : pages) {
                look(page, look, all);
            }
        }
        all.assertAll();
    }

    @Test
    void theLoginPageIsAccessibleInBothLooks() {
        for (Browser.Look look : List.of(Browser.Look.LIGHT, Browser.Look.DARK_GERMAN)) {
            browser.visit(look);
            browser.open("/login");
            browser.screenshot("login-" + name(look));
            browser.assertFits();
            browser.assertAccessible();
        }
    }

    private static void look(String page, Browser.Look look, SoftAssertions all) {
        browser.takeErrors();
        browser.open(page);
        if (browser.has("#compare")) {
            browser.await("the first pictures", PAGE, "document.getElementById('compare').dataset.shown !== undefined");
        }
        browser.screenshot("page-" + file(page) + "-" + name(look));
        // What is folded away may not fit, or not be accessible, either.
        browser.page().evaluate("document.querySelectorAll('main details').forEach(part => part.open = true)");
        all.assertThatCode(() -> browser.assertFits()).doesNotThrowAnyException();
        all.assertThatCode(() -> browser.assertAccessible()).doesNotThrowAnyException();
        all.assertThat(browser.takeErrors().stream()
                        .filter(error -> !page.equals(UNREAD) || !error.contains("404"))
                        .toList())
                .as("errors of the scripts of %s", page)
                .isEmpty();
        all.assertThat(browser.has("main h1, main form, main table"))
                .as("something on %s", page)
                .isTrue();
    }

    /** Every page that a GET answers with, and some of them in other states. */
    private static Set<String> pages() {
        Map<String, String> examples = Map.of(
                "/studies/{uid}", "/studies/" + study,
                "/studies/{uid}/compare", "/studies/" + study + "/compare",
                "/jobs/{id}", "/jobs/" + job,
                "/configuration/versions/{id}", "/configuration/versions/1",
                "/first-start/5/journey/{uid}", "/first-start/5/journey/" + study);
        Set<String> pages = new LinkedHashSet<>();
        List<String> unknown = new ArrayList<>();
        for (Endpoint endpoint : ConsoleEndpoints.all()) {
            if (!endpoint.verb().equals("GET")
                    || endpoint.renewsItself()
                    || endpoint.template().startsWith("/images/")
                    || !(endpoint.produces().isEmpty() || endpoint.produces().startsWith("text/html"))) {
                continue;
            }
            String path = examples.getOrDefault(endpoint.template(), endpoint.template());
            if (path.contains("{")) {
                unknown.add(path);
            } else if (isPage(path)) {
                pages.add(path);
            }
        }
        assertThat(unknown).as("pages of which no example is known here").isEmpty();
        List.of(
                        "/jobs?state=FAILED",
                        "/jobs?study=1.2.3&reason=-&model=gone@1&destination=GONE",
                        "/studies?patient=nobody",
                        "/studies?model=gone&route=gone",
                        "/studies?patient=Wolfe",
                        "/configuration/remote?title=PACS",
                        "/configuration/route?name=bone-suppression",
                        "/configuration/text?file=routes.yaml",
                        "/configuration/change/back?to=1",
                        "/configuration/versions/difference?from=1&to=1")
                .forEach(page -> {
                    if (ConsoleEndpoints.all().stream()
                            .anyMatch(endpoint -> List.of(
                                            endpoint.template(), examples.getOrDefault(endpoint.template(), ""))
                                    .contains(page.replaceAll("\\?.*", "")))) {
                        pages.add(page);
                    }
                });
        pages.add(UNREAD);
        return pages;
    }

    /** Whether it answers with a whole page, not with a part of one or a file. */
    private static boolean isPage(String path) {
        APIResponse answer = browser.page().request().get(site.node().origin() + path);
        return answer.status() == 200
                && answer.headers().getOrDefault("content-type", "").startsWith("text/html")
                && answer.text().contains("<html");
    }

    private static String file(String page) {
        String name =
                page.replace(study, "one").replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
        return name.isEmpty() ? "overview" : name;
    }

    private static String name(Browser.Look look) {
        return (look.dark() ? "dark" : "light") + "-" + look.language();
    }

    /** Two pages of studies with the longest names that DICOM allows, and jobs of them in every state with long reasons. */
    private static void fill() throws SQLException {
        site.execute("insert into study (study_instance_uid, patient_id, patient_name, accession_number, study_date,"
                + " description, state, first_received_at, last_received_at, due_at, opened_at)"
                + " select '2.25.' || n, lpad(n::text, 64, '0'), case when n % 3 = 0 then '" + LONG_NAME
                + "' else 'Name' || n || '^Given' end, lpad(n::text, 16, 'A'), '20260101',"
                + " 'Thorax in inspiration, follow-up of a finding of last week, stat', 'ROUTED', t, t, t, t"
                + " from (select n, now() - n * interval '7 minutes' as t from generate_series(1, 120) n) numbered");
        site.execute(
                "insert into series (study_id, series_instance_uid, modality, series_number)"
                        + " select id, study_instance_uid || '.1', 'CT', 1 from study where study_instance_uid ~ '^2.25.[0-9]{1,3}$'");
        site.execute("insert into job (series_id, route, model, destination, input_digest, state, reason_code, reason,"
                + " created_at, updated_at, ended_at) select id, 'thorax-' || id % 5 || '-of-the-emergency-department',"
                + " 'ct-kernel-smooth-to-sharp', 'ARCHIVE-OF-SITE' || id % 3, id::text, state,"
                + " case when state = 'FAILED' then 'SEND_FAILED' end,"
                + " case when state in ('FAILED', 'SKIPPED', 'REJECTED') then repeat('The archive refused the instance. ', 8) end,"
                + " now(), now(), case when state in ('QUEUED', 'RUNNING') then null else now() end"
                + " from (select id, (array['CONFIRMED', 'SENT', 'FAILED', 'SKIPPED', 'REJECTED', 'CANCELLED'])[1 + id % 6]"
                + " as state from series where series_instance_uid ~ '^2.25.[0-9]{1,3}.1$') made");
    }
}
