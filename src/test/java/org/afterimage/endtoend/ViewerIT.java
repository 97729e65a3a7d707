package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.testing.Browser;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.OhifServer;
import org.afterimage.testing.OrthancPeer;
import org.afterimage.testing.Peers;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a radiologist sees: simulated studies go from a real PACS through the node and back, and the OHIF viewer shows source and derived series
 * side by side. Its pictures stay in {@code target/viewer} to be looked at.
 */
class ViewerIT {
    private static final Duration LIMIT = Duration.ofMinutes(6); // of a busy machine with two cores
    private static final Duration DRAWN = Duration.ofMinutes(4);
    private static final Path FIXTURES = Path.of("test-fixtures").toAbsolutePath();
    private static final Path PICTURES = Path.of("target/viewer");
    private static final String ROUTES = """
            routes:
              - { name: bones, match: { Modality: [CR] }, model: chest-bone-suppression, destination: ORTHANC }
              - { name: kernel, match: { Modality: [CT] }, model: ct-kernel-smooth-to-sharp, destination: ORTHANC }
              - { name: flair, match: { Modality: [MR] }, model: mr-flair-synthesis, destination: ORTHANC }
            """;

    @TempDir
    private static Path folder;

    private static OrthancPeer orthanc;
    private static NodeProcess node;
    private static OhifServer ohif;
    private static Browser browser;
    private static String script;

    @BeforeAll
    static void start() throws Exception {
        Peers.require("Orthanc");
        OhifServer.requireDistribution();
        try (InputStream in = ViewerIT.class.getResourceAsStream("side-by-side.js")) {
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        int pacsPort = ProcessPeer.freePort();
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "ORTHANC", pacsPort, "");
        Files.writeString(setup.folder().resolve("dicom-conf/routes.yaml"), ROUTES);
        orthanc = OrthancPeer.startWithDicomWeb(folder.resolve("orthanc"), pacsPort, setup.dicomPort(), Map.of());
        ohif = OhifServer.start(orthanc.httpPort());
        node = NodeProcess.start(setup);
        browser = Browser.start(1600, 900);
    }

