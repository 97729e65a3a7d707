package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.afterimage.console.people.Role;
import org.afterimage.deliver.DeliveryAnswer;
import org.afterimage.deliver.StoreDelivery;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Status;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.dicom.pixel.PixelReader;
import org.afterimage.testing.Browser;
import org.afterimage.testing.ConsoleSite;
import org.afterimage.testing.CountingDestination;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a radiologist sees at the console: source and derived series in step, with the right values under the pointer, what a gate held, and two series
 * of 200 slices that scroll. Pictures of the page stay in {@code target/compare} to be looked at.
 */
class CompareIT {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration PAGE = Duration.ofSeconds(60);
    private static final Path PICTURES = Path.of("target/compare");
    private static final Path FIXTURES = Path.of("test-fixtures").toAbsolutePath();
    private static final String CR_STUDY = "2.25.149267787339825970597186760945355513193";
    private static final String CT_STUDY = "2.25.93744930152412471037346713315546975813";
    private static final String LONG_STUDY = "2.25.31415926535897932384626433832795028841";
    private static final int FIXTURE_SLICES = 12;
    private static final int SLICES = 200;
    private static final int SIDE = 512;
    private static final String ROUTES = """
            routes:
              - { name: kernel, match: { Modality: [CT] }, model: ct-kernel-smooth-to-sharp, destination: PACS }
              - { name: bones, match: { Modality: [CR] }, model: chest-bone-suppression, destination: PACS }
            """;

    /** From the first slice to the last by the arrow key, each as soon as the one before is drawn; slices a second. */
    private static final String SCROLL = """
            (async () => {
              const root = document.getElementById('compare');
              const press = (key) => document.dispatchEvent(new KeyboardEvent('keydown', { key }));
              const drawn = (index) => new Promise((resolve) => {
                const look = (event) => {
                  if (event.detail.index !== index) return;
                  root.removeEventListener('shown', look);
                  requestAnimationFrame(() => resolve());
                };
                root.addEventListener('shown', look);
              });
              if (root.dataset.shown !== '0') { const first = drawn(0); press('Home'); await first; }
              const last = Number(document.querySelector('[data-part=scrubber]').max);
              const start = performance.now();
              for (let index = 1; index <= last; index++) { const next = drawn(index); press('ArrowDown'); await next; }
              return 1000 * last / (performance.now() - start);
            })()
            """;

    @TempDir
    private Path folder;

    private NodeProcess node;
    private Browser browser;

