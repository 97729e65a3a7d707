package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.testing.NodeProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command, as a process. */
class DemoIT {
    @TempDir
    private Path folder;

    private record Ended(int exitCode, String output) {}

    @Test
    void theDemoEndsWithTheDerivedSeriesInThePacsAndPicturesToLookAt() throws Exception {
        Path out = folder.resolve("out");
        Ended demo = run("demo", "--data", folder.resolve("data").toString(), "--out", out.toString());
        assertThat(demo.exitCode()).as(demo.output()).isZero();
        assertThat(demo.output())
                .contains("received", "routed", "synthesised", "checked", "derived", "delivered")
                .contains("chest-bone-suppression")
                .contains("OnnxRuntime")
                .contains("PASS");
        assertThat(Part10.readHeader(out.resolve("derived-1.dcm"), Limits.defaults())
                        .dataSet()
                        .string(Tag.SYNTHETIC_DATA))
                .contains("YES");
        for (String name : new String[] {"source", "derived", "removed", "side-by-side"}) {
            BufferedImage picture = ImageIO.read(out.resolve(name + ".png").toFile());
            assertThat(picture.getHeight()).as(name).isBetween(256, 1024);
        }
        for (String task : new String[] {"radiograph-style", "ct-kernel", "missing-sequence"}) {
            boolean shown = demo.output().contains("\n" + task + ": ");
            assertThat(Files.exists(out.resolve(task).resolve("side-by-side.png")))
                    .as(task)
                    .isEqualTo(shown);
        }
        assertThat(demo.output()).contains("\nct-kernel: ");
        byte[] first = Files.readAllBytes(out.resolve("derived-1.dcm"));

        Ended again = run("demo", "--data", folder.resolve("data").toString(), "--out", out.toString());
        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(out.resolve("derived-1.dcm")).as("a resend changes nothing").hasBinaryContent(first);
    }

    @Test
    void withoutAModelTheDemoSaysAtWhichStageItStoppedAndWhy() throws Exception {
        Path models = Files.createDirectories(folder.resolve("no-models"));
        Ended demo = run(
                "demo",
                "--models",
                models.toString(),
                "--out",
                folder.resolve("out").toString());
        assertThat(demo.exitCode()).isEqualTo(1);
        assertThat(demo.output())
                .contains("afterimage: The demo stopped at the stage 'routed': No usable model package"
                        + " chest-bone-suppression");
    }

    @Test
    void synthesizeDoesTheSameToAFileWithoutDatabaseAndNetwork() throws Exception {
        Path out = folder.resolve("synthesized");
        Ended done = run(
                "synthesize",
                "test-fixtures/chest-cr",
                "--model",
                "chest-bone-suppression",
                "--out",
                out.toString(),
                "--json");
        assertThat(done.exitCode()).as(done.output()).isZero();
        assertThat(done.output())
                .contains(
                        "\"outcome\":\"derived\"", "\"verdict\":\"PASS\"", "\"engine\":\"OnnxRuntime", "\"sha256\":\"");
        assertThat(out.resolve("derived-1.dcm")).isNotEmptyFile();
        assertThat(out.resolve("pictures-1/side-by-side.png")).isNotEmptyFile();
    }

    @Test
    void synthesizeSaysWhyItSkipsAHandAndEndsWithOne() throws Exception {
        Ended done = run(
                "synthesize",
                "test-fixtures/refused/hand",
                "--model",
                "chest-bone-suppression",
                "--out",
                folder.resolve("hand").toString());
        assertThat(done.exitCode()).isEqualTo(1);
        assertThat(done.output()).contains("skipped: ").contains("HAND");
    }

    @Test
    void aNodeWhosePortIsTakenSaysWhichAndEndsWithOne() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path conf = Files.createDirectories(folder.resolve("conf"));
            Files.writeString(conf.resolve("node.yaml"), """
                    aeTitles: [AFTERIMAGE]
                    dicom: { port: %d }
                    http: { port: 0 }
                    """.formatted(taken.getLocalPort()));
            Files.writeString(conf.resolve("remotes.yaml"), "remotes: []");
            Files.writeString(conf.resolve("routes.yaml"), "routes: []");
            Ended start = run(
                    "start",
                    "--conf",
                    conf.toString(),
                    "--data",
                    folder.resolve("taken").toString());
            assertThat(start.exitCode()).as(start.output()).isEqualTo(1);
            assertThat(start.output())
                    .contains("afterimage: The DICOM port 127.0.0.1:" + taken.getLocalPort() + " is taken");
        }
    }

    @Test
    void everyCommandExplainsItself() throws Exception {
        for (String command : new String[] {"demo", "start", "synthesize", "echo"}) {
            Ended help = run(command, "--help");
            assertThat(help.exitCode()).as(command).isZero();
            assertThat(help.output()).contains("Usage: afterimage " + command);
        }
    }

    private Ended run(String... words) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = new ProcessBuilder(NodeProcess.command(words))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(180, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("The command did not end:\n" + Files.readString(output));
        }
        return new Ended(process.exitValue(), Files.readString(output));
    }
}
