package org.afterimage.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.NetworkInspection;
import org.afterimage.model.RefusedPackage;
import org.afterimage.model.Sha256;
import org.afterimage.model.TestManifests;
import org.afterimage.model.TestPackages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test starts Java once or twice, which takes a second or two. */
class ProbingProcessTest {

    @TempDir
    Path models;

    /** What the process does: the folders that it is given are tried, but one that is named so ends it or holds it up. */
    public static final class Main {
        private Main() {}

        public static void main(String... folders) throws InferenceException, InterruptedException {
            for (String folder : folders) {
                if (folder.contains("kills")) {
                    NetworkProbe.run(before(folders, folder), System.out);
                    System.out.println(NetworkProbe.TRYING + folder);
                    Runtime.getRuntime().halt(134);
                }
                if (folder.contains("hangs")) {
                    NetworkProbe.run(before(folders, folder), System.out);
                    Thread.sleep(600_000);
                }
            }
            NetworkProbe.run(Stream.of(folders).map(Path::of).toList(), System.out);
        }

        private static List<Path> before(String[] folders, String folder) {
            return Stream.of(folders)
                    .takeWhile(other -> !other.equals(folder))
                    .map(Path::of)
                    .toList();
        }
    }

    @Test
    void networksThatFitStayAndOthersAreRefusedWithTheReason() throws IOException {
        byte[] noNetwork = "no network".getBytes(StandardCharsets.US_ASCII);
        TestPackages.write(models, "good", "1.0", "threshold_lung", TestPackages.BONE_AND_LUNG);
        TestPackages.write(
                models.resolve("no-network/1.0"),
                TestPackages.manifest("no-network", "1.0", Sha256.of(noNetwork), TestPackages.BONE_AND_LUNG),
                noNetwork);
        byte[] planes = TestPackages.network("mix_planes"); // its tensors are those of another task
        TestPackages.write(
                models.resolve("other/1.0"),
                TestManifests.kernel(Sha256.of(planes))
                        .replace("id: test-model", "id: other")
                        .replace("1.2.3", "1.0"),
                planes);

        ModelCatalogue catalogue = ModelCatalogue.load(models, process(60));

        assertThat(catalogue.packages())
                .extracting(model -> model.manifest().id())
                .containsExactly("good");
        assertThat(catalogue.engine()).startsWith("OnnxRuntime ");
        assertThat(catalogue.refused())
                .extracting(RefusedPackage::reason)
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("is not a network that ONNX Runtime can read"),
                        reason -> assertThat(reason)
                                .contains("has the inputs [image], its manifest says [image, spacing]"));
    }

    @Test
    void aNetworkThatEndsTheProcessIsRefusedAndTheOthersAreTriedAfterIt() throws IOException {
        TestPackages.write(models, "a-good", "1.0", "threshold_lung", TestPackages.BONE_AND_LUNG);
        TestPackages.write(models, "b-kills", "1.0", "threshold_lung", TestPackages.BONE_AND_LUNG);
        TestPackages.write(models, "c-good", "1.0", "any_batch", TestPackages.BONE_AND_LUNG);

        ModelCatalogue catalogue = ModelCatalogue.load(models, process(60));

        assertThat(catalogue.packages())
                .extracting(model -> model.manifest().id())
                .containsExactly("a-good", "c-good");
        assertThat(catalogue.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.folder()).isEqualTo(models.resolve("b-kills/1.0"));
            assertThat(refused.reason()).contains("its process ended with 134");
        });
    }

    @Test
    void aNetworkThatNeverAnswersIsRefusedAfterItsDeadline() throws IOException {
        TestPackages.write(models, "hangs", "1.0", "threshold_lung", TestPackages.BONE_AND_LUNG);
        assertThat(ModelCatalogue.load(models, process(5)).refused())
                .singleElement()
                .satisfies(refused -> assertThat(refused.reason()).contains("did not answer within 5 s"));
    }

    @Test
    void leavesNothingOfTheEngineInTheTemporaryFolder() throws IOException {
        TestPackages.write(models, "good", "1.0", "threshold_lung", TestPackages.BONE_AND_LUNG);
        List<Path> before = unpacked();
        assertThat(ModelCatalogue.load(models, process(60)).packages()).hasSize(1);
        assertThat(unpacked()).containsExactlyInAnyOrderElementsOf(before);
    }

    private static List<Path> unpacked() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().matches("(afterimage-probe|onnxruntime-java).*"))
                    .toList();
        }
    }

    @Test
    void withoutAProcessNothingIsRefused() throws IOException {
        TestPackages.write(models, "good", "1.0", "threshold_lung", TestPackages.BONE_AND_LUNG);
        NetworkInspection nothing = new ProbingProcess(List.of("/bin/false"), Duration.ofSeconds(10));
        assertThatThrownBy(() -> ModelCatalogue.load(models, nothing))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not start");
        assertThat(ModelCatalogue.load(Files.createDirectory(models.resolve("empty")), nothing)
                        .packages())
                .isEmpty();
    }

    private static ProbingProcess process(int seconds) {
        return new ProbingProcess(ProbingProcess.thisProgram(Main.class.getName()), Duration.ofSeconds(seconds));
    }
}