    @Test
    void sourceAndDerivedAreComparedInABrowser() throws Exception {
        int destinationPort = ProcessPeer.freePort();
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "PACS", destinationPort, "");
        Files.writeString(setup.folder().resolve("dicom-conf/routes.yaml"), ROUTES);
        try (CountingDestination destination = new CountingDestination(
                        destinationPort, setup.dicomPort(), (request, times) -> Status.SUCCESS);
                NodeProcess started = NodeProcess.start(
                        setup,
                        List.of(),
                        "--models",
                        ConsoleSite.strictModels(
                                        folder.resolve("models"), "chest-bone-suppression", "ct-kernel-smooth-to-sharp")
                                .toString());
                Browser chromium = Browser.start(started)) {
            node = started;
            browser = chromium;
            send(files("thorax-ct"));
            send(files("chest-cr"));
            send(longStudy());
            noPictureWithoutSigningIn();
            browser.signInAs(Role.VIEWER);

            JsonNode ct = jobWithOutput(CT_STUDY);
            ctIsCompared(ct);
            aHeldOutputIsLookedAt(jobWithOutput(CR_STUDY));
            manySlicesScroll();
            badQuestionsAreAnswered();
            assertThat(node.log()).doesNotContain("chantillon", "Kakuu");
            assertThat(destination.sent()).isNotEmpty();
        }
    }

    private void ctIsCompared(JsonNode job) throws Exception {
        browser.open("/studies/" + CT_STUDY);
        assertThat(browser.page().locator("a.compare").getAttribute("href"))
                .isEqualTo("/studies/" + CT_STUDY + "/compare");
        openCompare("/studies/" + CT_STUDY + "/compare");
        browser.screenshot(PICTURES.resolve("ct.png"));
        assertThat(browser.evaluate("document.documentElement.scrollHeight").asInt())
                .as("nothing scrolls away")
                .isEqualTo(720);
        assertThat(browser.page().locator("[data-part=right-synthetic]").isVisible())
                .as("the mark")
                .isTrue();
        assertThat(browser.page().locator("[data-part=left-synthetic]").isVisible())
                .isFalse();
        assertThat(browser.page().locator("[data-part=scrubber]").getAttribute("max"))
                .isEqualTo(Integer.toString(FIXTURE_SLICES - 1));

        valuesAreTheStoredOnes(job);

        press("c");
        press("1");
        shot("ct-change-lung.png");
        press("s");
        shot("ct-slider.png");
        press("s");
        press("c");
        press("2");
        everyPixelIsWindowed(job);
        browser.evaluate("document.documentElement.dataset.theme = 'dark'");
        shot("ct-dark.png");
    }

    /** What the page says of the pixel under the pointer is what is stored, in the slice that it says. */
    private void valuesAreTheStoredOnes(JsonNode job) throws Exception {
        for (int turn = 0; turn < 3; turn++) {
            int before = shown();
            browser.wheel(330 + 31 * turn, 330 + 17 * turn, 1);
            browser.await(
                    "the next slice",
                    PAGE,
                    "document.getElementById('compare').dataset.shown === '" + (before + 1) + "'");
            browser.await("values", PAGE, "document.querySelector('[data-value=right]') !== null");
            JsonNode left = browser.evaluate("({...document.querySelector('[data-value=left]').dataset})");
            JsonNode right = browser.evaluate("({...document.querySelector('[data-value=right]').dataset})");
            int slice = shown();
            int pixel = left.path("row").asInt() * SIDE + left.path("column").asInt();
            int source = PixelReader.frame(read(files("thorax-ct").get(slice)), 0)[pixel];
            int derived = PixelReader.frame(derived(job, slice), 0)[pixel];
            assertThat(left.path("stored").asInt()).isEqualTo(source);
            assertThat(right.path("stored").asInt()).isEqualTo(derived);
            assertThat(browser.text("[data-value=left]")).contains((source - 1024) + " HU");
        }
    }

    /** The picture that the page draws has, pixel by pixel, the grey level that window 40/400 gives the stored value (PS3.3 C.11.2.1.2). */
    private void everyPixelIsWindowed(JsonNode job) throws Exception {
        int slice = shown();
        DicomObject derived = derived(job, slice);
        JsonNode levels = browser.evaluate("""
                fetch('/images/instances/%s/frames/1/rendered.png?window=40,400').then(r => r.blob()).then(createImageBitmap).then(bitmap => {
                  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
                  const context = canvas.getContext('2d');
                  context.drawImage(bitmap, 0, 0);
                  const data = context.getImageData(0, 0, bitmap.width, bitmap.height).data;
                  return Array.from({ length: data.length / 4 }, (_, i) => data[4 * i]);
                })
                """.formatted(derived.sopInstanceUid()));
        int[] stored = PixelReader.frame(derived, 0);
        assertThat(levels).hasSize(stored.length);
        for (int i = 0; i < stored.length; i++) {
            double grey = ((stored[i] - 1024 - 39.5) / 399 + 0.5) * 255;
            assertThat((double) levels.get(i).asInt())
                    .as("pixel %d", i)
                    .isCloseTo(Math.max(0, Math.min(255, grey)), within(1.0));
        }
    }

    private void aHeldOutputIsLookedAt(JsonNode job) throws Exception {
        assertThat(job.path("state").asText()).isEqualTo("HELD");
        browser.open("/held");
        String link = browser.page().locator("a.compare").getAttribute("href");
        assertThat(link)
                .isEqualTo("/studies/" + CR_STUDY + "/compare?job="
                        + job.path("id").asInt());
        openCompare(link);
        browser.await("the gates", PAGE, "!document.querySelector('[data-part=checks]').hidden");
        browser.page().locator(".checks summary").click();
        shot("held.png");
        assertThat(browser.text("[data-part=checks-list]")).contains("held", "0.9999");
        press("c");
        shot("held-change.png");
    }

    private void manySlicesScroll() throws Exception {
        openCompare("/studies/" + LONG_STUDY + "/compare?source=2.25.1001&derived=2.25.1002");
        assertThat(browser.page().locator("[data-part=scrubber]").getAttribute("max"))
                .isEqualTo(Integer.toString(SLICES - 1));
        double first = browser.evaluate(SCROLL).asDouble();
        double second = browser.evaluate(SCROLL).asDouble();
        double third = browser.evaluate(SCROLL).asDouble();
        System.out.printf(
                "compare: %d slices of two series side by side: %.1f slices a second the first time, %.1f the second, %.1f the third%n",
                SLICES, first, second, third);
        assertThat(shown()).isEqualTo(SLICES - 1);
        shot("long.png");
    }

    private void noPictureWithoutSigningIn() throws Exception {
        assertThat(node.ask("/images/studies/" + CT_STUDY + "/series").statusCode())
                .isEqualTo(303);
        assertThat(node.ask("/studies/" + CT_STUDY + "/compare").statusCode()).isEqualTo(303);
    }

    private void badQuestionsAreAnswered() throws Exception {
        String instance = read(files("thorax-ct").get(0)).sopInstanceUid();
        String picture = "/images/instances/" + instance + "/frames/1/rendered.png";
        assertProblem("/images/instances/1.2.3/frames/1/rendered.png", 404, "This node has no instance 1.2.3.");
        assertProblem("/images/instances/..%2F..%2Fetc%2Fpasswd/frames/1/rendered.png", 404, "");
        assertProblem("/images/studies/1.2.3/series", 404, "This node never received study 1.2.3.");
        assertProblem("/images/studies/" + CT_STUDY + "/series/1.2.3/frames", 404, "has no series 1.2.3 here");
        assertProblem(picture + "?window=40", 400, "must be centre,width");
        assertProblem(picture + "?window=40,0", 400, "cannot be 0.0 wide");
        assertProblem(picture + "?width=0", 400, "must be from 1 to 8192");
        assertProblem(picture + "?palette=rainbow", 400, "must be grey or change");
        assertProblem("/images/instances/" + instance + "/frames/2/rendered.png", 422, "there is no frame 2");
        assertThat(browser.evaluate("fetch('" + picture + "').then(r => r.headers.get('Cache-Control'))")
                        .asText())
                .isEqualTo("private, no-cache");
        assertThat(browser.evaluate("fetch('" + picture + "', { cache: 'no-store' }).then(r => r.headers.get('ETag'))"
                                + ".then(tag => fetch('" + picture
                                + "', { cache: 'no-store', headers: { 'If-None-Match': tag } })).then(r => r.status)")
                        .asInt())
                .isEqualTo(304);
    }

    private void assertProblem(String path, int status, String words) throws Exception {
        JsonNode answer = browser.evaluate(
                "fetch('" + path
                        + "').then(async r => ({ status: r.status, type: r.headers.get('Content-Type'), body: await r.text() }))");
        assertThat(answer.path("status").asInt()).as(path + answer).isEqualTo(status);
        if (!words.isEmpty()) {
            assertThat(answer.path("type").asText()).startsWith("application/problem+json");
            assertThat(answer.path("body").asText()).contains(words);
        }
    }

    private void openCompare(String path) throws Exception {
        browser.open(path);
        browser.await("the first pictures", PAGE, "document.getElementById('compare').dataset.shown !== undefined");
        assertThat(browser.evaluate("[...document.querySelectorAll('.message')].map(m => m.textContent).join('')")
                        .asText())
                .isEmpty();
    }

    private void press(String key) throws Exception {
        browser.page().keyboard().press(key);
    }

    /** A picture of the page once it has been quiet for a while. */
    private void shot(String name) throws Exception {
        browser.page().waitForTimeout(1200);
        browser.screenshot(PICTURES.resolve(name));
    }

    private int shown() throws Exception {
        return Integer.parseInt(browser.page().locator("#compare").getAttribute("data-shown"));
    }

    /** Waits for the job of a study that has made something and has nothing left to do. */
    private JsonNode jobWithOutput(String study) throws Exception {
        node.await("an output of " + study, LIMIT, any -> withOutput(any, study) != null);
        return withOutput(node, study);
    }

    private static JsonNode withOutput(NodeProcess node, String study) {
        for (JsonNode job : node.jobs(study)) {
            if (!job.path("derived").isEmpty()
                    && List.of("SENT", "HELD").contains(job.path("state").asText())) {
                return job;
            }
        }
        return null;
    }

    private DicomObject derived(JsonNode job, int slice) throws IOException {
        String source = read(files("thorax-ct").get(slice)).sopInstanceUid();
        for (JsonNode instance : job.path("derived").path(0).path("instances")) {
            if (instance.path("sources").path(0).asText().equals(source)) {
                return read(folder.resolve("node/data/derived")
                        .resolve(instance.path("file").asText()));
            }
        }
        throw new AssertionError("nothing was derived from " + source);
    }

    private static DicomObject read(Path file) throws IOException {
        return Part10.read(file, Limits.defaults());
    }

    /** The files of one folder of the fixtures, by name. */
    private static List<Path> files(String fixture) throws IOException {
        try (Stream<Path> files = Files.list(FIXTURES.resolve(fixture))) {
            return files.filter(file -> file.toString().endsWith(".dcm"))
                    .sorted()
                    .toList();
        }
    }

    /** Two series of 200 slices, from the twelve of the thorax; a kernel that no model takes, so that nothing is derived from them. */
    private List<Path> longStudy() throws IOException {
        List<DicomObject> fixture = new ArrayList<>();
        for (Path file : files("thorax-ct")) {
            fixture.add(read(file));
        }
        List<Path> written = new ArrayList<>();
        Path target = Files.createDirectories(folder.resolve("long"));
        for (int series = 1; series <= 2; series++) {
            for (int slice = 0; slice < SLICES; slice++) {
                DicomObject from = fixture.get(slice * FIXTURE_SLICES / SLICES);
                DataSet image = from.dataSet().shallowCopy();
                image.putString(Tag.STUDY_INSTANCE_UID, LONG_STUDY)
                        .putString(Tag.SERIES_INSTANCE_UID, "2.25.100" + series)
                        .putString(Tag.SOP_INSTANCE_UID, "2.25.100" + series + "." + (slice + 1))
                        .putString(Tag.CONVOLUTION_KERNEL, "B40")
                        .putIntegers(Tag.SERIES_NUMBER, series)
                        .putIntegers(Tag.INSTANCE_NUMBER, slice + 1)
                        .putDecimals(Tag.SLICE_THICKNESS, 1)
                        .putDecimals(Tag.IMAGE_POSITION_PATIENT, -190, -182, slice)
                        .putBytes(Tag.PIXEL_DATA, VR.OW, pixels(from, series, slice));
                Path file = target.resolve(series + "-" + slice + ".dcm");
                Part10.write(file, image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
                written.add(file);
            }
        }
        return written;
    }

    /** Every slice another picture: moved sideways, as if the patient were twisted, with the noise of its own place. */
    private static byte[] pixels(DicomObject from, int series, int slice) throws IOException {
        int[] stored = PixelReader.frame(from, 0);
        byte[] bytes = new byte[2 * stored.length];
        int shift = slice % 17 - 8 + series;
        for (int i = 0; i < stored.length; i++) {
            int value = stored[Math.floorMod(i + shift, stored.length)];
            bytes[2 * i] = (byte) value;
            bytes[2 * i + 1] = (byte) (value >> 8);
        }
        return bytes;
    }

    private void send(List<Path> files) throws IOException {
        Timeouts timeouts = new Timeouts(LIMIT, LIMIT, LIMIT, LIMIT, LIMIT);
        RemoteAe remote =
                new RemoteAe("AFTERIMAGE", InetAddress.getLoopbackAddress().getHostAddress(), node.dicomPort());
        assertThat(new StoreDelivery(new UpperLayerNetwork(), "SENDER", timeouts).send(files, remote))
                .hasSize(files.size())
                .allMatch(answer -> answer.kind() == DeliveryAnswer.Kind.SENT);
    }
}
