package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.afterimage.console.people.Role;
import org.afterimage.deliver.StoreDelivery;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.testing.Browser;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.Peers;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An administrator changes the configuration in a browser: sees each difference before it is saved, tries a route before it is there, is told of
 * what others changed meanwhile, and goes back. The files keep their comments.
 */
class ConfigurationEditIT {
    private static final Path CR = Path.of("test-fixtures/chest-cr/001.dcm").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String SAVE = "form[action='/configuration/change'] button";

    @TempDir
    private Path folder;

    private Browser browser;
    private Path conf;

    @Test
    void anAdministratorChangesTriesAndTakesBack() throws Exception {
        Peers.require("chromium");
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "PACS", ProcessPeer.freePort(), "");
        conf = setup.folder().resolve("dicom-conf");
        try (NodeProcess node = NodeProcess.start(setup);
                Browser started = Browser.start(node)) {
            browser = started;
            browser.signInAs(Role.ADMINISTRATOR);
            long first = version(node);
            aRemoteIsAdded(node);
            whatIsWrongIsSaidBesideTheField();
            aRouteIsTriedBeforeItIsSaved();
            othersAreNotOverwritten(node);
            aModelIsSwitchedOff(node);
            theWayBack(node, first);
            whoMayNotChangeIsNotOfferedIt();
            assertThat(browser.takeErrors()).isEmpty();
        }
    }

    private void aRemoteIsAdded(NodeProcess node) throws IOException {
        String before = read("remotes.yaml");
        browser.open("/configuration");
        browser.screenshot("configuration-administrator");
        browser.follow("a[href='/configuration/remote']");
        browser.assertAccessible();
        browser.assertFits();
        browser.fill("aeTitle", "ARCHIVE");
        browser.fill("host", "archive.hospital.example");
        browser.fill("port", "104");
        browser.fill("description", "keeps: everything # for good");
        browser.screenshot("configuration-remote");
        browser.follow("main form button");
        assertThat(browser.text(".difference"))
                .contains(
                        "remotes.yaml", "+  - aeTitle: ARCHIVE", "+    description: \"keeps: everything # for good\"");
        browser.assertAccessible();
        browser.screenshot("configuration-difference");
        assertThat(read("remotes.yaml")).as("before it is saved").isEqualTo(before);
        browser.fill("reason", "The archive moved");
        browser.follow(SAVE);
        assertThat(browser.text(".notice")).contains("is in force");
        assertThat(read("remotes.yaml")).startsWith(before.strip()).contains("- aeTitle: ARCHIVE");
        assertThat(node.get("/api/configuration").path("version").path("origin").asText())
                .isEqualTo("CONSOLE");
        assertThat(browser.text("main")).contains("archive.hospital.example:104");
    }

    private void whatIsWrongIsSaidBesideTheField() {
        browser.open("/configuration/remote?title=ARCHIVE");
        browser.fill("port", "70000");
        browser.fill("confirmSeconds", "soon");
        browser.follow("main form button");
        assertThat(browser.text("[role=alert]")).contains("remotes.yaml");
        assertThat(browser.has("[name=port][aria-invalid], [name=confirmSeconds][aria-invalid]"))
                .isTrue();
        assertThat(browser.page().locator("[name=port]").inputValue()).isEqualTo("70000");
        browser.assertAccessible();
        browser.screenshot("configuration-mistake");
    }

    private void aRouteIsTriedBeforeItIsSaved() throws IOException {
        String before = read("routes.yaml");
        browser.open("/configuration/route");
        browser.assertAccessible();
        browser.assertFits();
        browser.fill("name", "trauma");
        browser.page().locator("[name=model]").selectOption("chest-bone-suppression");
        browser.page().locator("[name=destination]").selectOption("ARCHIVE");
        browser.fill("keyword", "Modality");
        browser.fill("values", "CR, DX");
        browser.fill("when", "callingAeTitle == 'TRAUMA'");
        browser.screenshot("configuration-route");
        browser.follow("main form button");
        assertThat(browser.text(".difference")).contains("+  - name: trauma", "+      Modality: [CR, DX]");
        browser.page().locator("[name=file]").setInputFiles(CR);
        browser.fill("calling", "TRAUMA");
        browser.follow("form[action='/configuration/change/try'] button");
        assertThat(browser.text("main")).contains("route trauma takes it", "to ARCHIVE");
        browser.assertAccessible();
        browser.screenshot("configuration-dry-run");
        browser.page().locator("[name=file]").setInputFiles(CR);
        browser.fill("calling", "OTHER");
        browser.follow("form[action='/configuration/change/try'] button");
        assertThat(browser.text("main")).contains("route trauma does not take it");
        assertThat(read("routes.yaml")).isEqualTo(before);
        browser.follow(SAVE);
        assertThat(read("routes.yaml")).contains("- name: trauma", "callingAeTitle == 'TRAUMA'");
    }

    private void othersAreNotOverwritten(NodeProcess node) throws Exception {
        browser.open("/configuration/text?file=remotes.yaml");
        browser.screenshot("configuration-text");
        browser.assertAccessible();
        String text = browser.page().locator("textarea").inputValue();
        browser.page().locator("textarea").fill(text.replace("keeps: everything # for good", "mine"));
        browser.follow("main form button");
        long seen = version(node);
        Files.writeString(
                conf.resolve("remotes.yaml"), read("remotes.yaml").replace("archive.hospital", "other.hospital"));
        browser.follow(SAVE);
        assertThat(version(node)).isGreaterThan(seen);
        assertThat(browser.text("main")).contains("came into force meanwhile", "+    host: other.hospital.example");
        assertThat(browser.has(SAVE)).isFalse();
        browser.screenshot("configuration-meanwhile");
        assertThat(read("remotes.yaml")).contains("other.hospital", "keeps: everything");
    }

    private void aModelIsSwitchedOff(NodeProcess node) throws Exception {
        browser.open("/models");
        browser.follow("form[action='/configuration/change/model']:has([value^='chest-bone']) button[name=off]");
        assertThat(browser.text(".difference")).contains("routes.yaml", "disabled: [", "models:");
        browser.follow(SAVE);
        assertThat(node.get("/api/configuration")
                        .path("files")
                        .path("routes.yaml")
                        .asText())
                .contains("disabled: [chest-bone-suppression@");
        browser.open("/models");
        assertThat(browser.has(".chip.wrong")).isTrue();
        browser.assertAccessible();
        browser.screenshot("models-one-off");
        Timeouts timeouts = Timeouts.defaults();
        new StoreDelivery(new UpperLayerNetwork(), "SENDER", timeouts)
                .send(List.of(CR), new RemoteAe("AFTERIMAGE", "127.0.0.1", node.dicomPort()));
        JsonNode job = node.awaitJob(uid(), LIMIT);
        assertThat(job.path("state").asText()).isEqualTo("SKIPPED");
        assertThat(job.path("reasonCode").asText()).isEqualTo("MODEL_OFF");
        browser.open("/jobs/" + job.path("id").asLong());
        assertThat(browser.text("main")).contains("is switched off in routes.yaml");
        assertThat(browser.has("form[action$='/retry']")).isTrue();
    }

    private void theWayBack(NodeProcess node, long first) throws IOException {
        long before = version(node);
        browser.open("/configuration/versions");
        browser.assertAccessible();
        browser.fill("from", Long.toString(first));
        browser.fill("to", Long.toString(before));
        browser.follow("form[action='/configuration/versions/difference'] button");
        assertThat(browser.text(".difference")).contains("+  - name: trauma", "+  - aeTitle: ARCHIVE");
        browser.open("/configuration/versions/" + first);
        browser.follow("a[href^='/configuration/change/back']");
        assertThat(browser.text("h1")).contains("version " + first);
        assertThat(browser.text(".difference")).contains("-  - name: trauma", "-  - aeTitle: ARCHIVE");
        browser.screenshot("configuration-back");
        browser.fill("reason", "It was better before");
        browser.follow(SAVE);
        assertThat(version(node)).isGreaterThan(before);
        assertThat(read("remotes.yaml")).doesNotContain("ARCHIVE");
        assertThat(node.get("/api/configuration/versions/" + first)
                        .path("files")
                        .path("routes.yaml")
                        .asText())
                .isEqualTo(read("routes.yaml"));
        browser.open("/audit");
        assertThat(browser.text("table"))
                .contains("configuration.rollback", "back to version " + first, "It was better before")
                .contains("configuration.change", "The archive moved", "aeTitle: ARCHIVE");
    }

    private void whoMayNotChangeIsNotOfferedIt() {
        browser.signInAs(Role.OPERATOR);
        browser.open("/configuration");
        assertThat(browser.has("form[action='/configuration/switch']")).isTrue();
        assertThat(browser.has("a[href^='/configuration/remote'], a[href^='/configuration/text']"))
                .isFalse();
        assertThat(browser.evaluate("fetch('/configuration/node').then(answer => answer.status)")
                        .asInt())
                .isEqualTo(403);
        assertThat(browser.evaluate("""
                        fetch('/configuration/change', { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
                          body: 'base=1&packed=e30&formToken=' + document.querySelector('[name=formToken]').value }).then(r => r.status)
                        """).asInt()).isEqualTo(403);
        browser.takeErrors(); // the two refusals
    }

    private static String uid() throws IOException {
        return Part10.read(CR, Limits.defaults())
                .dataSet()
                .string(Tag.STUDY_INSTANCE_UID)
                .orElseThrow();
    }

    private String read(String file) throws IOException {
        return Files.readString(conf.resolve(file));
    }

    private static long version(NodeProcess node) {
        return node.get("/api/configuration").path("version").path("id").asLong();
    }
}
