package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.net.Status;
import org.afterimage.testing.Chromium;
import org.afterimage.testing.CountingDestination;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.Peers;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * People at the console, in a real browser: the first administrator, a viewer, a reviewer who releases a held output, an operator who has its
 * failed delivery tried again. Pictures of the pages stay in {@code target/console} to be looked at.
 */
class ConsoleIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration PAGE = Duration.ofSeconds(60);
    private static final Path PICTURES = Path.of("target/console");
    private static final Path CR = Path.of("test-fixtures/chest-cr/001.dcm").toAbsolutePath();
    private static final String OWN_PASSWORD = "Correct horse battery";
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;

    @TempDir
    private Path folder;

    private Chromium browser;
    private String origin;

    @Test
    void peopleDoAtTheConsoleWhatTheirRolesAllow() throws Exception {
        Peers.require("chromium");
        Peers.require("storescu");
        int destinationPort = ProcessPeer.freePort();
        AtomicReference<Status> answer = new AtomicReference<>(Status.of(0xC000));
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "PACS", destinationPort, "")
                .withAttempts(1);
        try (CountingDestination destination =
                        new CountingDestination(destinationPort, setup.dicomPort(), (request, times) -> answer.get());
                NodeProcess node = NodeProcess.start(
                        setup, List.of(), "--models", strictModels().toString());
                Chromium chromium = Chromium.start(folder.resolve("chromium"), WIDTH, HEIGHT)) {
            browser = chromium;
            origin = "http://127.0.0.1:" + setup.httpPort();
            long job = held(node);

            nobodyGetsInUnasked(node);
            String first = told(node.log(), "console: sign in as admin with the password (\\S+),");
            open("/login");
            browser.screenshot(PICTURES.resolve("login.png"));
            fill("name", "admin");
            fill("password", "not this one");
            submit("form[action='/login']");
            browser.await("the refusal", PAGE, has("[role=alert]"));
            signIn("admin", first);
            browser.await("the password page", PAGE, "location.pathname === '/password'");
            open("/jobs");
            browser.await("the password page again", PAGE, "location.pathname === '/password'");
            choosePassword(first);
            allPages(job);

            String viewer = create("viewer", "VIEWER");
            String reviewer = create("Dr. Example", "REVIEWER");
            String operator = create("operator", "OPERATOR");
            signOut();

            signInAnew("viewer", viewer);
            aViewerOnlyLooks(job);
            signOut();

            signInAnew("Dr. Example", reviewer);
            open("/held");
            browser.screenshot(PICTURES.resolve("held.png"));
            assertThat(text("main")).contains("0.9999");
            fill("reason", "The shadow is an old fracture");
            submit("form[action='/held/" + job + "/release']");
            browser.await("the release", PAGE, has(".notice.good"));
            node.await("the failed delivery", LIMIT, any -> state(any, job).equals("FAILED"));
            open("/jobs/" + job);
            assertThat(browser.evaluate(has("form[action$='/retry']")).asBoolean())
                    .as("a reviewer does not operate")
                    .isFalse();
            signOut();

            signInAnew("operator", operator);
            answer.set(Status.SUCCESS);
            open("/");
            browser.screenshot(PICTURES.resolve("overview-failed.png"));
            open("/jobs/" + job);
            browser.screenshot(PICTURES.resolve("job-failed.png"));
            submit("form[action$='/retry']");
            browser.await("the retry", PAGE, has(".notice.good"));
            node.await("the delivery", LIMIT, any -> state(any, job).equals("SENT"));
            assertThat(destination.sent()).isNotEmpty();
            open("/jobs/" + job);
            browser.screenshot(PICTURES.resolve("job.png"));
            echo(destination);
            signOut();

            node.post("/%61pi/routes/bone-suppression/pause", 200);
            node.post("/api/routes/bone-suppression/resume", 200);
            signIn("admin", OWN_PASSWORD);
            browser.await("the overview", PAGE, "location.pathname === '/'");
            open("/audit");
            browser.screenshot(PICTURES.resolve("audit.png"));
            assertThat(text("table"))
                    .contains("Dr. Example", "output.release", "HELD", "DELIVERING", "The shadow is an old fracture")
                    .contains("operator", "job.retry", "FAILED")
                    .contains("person.create", "password.change")
                    .contains("routes/bone-suppression/pause", "routes/bone-suppression/resume");
            assertThat(node.get("/api/provenance/verify").path("findings")).isEmpty();
        }
    }

    /** The pages, as an administrator sees them. */
    private void allPages(long job) throws Exception {
        browser.await("the overview", PAGE, "location.pathname === '/' && " + has(".tiles"));
        browser.screenshot(PICTURES.resolve("overview.png"));
        assertThat(browser.evaluate("document.documentElement.scrollHeight <= " + HEIGHT)
                        .asBoolean())
                .as("the overview is one screen")
                .isTrue();
        browser.evaluate("document.querySelector('.renewed').textContent = 'old'");
        browser.await("the overview to renew itself", PAGE, "document.querySelector('.renewed').textContent !== 'old'");
        String study = uid();
        for (String page : List.of(
                "/studies",
                "/studies/" + study,
                "/jobs",
                "/jobs/" + job,
                "/held",
                "/configuration",
                "/models",
                "/audit",
                "/people",
                "/password",
                "/dry-run",
                "/configuration/versions")) {
            open(page);
            String name = page.substring(1).replace(study, "one").replaceAll("[^a-z]", "-");
            browser.screenshot(PICTURES.resolve("administrator-" + name + ".png"));
            assertThat(browser.evaluate("document.querySelector('main h1, main form, main table') !== null")
                            .asBoolean())
                    .as(page)
                    .isTrue();
            assertThat(browser.evaluate("document.documentElement.scrollWidth <= " + WIDTH)
                            .asBoolean())
                    .as(page + " fits the width")
                    .isTrue();
        }
        open("/dry-run");
        fill("study", study);
        submit("form[action='/dry-run']");
        browser.await("the trace", PAGE, has("main section table"));
        browser.screenshot(PICTURES.resolve("dry-run.png"));
        open("/studies?patient=nobody+has+this+name");
        assertThat(text("main table")).contains("No study fits.");
        choose("theme", "dark");
        browser.screenshot(PICTURES.resolve("overview-dark.png"));
        choose("language", "de");
        assertThat(text("nav")).contains("Übersicht");
        browser.screenshot(PICTURES.resolve("overview-german.png"));
        choose("language", "en");
        choose("theme", "light");
    }

    /** Presses a button of the menu of the person, and comes back to the overview. */
    private void choose(String name, String value) throws Exception {
        open("/");
        browser.evaluate("document.querySelector('button[name=" + name + "][value=" + value + "]').click()");
        browser.await(
                name + " " + value,
                PAGE,
                name.equals("theme")
                        ? "document.documentElement.dataset.theme === '" + value
                                + "' && document.readyState === 'complete'"
                        : "document.documentElement.lang === '" + value + "' && document.readyState === 'complete'");
    }

    private void aViewerOnlyLooks(long job) throws Exception {
        open("/held");
        assertThat(browser.evaluate(has("form[action^='/held']")).asBoolean()).isFalse();
        assertThat(browser.evaluate("""
                        fetch('/held/%d/release', { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
                          body: 'reason=x&formToken=' + document.querySelector('[name=formToken]').value }).then(r => r.status)
                        """.formatted(job)).asInt()).isEqualTo(403);
        assertThat(browser.evaluate("fetch('/people').then(r => r.status)").asInt())
                .isEqualTo(403);
        assertThat(browser.evaluate("fetch('/people').then(r => r.text())").asText())
                .contains("Your role does not allow this");
        assertThat(browser.evaluate("""
                        fetch('/preferences', { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
                          body: 'theme=dark&formToken=guessed' }).then(r => r.status)
                        """).asInt())
                .as("a form of another session")
                .isEqualTo(403);
    }

    /** Without a session there is a page to sign in and nothing else, and no other site's page has anything done. */
    private void nobodyGetsInUnasked(NodeProcess node) throws Exception {
        HttpResponse<String> page = node.ask("/");
        assertThat(page.statusCode()).isEqualTo(303);
        assertThat(page.headers().firstValue("Location").orElseThrow()).endsWith("/login");
        HttpResponse<String> login = node.ask("/login");
        assertThat(login.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'")
                .doesNotContain("unsafe");
        assertThat(login.body())
                .doesNotContain("style=")
                .doesNotContain("<style")
                .doesNotContain("onclick");
        assertThat(node.ask("/people").statusCode()).isEqualTo(303);
        HttpRequest crossSite = HttpRequest.newBuilder(URI.create(origin + "/api/jobs/1/cancel"))
                .header("Sec-Fetch-Site", "cross-site")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(crossSite, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(403);
    }

    private void echo(CountingDestination destination) throws Exception {
        open("/configuration");
        submit("form[action='/configuration/echo']");
        browser.await("the answer to C-ECHO", PAGE, has(".notice.good"));
        assertThat(text(".notice")).contains("PACS answers");
        destination.close();
        submit("form[action='/configuration/echo']");
        browser.await("no answer to C-ECHO", PAGE, has(".notice.bad"));
        browser.screenshot(PICTURES.resolve("configuration-echo.png"));
        assertThat(text(".notice")).contains("PACS does not answer");
    }

    /** Has an account made, and returns the password that is shown. */
    private String create(String name, String role) throws Exception {
        open("/people");
        browser.evaluate("document.querySelector(\"form[action='/people'] [name=name]\").value = '" + name + "'");
        browser.evaluate("document.querySelector(\"form[action='/people'] [name=role]\").value = '" + role + "'");
        submit("form[action='/people']");
        browser.await("the password of " + name, PAGE, has(".notice.good"));
        browser.screenshot(PICTURES.resolve("people.png"));
        return told(text(".notice.good"), "it is shown only now: (\\S+)");
    }

    private void signInAnew(String name, String password) throws Exception {
        signIn(name, password);
        browser.await("the password page of " + name, PAGE, "location.pathname === '/password'");
        choosePassword(password);
        browser.await("the overview of " + name, PAGE, "location.pathname === '/'");
    }

    private void signIn(String name, String password) throws Exception {
        open("/login");
        fill("name", name);
        fill("password", password);
        submit("form[action='/login']");
    }

    private void choosePassword(String old) throws Exception {
        browser.await("the form", PAGE, has("[name=again]"));
        fill("old", old);
        fill("new", OWN_PASSWORD);
        fill("again", OWN_PASSWORD);
        submit("form[action='/password']");
        browser.await("the overview", PAGE, "location.pathname === '/'");
    }

    private void signOut() throws Exception {
        submit("form[action='/logout']");
        browser.await("the page to sign in", PAGE, "location.pathname === '/login' && " + has("[name=password]"));
    }

    private void open(String path) throws Exception {
        browser.evaluate("window.left = true");
        browser.open(origin + path);
        browser.await(path, PAGE, "window.left === undefined && document.readyState === 'complete'");
    }

    private void fill(String name, String value) throws Exception {
        browser.evaluate("document.querySelector('main [name=" + name + "]').value = '" + value + "'");
    }

    /** Presses the form's first button. */
    private void submit(String form) throws Exception {
        browser.evaluate("window.left = true; document.querySelector(\"" + form + "\").requestSubmit("
                + "document.querySelector(\"" + form + " button\"))");
        browser.await("what follows " + form, PAGE, "window.left === undefined && document.readyState === 'complete'");
    }

    private String text(String selector) throws Exception {
        return browser.evaluate("document.querySelector('" + selector + "').innerText")
                .asText();
    }

    private static String has(String selector) {
        return "document.querySelector(\"" + selector + "\") !== null";
    }

    private static String told(String text, String pattern) {
        Matcher told = Pattern.compile(pattern).matcher(text);
        assertThat(told.find()).as(text).isTrue();
        return told.group(1);
    }

    private static String state(NodeProcess node, long job) {
        return node.get("/api/jobs/" + job).path("state").asText();
    }

    private static String uid() throws IOException {
        return Part10.readHeader(CR, Limits.defaults())
                .dataSet()
                .string(Tag.STUDY_INSTANCE_UID)
                .orElseThrow();
    }

    /** Sends a radiograph, and waits until a gate holds what is made of it. */
    private long held(NodeProcess node) throws Exception {
        ProcessPeer.Result sent = ProcessPeer.run(
                folder,
                LIMIT,
                "storescu",
                "-xr",
                "-aec",
                "AFTERIMAGE",
                "127.0.0.1",
                Integer.toString(node.dicomPort()),
                CR);
        assertThat(sent.exitStatus()).as(sent.output()).isZero();
        long job = node.awaitJob(uid(), LIMIT).path("id").asLong();
        assertThat(state(node, job)).isEqualTo("HELD");
        return job;
    }

    /** The shipped bone suppression with a bound on what it may remove that nothing keeps. */
    private Path strictModels() throws IOException {
        Path from = Path.of("models/chest-bone-suppression").toAbsolutePath();
        Path to = folder.resolve("models/chest-bone-suppression");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else if (file.endsWith("afterimage.yaml")) {
                    Files.writeString(
                            copy,
                            Files.readString(file)
                                    .replaceAll("minimumLocalCorrelation: [0-9.]+", "minimumLocalCorrelation: 0.9999"));
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        return folder.resolve("models");
    }
}
