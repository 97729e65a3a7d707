package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.afterimage.console.people.Role;
import org.afterimage.testing.Browser;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.OrthancPeer;
import org.afterimage.testing.Peers;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A new administrator gets from the configuration that is shipped to a derived series in a real Orthanc, with the console alone: every step,
 * with the mistakes that people make on the way.
 */
class FirstStartIT {
    private static final Duration LIMIT = Duration.ofMinutes(3); // of a busy machine

    @TempDir
    private Path folder;

    private Browser browser;

    @Test
    void anAdministratorGetsFromNothingToADerivedSeriesInAnOrthanc() throws Exception {
        Peers.require("Orthanc");
        Peers.require("echoscu");
        NodeProcess.Setup setup = shipped();
        int pacsPort = ProcessPeer.freePort();
        try (OrthancPeer orthanc = OrthancPeer.start(
                        folder.resolve("orthanc"), pacsPort, setup.dicomPort(), Map.of("DicomCheckCalledAet", true));
                NodeProcess node = NodeProcess.start(setup);
                Browser chromium = Browser.start(node)) {
            browser = chromium;
            browser.signInAs(Role.ADMINISTRATOR);
            browser.open("/");
            assertThat(browser.text("main")).contains("Nothing was received yet.");
            assertThat(browser.text("section[aria-labelledby=destinations]"))
                    .as("nobody has asked the example")
                    .contains("not known");
            shot("overview");
            browser.follow("a[href='/first-start']");
            thisNode(setup);
            whoMaySend(setup);
            whereResultsGo(orthanc, pacsPort);
            whichModel();
            testStudy(orthanc);
            othersMayNot();
        }
    }

    /** Step 1: what others enter; a title that can't be; a port that needs a restart is told so, and taken back. */
    private void thisNode(NodeProcess.Setup setup) {
        assertThat(browser.page().url()).endsWith("/first-start/1");
        assertThat(browser.text(".copies")).contains("AFTERIMAGE", "127.0.0.1", Integer.toString(setup.dicomPort()));
        assertThat(browser.text("main")).contains("Only programs on this machine can reach the node now.");
        assertThat(browser.page().locator(".steps li.done").count())
                .as("nothing is done from the start")
                .isZero();
        shot("1-node");
        browser.fill("port", "99999");
        browser.follow("form[action='/first-start/1'] button");
        assertThat(browser.text(".notice.bad")).contains("99999 is no port number");
        Page somebodyElse = browser.page().context().newPage();
        somebodyElse.navigate(browser.page().url());
        int other = ProcessPeer.freePort();
        browser.fill("port", Integer.toString(other));
        browser.follow("form[action='/first-start/1'] button");
        assertThat(browser.text(".notice.good")).contains("Saved as version");
        assertThat(browser.text("div.notice.bad")).contains("needs a restart", "dicom.port", "./afterimage start");
        shot("1-restart");
        somebodyElse.locator("main [name=aeTitle]").fill("OTHER");
        somebodyElse.locator("form[action='/first-start/1'] button").click();
        somebodyElse
                .locator(".notice.bad >> text=Somebody else changed the configuration")
                .waitFor();
        assertThat(somebodyElse.locator("main [name=port]").inputValue()).isEqualTo(Integer.toString(other));
        somebodyElse.close();
        browser.fill("port", Integer.toString(setup.dicomPort()));
        browser.follow("form[action='/first-start/1'] button");
        assertThat(browser.has("div.notice.bad")).isFalse();
        browser.follow("form[action='/first-start/1/keep'] button");
    }

    /** Step 2: callers known; who is not is seen to be refused, and let in. */
    private void whoMaySend(NodeProcess.Setup setup) {
        assertThat(browser.page().url()).endsWith("/first-start/2");
        browser.page().locator("input[name=callers][value=known]").check();
        browser.follow("form[action='/first-start/2'] button");
        echoed(setup, "CT7", "AFTERIMAGE", 1);
        echoed(setup, "CT7", "AFTERIMAG", 1);
        browser.page().locator("text=refused: caller not known").waitFor();
        assertThat(browser.text("#last ~ div")).contains("this node is called AFTERIMAGE");
        shot("2-callers");
        browser.follow("text=Let it in");
        assertThat(browser.page()
                        .locator("form[action='/first-start/2/caller'] [name=aeTitle]")
                        .inputValue())
                .isEqualTo("CT7");
        browser.follow("form[action='/first-start/2/caller'] button");
        assertThat(browser.text(".notice.good")).contains("Saved as version");
        echoed(setup, "CT7", "AFTERIMAGE", 0);
        browser.page().locator("text=let in").first().waitFor();
        browser.follow("form[action='/first-start/2/keep'] button");
    }

    private void echoed(NodeProcess.Setup setup, String calling, String called, int exitStatus) {
        ProcessPeer.Result echo = ProcessPeer.run(
                folder,
                Duration.ofSeconds(30),
                "echoscu",
                "-aet",
                calling,
                "-aec",
                called,
                "127.0.0.1",
                setup.dicomPort());
        assertThat(echo.exitStatus() == 0 ? 0 : 1).as(echo.output()).isEqualTo(exitStatus);
    }