    @AfterAll
    static void stop() {
        for (AutoCloseable started : new AutoCloseable[] {browser, node, ohif, orthanc}) {
            if (started != null) {
                try {
                    started.close();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    @Test
    void aRadiographStandsBesideItsBoneSuppressedOneInTheSameWindowAndWhatWasTakenAway() throws Exception {
        JsonNode job = derive("chest-cr");
        JsonNode views = show(job, "AI bone suppression");
        browser.screenshot(PICTURES.resolve("chest-cr.png"));
        checkWindow(views.path(0), source("chest-cr/001.dcm"));
        checkWindow(views.path(1), derived(job, 0));
        checkChangeMap(views, job);
        assertThat(views.path(1).path("voi"))
                .as("what was made of a radiograph is read in the radiograph's own window")
                .isEqualTo(views.path(0).path("voi"));
    }

    @Test
    void ctSlicesOfSourceResultAndChangeMapScrollInStep() throws Exception {
        JsonNode job = derive("thorax-ct");
        JsonNode views = show(job, "AI Sharp kernel");
        checkWindow(views.path(0), source("thorax-ct/001.dcm"));
        checkWindow(views.path(1), derived(job, 0));
        checkChangeMap(views, job);
        checkInStep(views);
        browser.screenshot(PICTURES.resolve("thorax-ct.png"));
    }

    @Test
    void mrSlicesOfBothSeriesScrollInStepAndTheNewContrastHasItsOwnWindow() throws Exception {
        JsonNode job = derive("head-mr");
        JsonNode views = show(job, "AI Synthetic FLAIR");
        assertThat(views).hasSize(2);
        checkWindow(views.path(1), derived(job, 0));
        checkInStep(views);
        browser.screenshot(PICTURES.resolve("head-mr.png"));
    }

    /** Brings a study to the PACS, through the node, and back; its one job that was not skipped. */
    private static JsonNode derive(String fixture) throws Exception {
        List<Path> files = TaskJourney.files(fixture);
        String study = "";
        for (Path file : files) {
            study = orthanc.upload(file).path("ParentStudy").asText();
        }
        orthanc.sendStudy(study);
        String uid = Part10.readHeader(files.get(0), Limits.defaults())
                .dataSet()
                .string(Tag.STUDY_INSTANCE_UID)
                .orElseThrow();
        AtomicReference<JsonNode> sent = new AtomicReference<>();
        node.await("a derived series of " + fixture, LIMIT, any -> {
            for (JsonNode job : any.jobs(uid)) {
                if (job.path("state").asText().equals("SENT")) {
                    sent.set(job);
                }
            }
            return sent.get() != null;
        });
        return sent.get();
    }

    /** Opens the study with the source on the left and what was made of it on the right, and waits until all are drawn. */
    private static JsonNode show(JsonNode job, String words) throws Exception {
        List<String> series = new ArrayList<>();
        series.add(job.path("seriesInstanceUid").asText());
        job.path("derived")
                .forEach(one -> series.add(one.path("seriesInstanceUid").asText()));
        browser.open(ohif.viewer(job.path("studyInstanceUid").asText(), series.get(0)));
        await(
                "the viewer's page",
                "Boolean(window.services?.displaySetService && window.commandsManager && window.cornerstone)");
        browser.page().evaluate(script);
        await("source and derived series side by side", "sideBySide.arrange(['" + String.join("', '", series) + "'])");
        await(
                "a thumbnail of each",
                "sideBySide.thumbnails().length >= " + series.size()
                        + " && sideBySide.thumbnails().every(thumbnail => thumbnail.width > 0)");
        JsonNode views = browser.evaluate("sideBySide.views()");
        assertThat(views).hasSameSizeAs(series);
        assertThat(views.path(0).path("title").asText()).doesNotContain("AI ");
        for (int i = 1; i < series.size(); i++) {
            assertThat(views.path(i).path("title").asText())
                    .as("a reader sees that it is synthetic")
                    .contains("AI ");
            assertThat(views.path(i).path("mean").asDouble())
                    .as("not the source once more")
                    .isNotEqualTo(views.path(0).path("mean").asDouble());
        }
        assertThat(views.path(1).path("title").asText()).contains(words);
        return views;
    }

    /** Third comes what was added and taken away, in a window whose middle is no change. */
    private static void checkChangeMap(JsonNode views, JsonNode job) throws Exception {
        assertThat(views).hasSize(3);
        assertThat(views.path(2).path("title").asText()).contains("AI change map");
        checkWindow(views.path(2), derived(job, 1));
    }

    /**
     * The slices of all are as many and lie in the same places, the patient's right is on the left of each, and a turn of the wheel over one
     * moves the others when the viewer's own synchronisation of slices is on. Ends in the middle of the stack.
     */
    private static void checkInStep(JsonNode first) throws Exception {
        int slices = first.path(0).path("slices").asInt();
        assertThat(slices).isGreaterThan(3);
        for (JsonNode view : first) {
            assertThat(view.path("slices").asInt()).isEqualTo(slices);
            assertThat(view.path("slice").asInt()).isZero();
            assertThat(view.path("sides").path(0).asText()).as("top").isEqualTo("A");
            assertThat(view.path("sides").path(1).asText()).as("left").isEqualTo("R");
        }
        browser.page().evaluate("void commandsManager.runCommand('toggleSynchronizer', { type: 'imageSlice' })");
        for (int notch = 1; notch <= 3; notch++) {
            wheel(first.path(0), 1);
            checkAt(notch);
        }
        wheel(first.path(1), -1);
        checkAt(2);
        browser.page().evaluate("sideBySide.jump(" + slices / 2 + ")");
        checkAt(slices / 2);
    }

    private static void wheel(JsonNode view, int down) throws Exception {
        browser.wheel(view.path("x").asDouble(), view.path("y").asDouble(), down);
    }

    private static void checkAt(int slice) throws Exception {
        await("all series at slice " + slice, "sideBySide.at(" + slice + ")");
        JsonNode views = browser.evaluate("sideBySide.views()");
        for (JsonNode view : views) {
            for (int axis = 0; axis < 3; axis++) {
                assertThat(view.path("position").path(axis).asDouble())
                        .as("slices that stand beside each other lie in the same place")
                        .isEqualTo(views.path(0).path("position").path(axis).asDouble(), within(0.01));
            }
        }
    }

    /** Waits, and keeps a picture of what there was instead. */
    private static void await(String what, String expression) throws Exception {
        try {
            browser.await(what, DRAWN, expression);
        } catch (AssertionError e) {
            throw new AssertionError(
                    e.getMessage() + "; what there was: " + browser.screenshot(PICTURES.resolve("in-vain.png")), e);
        }
    }

    /** PS3.3 C.11.2.1.2: from center - 0.5 - (width - 1) / 2 to center - 0.5 + (width - 1) / 2; and as the reader sees it written. */
    private static void checkWindow(JsonNode view, DataSet object) {
        double center = object.decimal(Tag.WINDOW_CENTER).orElseThrow();
        double width = object.decimal(Tag.WINDOW_WIDTH).orElseThrow();
        assertThat(view.path("voi").path("lower").asDouble()).isEqualTo(center - 0.5 - (width - 1) / 2, within(1.0));
        assertThat(view.path("voi").path("upper").asDouble()).isEqualTo(center - 0.5 + (width - 1) / 2, within(1.0));
        assertThat(view.path("window").asText()).isEqualTo("W: " + Math.round(width) + " L: " + Math.round(center));
    }

    private static DataSet source(String fixture) throws Exception {
        return Part10.readHeader(FIXTURES.resolve(fixture), Limits.defaults()).dataSet();
    }

    private static DataSet derived(JsonNode job, int series) throws Exception {
        String file = job.path("derived")
                .path(series)
                .path("instances")
                .path(0)
                .path("file")
                .asText();
        return Part10.readHeader(folder.resolve("node/data/derived").resolve(file), Limits.defaults())
                .dataSet();
    }
}
