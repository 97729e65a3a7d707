package org.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.afterimage.database.DeletedFolder;
import org.afterimage.model.Sha256;
import org.afterimage.model.TestManifests;
import org.afterimage.model.TestPackages;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Each test starts Java once to try the networks. */
class ModelsCommandTest {

    @TempDir
    Path models;

    private final StringWriter out = new StringWriter();
    private String digest;

    @BeforeEach
    void onePackageThatHoldsTogetherAndOneThatDoesNot() throws IOException {
        byte[] onnx = TestPackages.network("slice_gain");
        digest = Sha256.of(onnx);
        TestPackages.write(models.resolve("test-model/1.2.3"), TestManifests.kernel(digest), onnx);
        Path bad = TestPackages.write(models, "bad", "1.0", "threshold_lung", TestPackages.BONE_AND_LUNG);
        Files.write(bad.resolve("models/model.onnx"), new byte[] {1, 2, 3});
    }

    @Test
    void theTableSaysWhatIsUsableAndWhyTheRestIsNot() {
        assertThat(run()).isZero();
        assertThat(out.toString())
                .containsPattern("test-model +1\\.2\\.3 +" + digest.substring(0, 12)
                        + " +ct-kernel-harmonization +OnnxRuntime \\S+ CPU +usable")
                .contains("engine tensorrt refused: ")
                .contains("engine onnxruntime-gpu refused: node.yaml names no inference.onnxRuntimeNatives")
                .contains("engine onnxruntime-cpu taken: no other engine can be used")
                .contains("accepts CT; CHEST, THORAX; kernel B30, B30F; pixels of 0.4 to 1 mm")
                .contains("REFUSED " + models.resolve("bad/1.0") + ": model.sha256: ");
    }

    @Test
    void jsonSaysTheSameAndStrictEndsWithOne() throws IOException {
        assertThat(run("--json", "--strict")).isEqualTo(1);
        JsonNode tree = new ObjectMapper().readTree(out.toString());
        assertThat(tree.path("packages").get(0).path("sha256").asText()).isEqualTo(digest);
        assertThat(tree.path("packages").get(0).path("task").asText()).isEqualTo("ct-kernel-harmonization");
        JsonNode tensorRt = tree.path("packages").get(0).path("engines").get(0);
        assertThat(tensorRt.path("engine").asText()).isEqualTo("tensorrt");
        assertThat(tensorRt.path("outcome").asText()).isEqualTo("REFUSED");
        assertThat(tree.path("refused").get(0).path("reason").asText()).startsWith("model.sha256");
    }

    @Test
    void theNetworkThatChecksResultsIsNamedToo() throws IOException {
        String checker = Sha256.of(TestPackages.network("mean_change"));
        DeletedFolder.delete(models);
        TestPackages.loadWithChecker(models);
        assertThat(run()).isZero();
        assertThat(out.toString()).contains("results are checked by models/checker.onnx, " + checker.substring(0, 12));
        out.getBuffer().setLength(0);
        assertThat(run("--json")).isZero();
        JsonNode tree = new ObjectMapper().readTree(out.toString());
        assertThat(tree.path("packages").get(0).path("checkerSha256").asText()).isEqualTo(checker);
    }

    private int run(String... options) {
        CommandLine command = Main.commandLine().setOut(new PrintWriter(out));
        String[] words = new String[options.length + 3];
        words[0] = "models";
        words[1] = "--models";
        words[2] = models.toString();
        System.arraycopy(options, 0, words, 3, options.length);
        return command.execute(words);
    }
}