    /** Step 3: the port of the web server, the wrong title, and then the right ones; the shipped routes follow. */
    private void whereResultsGo(OrthancPeer orthanc, int pacsPort) throws Exception {
        assertThat(browser.page().url()).endsWith("/first-start/3");
        destination("PACS", orthanc.httpPort());
        assertThat(browser.text(".notice.bad")).contains("is a web server, no DICOM port");
        shot("3-wrong");
        destination("PACS", ProcessPeer.freePort());
        assertThat(browser.text(".notice.bad")).contains("refuses the connection");
        destination("PACS", pacsPort);
        assertThat(browser.text(".notice.bad")).contains("is not called PACS");
        shot("3-wrong-title");
        destination("ORTHANC", pacsPort);
        assertThat(browser.text(".notice.good")).contains("ORTHANC answers.");
        shot("3-answers");
        browser.open("/");
        assertThat(browser.text("section[aria-labelledby=destinations] tr:has-text('ORTHANC')"))
                .contains("up");
        browser.follow("nav a.guide");
        assertThat(browser.page().url())
                .as("back to where it was left; the routes follow, and nobody has looked at them")
                .endsWith("/first-start/4");
        browser.open("/first-start/3");
        browser.follow("a[href='/first-start/4']");
    }

    private void destination(String title, int port) {
        assertThat(browser.page().locator("input[name=before]").inputValue())
                .as("the one that does not answer is what is changed")
                .isEqualTo("PACS");
        browser.fill("aeTitle", title);
        browser.fill("host", "127.0.0.1");
        browser.fill("port", Integer.toString(port));
        browser.follow("form[action='/first-start/3'] button");
    }

    /** Step 4: the shipped routes lead to the Orthanc now; one more is made. */
    private void whichModel() throws IOException {
        assertThat(browser.page().url()).endsWith("/first-start/4");
        assertThat(browser.text("main")).contains("Research use, not for diagnosis", "bone-suppression", "ORTHANC");
        browser.follow("button[name=model][value=mr-flair-synthesis]");
        assertThat(browser.text(".notice.good")).contains("Saved as version");
        shot("4-model");
        List<String> routes = Files.readAllLines(folder.resolve("node/dicom-conf/routes.yaml"));
        assertThat(routes).contains("# routes.yaml of this test").anyMatch(line -> line.contains("mr-flair-synthesis"));
        assertThat(routes.stream().filter(line -> !line.startsWith("#")))
                .noneMatch(line -> line.contains("destination: PACS"));
        browser.follow("a[href='/first-start/5']");
    }

    /** Step 5: the test study goes in by the node's own port, and what is made of it is in the Orthanc. */
    private void testStudy(OrthancPeer orthanc) throws Exception {
        assertThat(browser.page().url()).endsWith("/first-start/5");
        browser.page().locator("select[name=model]").selectOption("chest-bone-suppression");
        browser.follow("form[action='/first-start/5'] button");
        assertThat(browser.text(".notice.good")).contains("The test study is sent");
        browser.page()
                .locator("#journey .notice.good")
                .waitFor(new Locator.WaitForOptions().setTimeout(LIMIT.toMillis()));
        browser.page()
                .waitForCondition(() ->
                        browser.page().locator(".steps li.done").count() == 5); // told of it, without another page
        assertThat(browser.page().locator("select[name=model]").inputValue()).isEqualTo("chest-bone-suppression");
        shot("5-test");
        browser.assertAccessible();
        assertThat(browser.text("#journey"))
                .containsIgnoringCase("delivered")
                .contains("Done: studies that fit now take this way");
        String link =
                browser.page().locator("#journey a[href^='/studies/']").last().getAttribute("href");
        String study = link.substring(link.lastIndexOf('/') + 1);
        JsonNode found = orthanc.post("/tools/find", """
                {"Level": "Series", "Expand": true, "Query": {"StudyInstanceUID": "%s"}}""".formatted(study));
        assertThat(found).isNotEmpty();
        JsonNode about = orthanc.post("/tools/find", """
                {"Level": "Study", "Expand": true, "Query": {"StudyInstanceUID": "%s"}}""".formatted(study));
        assertThat(about.path(0)
                        .path("PatientMainDicomTags")
                        .path("PatientName")
                        .asText())
                .isEqualTo("AFTERIMAGE^TEST");
        assertThat(about.path(0).path("MainDicomTags").path("StudyDescription").asText())
                .startsWith("TEST");
        browser.follow("#journey a[href*='/compare']");
        browser.open("/first-start");
        assertThat(browser.page().url()).as("there is nothing left to do").endsWith("/first-start/5");
        assertThat(browser.page().locator(".steps li.done").count()).isEqualTo(5);
        browser.open("/");
        assertThat(browser.text("main")).doesNotContain("Nothing was received yet.");
        browser.open("/audit");
        assertThat(browser.text("table")).contains("test-study.send", "configuration.change", "admin");
    }

    /** Who only looks, or operates, sets nothing up. */
    private void othersMayNot() {
        browser.signInAs(Role.OPERATOR);
        browser.open("/first-start/1");
        assertThat(browser.text("main")).contains("Your role does not allow this");
    }

    /** The configuration as it is shipped, on free ports, and with a wait that suits a test. */
    private NodeProcess.Setup shipped() throws IOException {
        NodeProcess.Setup setup =
                new NodeProcess.Setup(folder.resolve("node"), ProcessPeer.freePort(), ProcessPeer.freePort());
        Path conf = Files.createDirectories(setup.folder().resolve("dicom-conf"));
        for (String name : List.of("node.yaml", "remotes.yaml", "routes.yaml")) {
            String text = Files.readString(Path.of("dicom-conf").resolve(name));
            String ported = text.replaceFirst("port: 11112", "port: " + setup.dicomPort())
                    .replaceFirst("port: 8180", "port: " + setup.httpPort())
                    .replaceFirst("quietSeconds: 10", "quietSeconds: 2");
            Files.writeString(conf.resolve(name), ported + "# " + name + " of this test\n");
        }
        assertThat(Files.readString(conf.resolve("node.yaml"))).contains("port: " + setup.httpPort());
        return setup;
    }

    private void shot(String name) {
        browser.screenshotOfAll("first-start-" + name);
    }
}
